"""What is written down about an interview."""

from django import forms
from django.utils.translation import gettext_lazy as _


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
