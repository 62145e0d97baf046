"""How Django writes forms: label above, hint below, the error under its field."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """One look for every form, ours and those of packages."""

    form_template_name = "components/_form.html"
    field_template_name = "components/_field.html"
