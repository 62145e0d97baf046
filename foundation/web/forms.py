"""How Django writes forms: label above, hint below, the error under its field."""

from typing import Any

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """One look for every form, ours and those of packages."""

    form_template_name = "components/_form.html"
    field_template_name = "components/_field.html"


def choose_the_only(field: Any, rows: Any) -> None:
    """Offer rows in a field; where there is only one, it is chosen already."""
    field.queryset = rows
    if len(only := list(rows[:2])) == 1:
        field.initial = only[0].pk
