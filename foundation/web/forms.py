"""How Django writes forms: label above, hint below, the error under its field."""

from typing import Any

from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _

DASHES = BLANK_CHOICE_DASH[0][1]


class Renderer(TemplatesSetting):
    """One look for every form, ours and those of packages; an empty choice says that one is to be made."""

    form_template_name = "components/_form.html"
    field_template_name = "components/_field.html"

    def render(self, template_name: str, context: Any, request: Any = None) -> str:
        for _group, options, _index in context.get("widget", {}).get("optgroups", ()):
            for option in options:
                if option["label"] == DASHES:
                    option["label"] = _("Choose…")
        return str(super().render(template_name, context, request))


def choose_the_only(form: Any, name: str, rows: Any) -> None:
    """Offer rows in a field; where there is only one and nothing was chosen, it is chosen already."""
    form.fields[name].queryset = rows
    if form.initial.get(name) is None and len(only := list(rows[:2])) == 1:
        form.initial[name] = only[0].pk
