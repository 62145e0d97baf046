"""Special actions as forms."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Organisation, Region
from foundation.web import moments
from foundation.web.reach import LONGEST_LIST, ReachField
from foundation.web.several import SeveralField

from ..models import SpecialAction, SpecialActionKind
from .action_fields import day_field, departments_of, link_field, text_field


def _target(unit: str = "") -> forms.DecimalField:
    label = _now("Target ({unit})").format(unit=unit) if unit else _("Target of the year")
    return forms.DecimalField(label=label, max_digits=12, decimal_places=2, min_value=0, required=False)


class AdoptForm(forms.Form):
    """Who leads each line of the catalogue in a year; a line without a lead is not adopted."""

    def __init__(self, *args: Any, district: Region, kinds: Iterable[SpecialActionKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = list(kinds)
        offered = departments_of(district.pk)
        first = list(offered[: LONGEST_LIST + 1])
        by_kind = {one.kind: one for one in reversed(first)}
        choices = [("", _now("Choose…")), *((one.pk, str(one)) for one in first)]  # asked once for all lines
        for kind in self.kinds:
            lead = ReachField(
                queryset=offered, label=_("Lead department"), required=False, initial=by_kind.get(kind.lead_kind)
            )
            lead.widget.choices = choices
            self.fields[f"lead_{kind.pk}"] = lead
            self.fields[f"target_{kind.pk}"] = _target(kind.said_unit)

    def lines(self) -> list[tuple[SpecialActionKind, Any, Any]]:
        """Each line of the catalogue with its two fields."""
        return [(kind, self[f"lead_{kind.pk}"], self[f"target_{kind.pk}"]) for kind in self.kinds]

    def leads(self) -> dict[str, tuple[Organisation, Any]]:
        """Leads and targets by code, of the lines that have a lead."""
        told = self.cleaned_data
        chosen = {kind.pk: (told[f"lead_{kind.pk}"], told[f"target_{kind.pk}"] or None) for kind in self.kinds}
        return {code: pair for code, pair in chosen.items() if pair[0] is not None}


class ChangeForm(forms.Form):
    """Lead, supporting departments, target."""

    lead = ReachField(queryset=Organisation.objects.none(), label=_("Lead department"))
    target = forms.DecimalField()
    supporters = SeveralField(queryset=Organisation.objects.none(), label=_("Supporting departments"), required=False)

    def __init__(self, *args: Any, action: SpecialAction, **kwargs: Any) -> None:
        beside = list(action.supporters.values_list("pk", flat=True))
        initial = {"lead": action.lead_id, "target": action.target, "supporters": beside}
        super().__init__(*args, initial=initial, **kwargs)
        offered = departments_of(action.district_id)
        self.fields["lead"].queryset = self.fields["supporters"].queryset = offered  # type: ignore[attr-defined]
        self.fields["target"] = _target(action.said_unit)


class ReachForm(forms.Form):
    """A milestone that is done."""

    done_on = day_field(_("Done on"))
    note = text_field(_("Note"), required=False)
    link = link_field(_("A record of the portal or a report elsewhere is evidence enough; no screenshot is needed."))


class RescheduleForm(forms.Form):
    """Another day for a milestone."""

    due_on = day_field(_("New day"))
    reason = text_field(_("Reason"))


class FigureForm(forms.Form):
    """The value of a month; with a reason where one stands already."""

    month = forms.TypedChoiceField(label=_("Month"), coerce=dt.date.fromisoformat)
    value = forms.DecimalField(max_digits=12, decimal_places=2, min_value=0)
    reason = text_field(
        _("Reason of the correction"), required=False, hint=_("Only where the month has a value already.")
    )

    def __init__(self, *args: Any, action: SpecialAction, months: Iterable[dt.date], there: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.there = set(there)
        offered = [(month.isoformat(), self._said(month)) for month in months]
        self.fields["month"].choices = offered  # type: ignore[attr-defined]
        self.fields["value"].label = f"{action.said_figure} ({action.said_unit})"

    def _said(self, month: dt.date) -> str:
        said = moments.month(month)
        return _now("{month} (correct)").format(month=said) if month in self.there else said

    def clean(self) -> Any:
        """A correction says why."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("month") in self.there and not told.get("reason"):
            self.add_error("reason", _("This month has a value. Say why it is corrected."))
        return told
