"""What is written down about an interview."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class InterviewForm(forms.Form):
    """When it was held, who was there, what was said, and the signed sheet."""

    held_on = forms.DateField(label=_("Held on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    present = forms.CharField(
        label=_("Present"), max_length=200, help_text=_("Who held the interview and who came, with their positions.")
    )
    text = forms.CharField(
        label=_("Record"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What was said, what the organisation undertakes and by when. At most 2,000 characters."),
    )
    file = forms.FileField(
        label=_("Document"), required=False, help_text=_("The signed record as PDF, Word or photo, at most 25 MB.")
    )
    all_of_organisation = forms.BooleanField(label=_("Other interviews of this organisation"), required=False)

    def __init__(self, *args: Any, others: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if others:
            text = ngettext(
                "The record also stands for the {n} other interview that is to be held with it.",
                "The record also stands for the {n} other interviews that are to be held with it.",
                others,
            )
            self.fields["all_of_organisation"].help_text = text.format(n=others)
        else:
            del self.fields["all_of_organisation"]
