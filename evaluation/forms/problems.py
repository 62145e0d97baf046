"""What the pages about one problem are told."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from foundation.accounts.choices import Role
from foundation.accounts.models import User
from foundation.attachments.forms import PhotosForm
from foundation.organisations.models import Organisation
from foundation.organisations.names import shown_name
from foundation.periods import at_local

from ..choices import Severity, Source
from ..models import Problem, Site
from ..permissions import can_recheck
from ..queries.recheckers import inspectors
from .sites import PlaceField, above_of

LONGEST = 500


def text_field(label: Any, *, hint: Any = "", example: Any = "", required: bool = True) -> forms.CharField:
    """A text of at most 500 characters."""
    shape = forms.Textarea(attrs={"rows": 3, "data-cap": LONGEST, "placeholder": example})
    return forms.CharField(label=label, max_length=LONGEST, required=required, widget=shape, help_text=hint)


def day_field(label: Any, *, hint: Any = "") -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), help_text=hint)


class NothingForm(forms.Form):
    """Nothing is asked; pressing the button says it all."""


class ReasonForm(forms.Form):
    """Why."""

    reason = text_field(gettext_lazy("Reason"))


class AssignForm(forms.Form):
    """Who puts it right."""

    organisation = PlaceField(Organisation.objects.none(), label=gettext_lazy("Responsible organisation"))

    def __init__(self, *args: Any, user: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, initial={"organisation": problem.organisation}, **kwargs)
        near = Q(user.scope("region__code", None, roles=[Role.ADMIN])) | above_of(user) | Q(pk=problem.organisation_id)
        self.fields["organisation"].offer(Organisation.objects.filter(near).open().order_by("code"))


class RecheckerForm(forms.Form):
    """Who looks again."""

    rechecker = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Inspector"),
        help_text=gettext_lazy(
            "Inspectors of the place; nobody of the organisation that put it right or of one above."
        ),
    )

    def __init__(self, *args: Any, user: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, initial={"rechecker": problem.rechecker_id}, **kwargs)
        found = inspectors(problem, at=timezone.now())
        people = [person.pk for person in found if can_recheck(person, problem)]
        field: Any = self.fields["rechecker"]
        field.queryset = User.objects.filter(pk__in=people).order_by("name", "pk")


class RectifyForm(PhotosForm):
    """What was done, and how it looks now."""

    least_photos = 1
    photos_label = gettext_lazy("Photos after rectification")
    text = text_field(
        pgettext_lazy("rectification", "What was done"),
        example=gettext_lazy("Rubbish cleared, wall painted, two sorted bins set up"),
    )


class RecheckForm(PhotosForm):
    """What the second visit showed."""

    photos_label = gettext_lazy("Photos of the re-check")
    note = text_field(gettext_lazy("Note"), required=False)


class ReturnForm(PhotosForm):
    """What is still wrong."""

    photos_label = gettext_lazy("Photos of the re-check")
    reason = text_field(
        gettext_lazy("What is still wrong"), example=gettext_lazy("One advertisement is still on the wall")
    )


class LookForm(PhotosForm):
    """What the second look showed."""

    photos_label = gettext_lazy("Photos of the second look")
    result = forms.ChoiceField(
        label=gettext_lazy("How it is now"),
        choices=[("passed", gettext_lazy("Still in order")), ("failed", gettext_lazy("Wrong again"))],
        widget=forms.RadioSelect,
    )
    note = text_field(gettext_lazy("Note"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("result") == "failed" and not values.get("note"):
            self.add_error("note", _("Say what is wrong again."))
        return values


class ExtensionForm(forms.Form):
    """Until when, and why."""

    until = day_field(gettext_lazy("More time until"), hint=gettext_lazy("The end of that working day."))
    reason = text_field(gettext_lazy("Reason"))

    def clean_until(self) -> dt.datetime:
        day = self.cleaned_data["until"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Name a day that is still to come."))
        return at_local(day, dt.time(17, 30))


class SuspendForm(forms.Form):
    """Why it cannot be solved now, and when to look again."""

    ground = text_field(
        pgettext_lazy("suspension", "Ground"),
        example=gettext_lazy("The street is being rebuilt; the pipe is laid in spring"),
    )
    look_again_on = day_field(gettext_lazy("Look again on"))

    def clean_look_again_on(self) -> dt.date:
        day = self.cleaned_data["look_again_on"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Name a day that is still to come."))
        return day


class OpenForm(PhotosForm):
    """A problem that is registered by hand (登记问题)."""

    photos_label = gettext_lazy("Photos of the problem")
    site = forms.CharField(
        label=gettext_lazy("Site"),
        max_length=60,
        help_text=gettext_lazy("Its code, or its whole name."),
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("QH-0001")}),
    )
    description = text_field(
        pgettext_lazy("problem", "What is wrong"), example=gettext_lazy("Seven advertisements on the wall by the gate")
    )
    severity = forms.ChoiceField(
        label=gettext_lazy("Severity"), choices=Severity.choices, initial=Severity.NORMAL, widget=forms.RadioSelect
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Source"),
        choices=[(one.value, one.label) for one in (Source.MANUAL, Source.SNAPSHOT, Source.MEETING)],
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_site(self) -> Site:
        words = self.cleaned_data["site"].strip()
        rows = Site.objects.visible_to(self.user).active().select_related("organisation")
        found = list(rows.filter(Q(code__iexact=words) | Q(name=words)).order_by("pk")[:2])
        if not found:
            near = list(rows.filter(name__icontains=words).order_by("name", "pk").values_list(shown_name(), "code")[:3])
            said = _("There is no site in use with this code or name.")
            if near:
                meant = _(", ").join(f"{name} ({code})" for name, code in near)
                said = _("There is no site in use with this code or name. Did you mean {meant}?").format(meant=meant)
            raise forms.ValidationError(said)
        if len(found) > 1:
            raise forms.ValidationError(_("Several sites have this name. Give the code."))
        return found[0]
