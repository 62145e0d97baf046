"""Form fields in which a region or an organisation is named by code or by name."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .codes import trimmed
from .models import Organisation, Region
from .queries import CHOICES


class Suggesting(forms.TextInput):
    """A text box with suggestions: a code is chosen from a list, or a name is typed."""

    suggestions: list[tuple[str, str]] = []

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attrs = {**(attrs or {})}
        listed = f"{attrs.get('id', name)}-suggestions"
        box = super().render(name, value, {**attrs, "list": listed, "autocomplete": "off"}, renderer)
        options = format_html_join("", '<option value="{}">{}</option>', self.suggestions)
        return format_html('{}<datalist id="{}">{}</datalist>', box, listed, options)


class NamedField(forms.CharField):
    """A row of a queryset by its code, or by its name when only one has it."""

    widget = Suggesting
    unknown = ""

    def offer(self, rows: QuerySet[Any], suggestions: list[tuple[str, str]]) -> None:
        """What may be named here, and what is suggested."""
        self.rows = rows
        self.widget.suggestions = suggestions

    def prepare_value(self, value: Any) -> Any:
        return value.code if isinstance(value, Region | Organisation) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = list(self.rows.filter(code=self.code_of(text))[:1]) or list(self.rows.filter(name=text)[:2])
        if len(found) > 1:
            raise ValidationError(_("Several are called “{name}”. Name the code.").format(name=text))
        if not found:
            raise ValidationError(self.refusal(text))
        return found[0]

    def code_of(self, text: str) -> str:
        return text

    def refusal(self, text: str) -> str:
        raise NotImplementedError


class RegionField(NamedField):
    """A region of the person's part of the tree."""

    def code_of(self, text: str) -> str:
        try:
            return trimmed(text)
        except ValueError:
            return text

    def refusal(self, text: str) -> str:
        return _("No region of yours has the code or the name “{text}”.").format(text=text)


class OrganisationField(NamedField):
    """An organisation that the person sees."""

    def refusal(self, text: str) -> str:
        return _("No organisation of yours has the code or the name “{text}”.").format(text=text)


class PartyField(forms.CharField):
    """A region or an organisation by its code, by its name where only one has it, or as the list offers both."""

    def offer(self, regions: QuerySet[Any], organisations: QuerySet[Any]) -> None:
        """What may be named here."""
        self.sources = (regions, organisations)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        code = text.rsplit(" ", 1)[-1]
        found = self._found(code=code) or self._found(name=text)
        if len(found) > 1:
            raise ValidationError(_("Several are called “{name}”. Name the code.").format(name=text))
        if not found:
            raise ValidationError(_("Nobody here has the code or the name “{text}”.").format(text=text))
        return found[0]

    def _found(self, **asked: str) -> list[Any]:
        return [row for rows in self.sources for row in rows.filter(**asked).order_by("pk")[:2]]


def party_text(party: Region | Organisation) -> str:
    """A party as a box shows it: its name and its code."""
    return f"{party.name} {party.code}"


def suggested_parties(under: str) -> list[str]:
    """Parties of a region to choose from: places from above, then open organisations."""
    places = Region.objects.filter(code__startswith=under).order_by("level", "code")[:CHOICES]
    organisations = Organisation.objects.open().filter(region__code__startswith=under).order_by("code")[:CHOICES]
    return [party_text(one) for one in (*places, *organisations)]
