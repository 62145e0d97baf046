"""Shapes that come in about decisions."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.organisations.models import Organisation
from foundation.web.reach import ReachField
from foundation.web.several import SeveralField

from ..actions.decision_links import Link
from ..models import Meeting

AREA = {"rows": 3, "maxlength": 500, "data-cap": 500}
DAY = {"type": "date"}


class LinksField(forms.CharField):
    """Addresses, one a line, with words before them or without."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 2, "placeholder": "/problems/12/"})
        super().__init__(required=False, max_length=4000, widget=widget, **kwargs)

    def links(self, text: str, host: str) -> list[Link]:
        """What was typed as links; an address of this portal loses its beginning."""
        found = []
        for line in text.splitlines():
            words, _blank, url = line.strip().rpartition(" ")
            parts = _split(url)
            if parts is not None and parts.netloc == host:
                url = parts.path + (f"?{parts.query}" if parts.query else "")
            if url:
                found.append(Link(url, words))
        return found


def _split(url: str) -> Any:
    try:
        return urlsplit(url)
    except ValueError:
        return None


class DecideForm(forms.Form):
    """What a meeting settled: who does it until when."""

    text = forms.CharField(
        label=pgettext_lazy("meeting", "Decision"), max_length=500, widget=forms.Textarea(attrs=AREA)
    )
    organisation = ReachField(label=pgettext_lazy("decision", "Owner"), queryset=Organisation.objects.none())
    supporters = SeveralField(
        label=pgettext_lazy("decision", "Supporting organisations"),
        queryset=Organisation.objects.none(),
        required=False,
        help_text=_("They work with the owner and hear of it; the owner alone reports it as done."),
    )
    due_on = forms.DateField(label=_("Due"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    item = forms.ModelChoiceField(label=_("Agenda item"), queryset=None, required=False)
    links = LinksField(
        label=_("What it is about"),
        help_text=_("Addresses of records of the portal, one a line, such as that of a problem."),
    )

    def __init__(self, *args: Any, meeting: Meeting, host: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.host = host
        offered = Organisation.objects.in_district(meeting.district_id).open().order_by("code")
        self.fields["organisation"].queryset = self.fields["supporters"].queryset = offered
        self.fields["item"].queryset = meeting.items.order_by("position")

    def clean_links(self) -> list[Link]:
        return self.fields["links"].links(self.cleaned_data["links"], self.host)


class ReportForm(forms.Form):
    """What was done, with links as evidence."""

    answer = forms.CharField(
        label=pgettext_lazy("decision", "What was done"), max_length=500, widget=forms.Textarea(attrs=AREA)
    )
    links = LinksField(
        label=pgettext_lazy("decision", "Evidence"),
        help_text=_("Addresses, one a line: records of the portal are enough, no screenshot is needed."),
    )

    def __init__(self, *args: Any, host: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.host = host

    def clean_links(self) -> list[Link]:
        return self.fields["links"].links(self.cleaned_data["links"], self.host)


class PostponeForm(forms.Form):
    """Another deadline, with the reason."""

    until = forms.DateField(label=_("New deadline"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs=AREA))
