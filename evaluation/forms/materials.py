"""What is asked for around materials: groups of parties, a reviewer, evidence, scores."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.accounts.models import User
from foundation.organisations.models import Region
from foundation.web.forms import choose_the_only

from ..choices import EvidenceKind
from ..models import MaterialReview
from ..permissions import may_review
from ..queries.forms import Form
from ..queries.materials import records_for
from .evaluations import QuarterField

GROUPS = [
    ("towns", _("Streets and towns")),
    ("villages", _("Communities and villages")),
    ("organisations", _("Organisations")),
]
NUMBER = "number"


class AskForm(forms.Form):
    """Whose material is asked for."""

    region = forms.ModelChoiceField(Region.objects.none(), label=_("District"))
    quarter = QuarterField(label=_("Quarter"))
    groups = forms.MultipleChoiceField(label=_("Parties"), choices=GROUPS, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach = user.region_scope("code", roles=[Role.ADMIN])
        choose_the_only(self, "region", Region.objects.districts().filter(reach).order_by("code"))


class ReviewerForm(forms.Form):
    """Who reviews a party's material: reviewers of the district without a conflict, not chosen yet."""

    reviewer = forms.ModelChoiceField(User.objects.none(), label=_("Reviewer"))

    def __init__(self, *args: Any, review: MaterialReview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = review.assignments.values("reviewer")
        people = User.objects.holding(Role.REVIEWER, on=timezone.localdate()).exclude(pk__in=chosen)
        fitting = [one.pk for one in people if may_review(one, review)]
        self.fields["reviewer"].queryset = User.objects.filter(pk__in=fitting).order_by("name", "pk")


class EvidenceForm(forms.Form):
    """One piece of evidence: a record of the portal, a link or a file; the first one given is taken."""

    record = forms.ChoiceField(label=_("Record of the portal"), required=False)
    link = forms.URLField(label=_("Link"), required=False, max_length=500, assume_scheme="https")
    file = forms.FileField(label=_("File"), required=False)

    def __init__(self, *args: Any, review: MaterialReview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["record"].choices = record_choices(review)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and not any(told.get(name) for name in ("record", "link", "file")):
            raise forms.ValidationError(_("Choose a record, write a link or choose a file."))
        return told

    def named(self) -> tuple[str, str, Any]:
        """Kind, label and value of what was given; a file is still to be stored."""
        told = self.cleaned_data
        if told.get("record"):
            kind, _colon, pk = told["record"].partition(":")
            labels = {key: label for _group, options in self.fields["record"].choices[1:] for key, label in options}
            return kind, str(labels[told["record"]]), int(pk)
        if told.get("link"):
            return EvidenceKind.LINK, told["link"], told["link"]
        return EvidenceKind.FILE, told["file"].name, told["file"]


def record_choices(review: MaterialReview) -> list[Any]:
    """Records of the party in the quarter, as grouped choices."""
    found = records_for(review)
    problems = [
        (f"problem:{row.pk}", f"{row.number} {row.site} {row.description[:20]} ({row.get_state_display()})")
        for row in found["problem"]
    ]
    checks = [(f"check:{row.pk}", f"{row.on} {row.site}") for row in found["check"]]
    months = [(f"result:{row.pk}", f"{row.assessment.month:%Y-%m} {row.final or ''}") for row in found["result"]]
    groups = [(_("Monthly score"), months), (_("Problem"), problems), (_("Check"), checks)]
    return [("", _("Choose…")), *[(label, options) for label, options in groups if options]]


def answers_from(data: Mapping[str, str], form: Form) -> dict[str, dict[str, Any]]:
    """The scores of a reviewer's page by the code of the indicator; what was left open is left out."""
    found: dict[str, dict[str, Any]] = {}
    for item in form.items:
        mark, number = data.get(f"{item.code}-mark", ""), data.get(f"{item.code}-number", "").strip()
        answer: dict[str, Any] = {}
        if mark == "na":
            answer = {"na": True}
        elif mark == "exempt":
            answer = {"exempt": True}
        elif mark.startswith("option:"):
            answer = {"option": mark.removeprefix("option:")}
        elif number and item.rule.rule == "counted":
            answer = {"count": int(number) if number.isascii() and number.isdigit() else number}
        elif number:
            answer = {"value": number}
        if answer:
            found[item.code] = {**answer, "note": data.get(f"{item.code}-note", "")}
    return found
