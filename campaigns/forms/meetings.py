"""Shapes that come in about meetings, attendance and minutes."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.accounts.models import User
from foundation.organisations.choices import RegionLevel
from foundation.organisations.models import Organisation, Region
from foundation.web.reach import ReachField
from foundation.web.several import SeveralField

from ..actions.meetings import Attendance, Invited, Point
from ..choices import Presence
from ..models import Group, Meeting, MeetingKind
from ..models.meetings import TEXT_LENGTH, TITLE_LENGTH

LONGEST_AGENDA, LONGEST_PEOPLE = 4000, 4000
BAR = "|"


def places_of(user: Any) -> Any:
    """Places whose meetings somebody calls: districts first, then streets and towns."""
    mine = user.region_scope("code", roles=[Role.ADMIN])
    return Region.objects.filter(mine, level__lte=RegionLevel.TOWNSHIP).defer("boundary").order_by("level", "code")


class MeetingForm(forms.ModelForm):
    """A meeting: what, where, when, about what, with whom."""

    starts_at = forms.DateTimeField(
        label=_("Begins"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    agenda = forms.CharField(
        label=_("Agenda"),
        max_length=LONGEST_AGENDA,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One point a line; behind a bar | the organisation that reports, by its name."),
    )
    organisations = SeveralField(label=_("Organisations invited"), queryset=Organisation.objects.none(), required=False)
    with_group = forms.BooleanField(label=_("Invite the members of the group that meets"), required=False)
    people = forms.CharField(
        label=_("Other people invited"),
        required=False,
        max_length=LONGEST_PEOPLE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One person a line: name | office. Whoever signs in here: @ and the user name."),
    )

    class Meta:
        model = Meeting
        fields = ["kind", "region", "group", "title", "starts_at", "place", "chair", "notice"]
        field_classes = {"region": ReachField}
        widgets = {"notice": forms.Textarea(attrs={"rows": 4, "maxlength": 500, "data-cap": 500})}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["kind"].queryset = MeetingKind.objects.for_list()
        self.fields["region"].queryset = places_of(user)
        self.fields["group"].queryset = Group.objects.visible_to(user).in_force().for_list()
        self.fields["organisations"].queryset = Organisation.objects.visible_to(user).open().order_by("code")
        if self.instance.pk:
            del self.fields["kind"], self.fields["region"]
        else:
            self.fields["region"].initial = self.fields["region"].queryset.first()

    def clean_agenda(self) -> list[Point]:
        """Points with who reports; a name that is no organisation's is said."""
        lines = [line.strip() for line in self.cleaned_data["agenda"].replace("｜", BAR).splitlines() if line.strip()]
        split = [[part.strip() for part in line.split(BAR, 1)] for line in lines]
        named = {parts[1] for parts in split if len(parts) == 2 and parts[1]}
        known = {row.name: row for row in self.fields["organisations"].queryset.filter(name__in=named)}
        for name in sorted(named - known.keys()):
            raise ValidationError(_("“{name}” is no organisation of yours.").format(name=name[:40]))
        if any(not parts[0] or len(parts[0]) > TITLE_LENGTH for parts in split):
            raise ValidationError(_("A point of the agenda has 1 to {n} characters.").format(n=TITLE_LENGTH))
        return [Point(parts[0], known.get(parts[1]) if len(parts) == 2 else None) for parts in split]

    def clean_people(self) -> list[Invited]:
        """People by name and office, or by their user name."""
        found = []
        for line in self.cleaned_data["people"].replace("｜", BAR).splitlines():
            name, _bar, office = (part.strip() for part in line.strip().partition(BAR))
            if name.startswith("@"):
                person = User.objects.visible_to(self.user).filter(username=name[1:], is_active=True).first()
                if person is None:
                    raise ValidationError(_("Nobody here signs in as “{name}”.").format(name=name[1:40]))
                found.append(Invited(user=person, office=office[:100]))
            elif name or office:
                if len(name) > 60 or len(office) > 100:
                    raise ValidationError(_("A name has at most 60 characters, an office at most 100."))
                found.append(Invited(name=name, office=office))
        return found

    def told(self, *, on: dt.date) -> dict[str, Any]:
        """What the action takes: values, agenda, circle."""
        data = self.cleaned_data
        names = ("title", "starts_at", "place", "chair", "notice", "group")
        invited = [Invited(organisation=row) for row in data["organisations"]] + data["people"]
        if data["with_group"] and data["group"]:
            invited = _members(data["group"], on) + invited
        unique = {one.key: one for one in invited}
        people = {one.user.pk for one in unique.values() if one.user and one.name}
        circle = [one for one in unique.values() if not (one.user and not one.name and one.user.pk in people)]
        return {"values": {name: data[name] for name in names}, "agenda": data["agenda"], "invited": circle}


