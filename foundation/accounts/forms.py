"""Setting up people and their roles."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from foundation.organisations.fields import OrganisationField, RegionField
from foundation.organisations.models import Organisation, Region
from foundation.organisations.queries import suggested_organisations, suggested_regions

from .choices import Role
from .models import User

KEPT_UNSEEN = ("phone", "email")


class UserForm(forms.Form):
    """What somebody is called, and how to reach him."""

    username = forms.CharField(
        label=gettext_lazy("Sign-in name"),
        max_length=150,
        help_text=gettext_lazy("Letters, digits and @ . + - _ only; for good."),
    )
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=60)
    phone = forms.RegexField(
        r"^\+?[0-9][0-9 -]{4,28}$", label=pgettext_lazy("person", "Phone"), required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    without_phone = forms.BooleanField(label=gettext_lazy("Remove the phone number"), required=False)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    without_email = forms.BooleanField(label=gettext_lazy("Remove the e-mail address"), required=False)

    def __init__(self, *args: Any, person: User | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.person = person
        if person is not None:
            del self.fields["username"]
        for name in KEPT_UNSEEN:
            known = getattr(person, f"masked_{name}", "")
            if known:
                told = _("{number} is known; it stays when nothing is typed here.").format(number=known)
                self.fields[name].help_text = told
            else:
                del self.fields[f"without_{name}"]

    def clean(self) -> dict[str, Any]:
        """The number and the address that are known are not sent to the page, so an empty box leaves them."""
        given = super().clean() or {}
        for name in KEPT_UNSEEN:
            remove = given.pop(f"without_{name}", False)
            if self.person is not None and not given.get(name) and name not in self.errors:
                given[name] = "" if remove else getattr(self.person, name)
        return given

    def clean_username(self) -> str:
        username = self.cleaned_data["username"]
        User.username_validator(username)
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(_("The sign-in name “{name}” is taken.").format(name=username))
        return username


class GrantForm(forms.Form):
    """A role in one place, from a day on."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)
    region = RegionField(
        label=gettext_lazy("In the region"),
        required=False,
        help_text=gettext_lazy("Code or name. Everything under it is included."),
    )
    organisation = OrganisationField(
        label=gettext_lazy("Or for the organisation"), required=False, help_text=gettext_lazy("Code or name.")
    )
    starts_on = forms.DateField(
        label=pgettext_lazy("role", "From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Up to and including"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["region"].offer(Region.objects.visible_to(user), suggested_regions(user))
        self.fields["organisation"].offer(Organisation.objects.visible_to(user).open(), suggested_organisations(user))
        self.fields["starts_on"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and (given.get("region") is None) == (given.get("organisation") is None):
            raise forms.ValidationError(_("Name a region or an organisation: one of the two."))
        starts_on, ends_on = given.get("starts_on"), given.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("A role cannot end before it begins."))
        return given
