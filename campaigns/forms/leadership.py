"""Shapes that come in about groups and their members."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.choices import Role
from foundation.accounts.models import User
from foundation.organisations.choices import RegionLevel
from foundation.organisations.models import Organisation, Region
from foundation.web.forms import choose_the_only
from foundation.web.reach import ReachField

from ..models import Group, Membership


class PersonField(ReachField):
    """Somebody who signs in, by user name or name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, named_by=("username", "name"), **kwargs)


DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class GroupForm(forms.ModelForm):
    """A leading or working group and what it is for."""

    class Meta:
        model = Group
        fields = ["district", "kind", "name", "organisation", "duties", "position"]
        field_classes = {"organisation": ReachField}
        widgets = {"duties": forms.Textarea(attrs={"rows": 4, "maxlength": 500, "data-cap": 500})}
        help_texts = {"position": _("Groups of a district stand in this order.")}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = user.region_scope("code", roles=[Role.ADMIN])
        rows = Region.objects.filter(mine, level__lte=RegionLevel.DISTRICT).defer("boundary").order_by("-level", "code")
        choose_the_only(self, "district", rows)
        self.fields["organisation"].queryset = Organisation.objects.visible_to(user).open().order_by("code")
        if self.instance.pk:
            del self.fields["district"], self.fields["kind"]


class MemberForm(forms.ModelForm):
    """Somebody who joins a group: a user of the portal, or whoever holds an office."""

    class Meta:
        model = Membership
        fields = ["post", "user", "name", "office", "organisation", "duties", "position", "starts_on"]
        field_classes = {"user": PersonField, "organisation": ReachField}
        widgets = {"starts_on": DAY}
        help_texts = {
            "user": _("Somebody who signs in here gets invitations as messages."),
            "name": _("Pages show only the family name."),
            "office": pgettext_lazy("of an official", "As it stands in documents."),
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.visible_to(user).filter(is_active=True).order_by("name", "pk")
        self.fields["organisation"].queryset = Organisation.objects.visible_to(user).open().order_by("code")


class SuccessorForm(MemberForm):
    """Somebody who takes another's seat; post and order stay."""

    class Meta(MemberForm.Meta):
        fields = ["user", "name", "office", "organisation", "duties", "starts_on"]


class LastDayForm(forms.Form):
    """The last day of somebody in a group."""

    on = forms.DateField(label=_("Last day"), widget=DAY)


class ForceForm(forms.Form):
    """The day from which a group leads."""

    on = forms.DateField(label=_("From"), widget=DAY)


class DissolveForm(ForceForm):
    """The last day of a group, with the reason."""

    reason = forms.CharField(label=_("Reason"), max_length=500)