def _members(group: Group, on: dt.date) -> list[Invited]:
    rows = group.memberships.on(on).for_list()
    return [Invited(organisation=row.organisation, user=row.user, name=row.name, office=row.office) for row in rows]


def initial_of(meeting: Meeting) -> dict[str, Any]:
    """Agenda and circle as the form shows them."""
    attendees = list(meeting.attendees.for_list())
    whole = [row.organisation_id for row in attendees if not (row.user_id or row.name or row.office)]
    items = meeting.items.select_related("organisation").order_by("position")
    return {
        "agenda": "\n".join(
            f"{row.title} {BAR} {row.organisation}" if row.organisation else row.title for row in items
        ),
        "organisations": whole,
        "people": "\n".join(_line(row) for row in attendees if row.user_id or row.name or row.office),
        "starts_at": timezone.localtime(meeting.starts_at),
    }


def _line(row: Any) -> str:
    who = f"@{row.user.username}" if row.user else row.name
    return f"{who} {BAR} {row.office}" if row.office else who


class WriteForm(forms.Form):
    """What the minutes say about a point, and which revision was read."""

    text = forms.CharField(label=_("Minutes"), required=False, max_length=TEXT_LENGTH)
    seen = forms.IntegerField(min_value=0, max_value=2**31 - 1)


class CorrectForm(forms.Form):
    """Issued minutes as they should have been, and why they were wrong."""

    reason = forms.CharField(
        label=_("Reason of the correction"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500, "data-cap": 500}),
        help_text=_("It stands in the corrected minutes, and everybody invited is told."),
    )
    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH)
    place = forms.CharField(label=_("Meeting place"), max_length=100)
    chair = forms.CharField(label=_("Chair"), max_length=100, required=False)
    seen = forms.IntegerField(min_value=1, max_value=2**15 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, meeting: Meeting, items: list[Any], **kwargs: Any) -> None:
        first = {name: getattr(meeting, name) for name in ("title", "place", "chair")}
        super().__init__(*args, initial={**first, "seen": meeting.version}, **kwargs)
        self.items = items
        for item in items:
            self.fields[f"text-{item.pk}"] = forms.CharField(
                label=f"{item.position}. {item.title}",
                max_length=TEXT_LENGTH,
                initial=item.minutes,
                widget=forms.Textarea(attrs={"rows": 5, "maxlength": TEXT_LENGTH, "data-cap": TEXT_LENGTH}),
            )

    def told(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        return {
            "head": {name: data[name] for name in ("title", "place", "chair")},
            "texts": {item.pk: data[f"text-{item.pk}"] for item in self.items},
            "reason": data["reason"],
            "seen": data["seen"],
        }


class PointForm(forms.Form):
    """A point that came up in the meeting."""

    title = forms.CharField(label=_("Another point"), max_length=TITLE_LENGTH)


def attendance_of(given: Any, attendees: list[Any]) -> dict[int, Attendance]:
    """Who came, from the fields of the page; who is not named stays as he was."""
    told = {}
    for row in attendees:
        presence = given.get(f"presence-{row.pk}", "")
        if "all" in given and not presence:
            presence = Presence.PRESENT.value
        if presence in Presence.values:
            told[row.pk] = Attendance(presence, given.get(f"stand_in-{row.pk}", "").replace("\0", "")[:60])
    return told
