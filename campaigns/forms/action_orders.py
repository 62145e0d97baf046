"""Action orders and their tasks as forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.organisations.models import Organisation
from foundation.web.several import SeveralField

from ..models import ActionOrder, ActionOrderPolicy, ActionTask
from ..models.action_orders import TEXT_LENGTH
from .action_fields import DistrictField, day_field, departments_of, link_field, local_offices_of, text_field


class OrderForm(forms.Form):
    """The day, theme and text of a draft."""

    on = day_field(_("Day of action"))
    due_on = day_field(_("Answers due by"))
    theme = forms.CharField(
        label=_("Theme"), max_length=60, widget=forms.TextInput(attrs={"placeholder": _("A clean start into winter")})
    )
    text = text_field(
        _("Text of the order"), most=TEXT_LENGTH, rows=8, hint=_("What is to be done, where and by whom.")
    )

    def clean(self) -> Any:
        """Answers come after the action."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("on") and told.get("due_on") and told["due_on"] < told["on"]:
            self.add_error("due_on", _("Answers cannot be due before the day of action."))
        return told


class NewOrderForm(OrderForm):
    """An order beside those of the timetable."""

    district = DistrictField()
    field_order = ("district",)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["district"].offer(user)  # type: ignore[attr-defined]

    def order(self) -> ActionOrder:
        return ActionOrder(**self.cleaned_data)


class AskForm(forms.Form):
    """One task for several organisations of the district."""

    asked = text_field(_("What is asked"), example=_("Clear the back streets of rubbish and advertisements"))
    figure_name = forms.CharField(
        label=_("Figure asked for"),
        max_length=30,
        required=False,
        help_text=_("At most one, and only where it is needed: rubbish cleared, households visited."),
    )
    unit = forms.CharField(label=_("Unit"), max_length=10, required=False)
    all_streets = forms.BooleanField(label=_("Every street office and town government"), required=False)
    organisations = SeveralField(queryset=Organisation.objects.none(), label=_("Organisations"), required=False)

    def __init__(self, *args: Any, order: ActionOrder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order = order
        self.fields["organisations"].queryset = departments_of(order.district_id)  # type: ignore[attr-defined]

    def clean(self) -> Any:
        """A figure has a unit, and somebody is asked."""
        told: dict[str, Any] = super().clean() or {}
        chosen = set(told.get("organisations") or [])
        if told.get("all_streets"):
            chosen |= set(local_offices_of(self.order.district_id))
        if not chosen:
            self.add_error("organisations", _("Choose at least one organisation."))
        if told.get("figure_name") and not told.get("unit"):
            self.add_error("unit", _("Say in what the figure is counted."))
        told["organisations"] = sorted(chosen, key=lambda one: (len(one.region_id), one.code))
        return told

    def told(self) -> dict[str, Any]:
        """The task as the action takes it."""
        return {name: self.cleaned_data[name] for name in ("asked", "figure_name", "unit", "organisations")}


class AnswerForm(forms.Form):
    """What an organisation did: a few words; figures, a link and a photo where there are any."""

    text = text_field(
        pgettext_lazy("action task", "What was done"), example=_("12 back streets cleared, 60 volunteers")
    )
    figure = forms.DecimalField(max_digits=12, decimal_places=2, min_value=0)
    people = forms.IntegerField(label=_("People taking part"), min_value=0, max_value=1_000_000, required=False)
    link = link_field(_("A record of the portal or a report elsewhere is evidence enough; no screenshot is needed."))
    photo = forms.ImageField(label=_("Photo"), required=False)

    def __init__(self, *args: Any, task: ActionTask, **kwargs: Any) -> None:
        before = {name: getattr(task, name) for name in ("figure", "people", "link")}
        super().__init__(*args, initial={"text": task.answer, **before}, **kwargs)
        if task.figure_name:
            self.fields["figure"].label = f"{task.figure_name} ({task.unit})"
        else:
            del self.fields["figure"]


class RuleForm(forms.ModelForm):
    """On which day a district mobilises."""

    class Meta:
        model = ActionOrderPolicy
        fields = ["is_on", "day", "drafted_before", "answered_within"]
        labels = {
            "is_on": _("Draft an order each month by itself"),
            "day": _("Day of the month"),
            "drafted_before": _("Drafted so many days before"),
            "answered_within": _("Answers due so many days after"),
        }
