"""What the pages of subjects are told."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.organisations.fields import OrganisationField, RegionField
from foundation.organisations.models import Organisation, Region

from ..actions.subject_facts import Consent
from ..choices import ConsentKind
from ..kinds import KindSpec, spec_of
from ..models import Subject
from .profiles import ProfileForm

SUGGESTED = 300
TAKERS = (Role.ADMIN, Role.OFFICIAL)


def day_field(label: Any, **told: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **told)


def offer_place(field: RegionField, user: Any, spec: KindSpec) -> None:
    """Places of the person's own part of the tree where such a subject may lie."""
    mine = user.region_scope("code", roles=TAKERS)
    rows = Region.objects.filter(mine, level__in=list(spec.places)).order_by("level", "code")
    _offer(field, rows)


def _offer(field: Any, rows: Any) -> None:
    """Rows to name, with suggestions; the only one there is stands there already."""
    suggested = list(rows.values_list("code", "name")[:SUGGESTED])
    field.offer(rows, suggested)
    if len(suggested) == 1:
        field.initial = suggested[0][0]


def offer_organisation(field: OrganisationField, user: Any, spec: KindSpec) -> None:
    """Open organisations of the places one administers, and those one acts for."""
    rows = Organisation.objects.open().filter(user.region_scope("region__code", roles=[Role.ADMIN]) | _served(user))
    _offer(field, rows.order_by("code"))


def _served(user: Any) -> Q:
    owned = {pk for grant in user.held if grant.role == Role.OFFICIAL for pk in grant.organisations}
    return Q(pk__in=sorted(owned))


class PlacedForm(ProfileForm):
    """A place or an organisation, whichever such a subject is."""

    def __init__(self, *args: Any, spec: KindSpec, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spec = spec
        if spec.is_organisation:
            self.fields["organisation"] = OrganisationField(
                label=_("Organisation"), help_text=_("By its name or code; only one of your places or your own.")
            )
            offer_organisation(self.fields["organisation"], user, spec)
        else:
            self.fields["region"] = RegionField(
                label=_("Place"), help_text=_("By its name or code; only one of your places.")
            )
            offer_place(self.fields["region"], user, spec)

    def place(self) -> dict[str, Any]:
        """What the action is told about the place."""
        return {name: self.cleaned_data[name] for name in ("region", "organisation") if name in self.fields}


class ConsentFields:
    """How a family agreed: a mixin of forms about households."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def ask_consent(self) -> None:
        today = timezone.localdate()
        self.fields["consented_on"] = day_field(_("Consent given on"), initial=today)
        self.fields["consent_kind"] = forms.ChoiceField(
            label=_("How consent was given"),
            choices=ConsentKind.choices,
            help_text=_(
                "The representative agrees for the household, and the guardian for minors. "
                "It may be taken back at any time; the name is erased then."
            ),
        )

    def consent(self) -> Consent | None:
        """The consent as the action takes it."""
        if "consented_on" not in self.fields:
            return None
        return Consent(self.cleaned_data["consented_on"], self.cleaned_data["consent_kind"])


class EnrolForm(ConsentFields, PlacedForm):
    """A new subject: where, since when, and its profile."""

    def __init__(self, *args: Any, spec: KindSpec, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, spec=spec, user=user, **kwargs)
        if spec.identifies_people:
            self.fields["number"] = forms.IntegerField(
                label=_("Household number"),
                required=False,
                min_value=1,
                max_value=99_999,
                help_text=_("The number the village gave it; left empty, the next free one is taken."),
            )
        else:
            self.fields["name"] = forms.CharField(
                label=_("Name"),
                max_length=100,
                required=False,
                help_text=_("Only if it differs from that of the place or organisation."),
            )
        self.fields["on"] = day_field(_("Enrolled on"), initial=timezone.localdate())
        self.add(spec.profile, {})
        if spec.identifies_people:
            self.ask_consent()

    def told(self) -> dict[str, Any]:
        """What the action needs."""
        extra = {name: self.cleaned_data[name] for name in ("number", "name") if name in self.fields}
        return {
            **self.place(),
            **extra,
            "on": self.cleaned_data["on"],
            "given": self.given(),
            "consent": self.consent(),
        }


class ChangeForm(ConsentFields, ProfileForm):
    """Name and profile of a subject; what identifies people is typed anew or left as it is."""

    def __init__(self, *args: Any, subject: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spec = spec_of(subject.creation_type)
        if not spec.identifies_people:
            self.fields["name"] = forms.CharField(label=_("Name"), max_length=100, initial=subject.name)
        self.add(spec.profile, subject.profile)
        for one in spec.profile:
            if one.personal:
                self.fields[one.code].required = False
                self.fields[one.code].help_text = _("Left empty, it stays as it is.")

    def told(self) -> dict[str, Any]:
        given = {code: value for code, value in self.given().items() if value or not self._is_personal(code)}
        return {"given": given, "name": self.cleaned_data.get("name", "")}

    def _is_personal(self, code: str) -> bool:
        return any(one.code == code and one.personal for one in self.profile_fields)


class TransferForm(PlacedForm):
    """Where a subject goes, from which day, and why."""

    def __init__(self, *args: Any, spec: KindSpec, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, spec=spec, user=user, **kwargs)
        self.fields["on"] = day_field(_("From which day"), initial=timezone.localdate())
        self.fields["reason"] = forms.CharField(
            label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "data-cap": 500})
        )

    def told(self) -> dict[str, Any]:
        return {**self.place(), "on": self.cleaned_data["on"], "reason": self.cleaned_data["reason"]}


class ParticipantForm(forms.Form):
    """Who joins: a place or an organisation."""

    region = RegionField(label=_("Street, town, community or village"), required=False)
    organisation = OrganisationField(label=_("Organisation"), required=False)

    def __init__(self, *args: Any, subject: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions = Region.objects.under(subject.region_id).order_by("level", "code")
        bodies = Organisation.objects.open().filter(region__code__startswith=subject.region_id).order_by("code")
        self.fields["region"].offer(regions, list(regions.values_list("code", "name")[:SUGGESTED]))
        self.fields["organisation"].offer(bodies, list(bodies.values_list("code", "name")[:SUGGESTED]))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not self.errors and bool(values.get("region")) == bool(values.get("organisation")):
            self.add_error("region", _("Name one place or one organisation."))
        return values
