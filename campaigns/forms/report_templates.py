"""A report template as forms: what it is called, who files, and four lists of what is asked."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.metrics.models import Metric

from ..choices import PartyLevel
from ..models import ReportTemplate

NAMED = re.compile(r"[a-z_]+(?:\.[a-z_]+)+")
FILING = [PartyLevel.TOWNSHIP, PartyLevel.VILLAGE, PartyLevel.ORGANISATION]
EXTRA = 2
MOST = 40


class TemplateForm(forms.ModelForm):
    """Name, who files, how many working days after the period it is due."""

    filed_by = forms.MultipleChoiceField(
        label=gettext_lazy("Filed by"),
        choices=[(level.value, level.label) for level in FILING],
        widget=forms.CheckboxSelectMultiple,
    )
    due_working_days = forms.IntegerField(
        label=gettext_lazy("Due after the period, working days"), min_value=1, max_value=30
    )

    class Meta:
        model = ReportTemplate
        fields = ["name", "name_en", "filed_by", "due_working_days"]


class MetricForm(forms.Form):
    """A figure that the portal fills in."""

    metric = forms.CharField(
        label=gettext_lazy("Figure of the portal"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "metrics"}),
    )
    only = forms.MultipleChoiceField(
        label=gettext_lazy("Only from"),
        choices=[(level.value, level.label) for level in FILING],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_metric(self) -> str:
        """The name of a figure, however it was chosen from the list."""
        given = self.cleaned_data["metric"].strip()
        found = NAMED.search(given)
        metric = Metric.objects.filter(pk=found[0] if found else "").first()
        metric = metric or Metric.objects.filter(title=given).first()
        if given and metric is None:
            raise forms.ValidationError(_("There is no figure “{code}”.").format(code=given))
        return metric.pk if metric else ""

    def row(self) -> dict[str, Any] | None:
        """The figure as the template keeps it."""
        name, only = self.cleaned_data.get("metric"), self.cleaned_data.get("only")
        return ({"metric": name} | ({"only": only} if only else {})) if name else None


class TypedForm(forms.Form):
    """A figure that people type, since no record yields it."""

    code = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    name = forms.CharField(label=gettext_lazy("Typed figure"), max_length=60, required=False)
    name_en = forms.CharField(label=gettext_lazy("English name"), max_length=100, required=False)
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=20, required=False)
    unit_en = forms.CharField(label=gettext_lazy("Unit in English"), max_length=40, required=False)
    required = forms.BooleanField(label=gettext_lazy("Must be filled in"), required=False)
    propose = forms.BooleanField(label=gettext_lazy("Propose the last answer"), required=False)

    def row(self, code: str) -> dict[str, Any] | None:
        """The figure as the template keeps it."""
        told = {name: self.cleaned_data.get(name) for name in ("name", "name_en", "unit", "unit_en", "required")}
        if not told["name"]:
            return None
        extra = {"propose": "last"} if self.cleaned_data.get("propose") else {}
        return {"typed": {"code": self.cleaned_data.get("code") or code, **told, **extra}}


class TextForm(forms.Form):
    """A question that is answered in a few sentences."""

    code = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    question = forms.CharField(label=gettext_lazy("Question"), max_length=120, required=False)
    question_en = forms.CharField(label=gettext_lazy("Question in English"), max_length=200, required=False)
    max_length = forms.IntegerField(
        label=gettext_lazy("Characters at most"), min_value=20, max_value=500, initial=500, required=False
    )
    required = forms.BooleanField(label=gettext_lazy("Must be filled in"), required=False)

    def row(self, code: str) -> dict[str, Any] | None:
        """The question as the template keeps it."""
        told = {name: self.cleaned_data.get(name) for name in ("question", "question_en", "required")}
        longest = self.cleaned_data.get("max_length") or 500
        own = self.cleaned_data.get("code") or code
        return {"code": own, **told, "max_length": longest} if told["question"] else None


class EvidenceForm(forms.Form):
    """What may be shown for it."""

    code = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    ask = forms.CharField(label=gettext_lazy("Evidence"), max_length=120, required=False)
    ask_en = forms.CharField(label=gettext_lazy("Evidence in English"), max_length=200, required=False)
    files = forms.BooleanField(label=gettext_lazy("Files are taken too, where there is no record"), required=False)
    at_most = forms.IntegerField(
        label=gettext_lazy("How many at most"), min_value=1, max_value=5, initial=1, required=False
    )
    required = forms.BooleanField(label=gettext_lazy("Must be filled in"), required=False)

    def row(self, code: str) -> dict[str, Any] | None:
        """What is asked for as the template keeps it."""
        told = {name: self.cleaned_data.get(name) for name in ("ask", "ask_en", "required")}
        accepts = ["link", "file"] if self.cleaned_data.get("files") else ["link"]
        rest = {"accepts": accepts, "at_most": self.cleaned_data.get("at_most") or 1}
        return {"code": self.cleaned_data.get("code") or code, **told, **rest} if told["ask"] else None


def _lists(form: type[forms.Form]) -> Any:
    return forms.formset_factory(form, extra=EXTRA, max_num=MOST, validate_max=True)


PARTS = {"metrics": MetricForm, "typed": TypedForm, "texts": TextForm, "evidence": EvidenceForm}


class TemplateForms:
    """The whole template: its head and its four lists, read and written together."""

    def __init__(self, template: ReportTemplate, data: Any = None) -> None:
        self.template = template
        self.head = TemplateForm(data, instance=ReportTemplate(**_head(template)))
        initial = None if data is not None else _initial(template)
        self.lists = {
            name: _lists(form)(data, prefix=name, initial=initial[name] if initial else None)
            for name, form in PARTS.items()
        }

    def is_valid(self) -> bool:
        return all([self.head.is_valid(), *(one.is_valid() for one in self.lists.values())])

    def told(self) -> dict[str, Any]:
        """The template as the action takes it."""
        base = re.sub(r"[^a-z0-9]+", "_", self.template.code)
        figures = [row for form in self.lists["metrics"] if (row := form.row())]
        figures += _rows(self.lists["typed"], f"{base}_f", _codes(self.template.figures))
        texts = _rows(self.lists["texts"], f"{base}_t", _codes(self.template.texts))
        evidence = _rows(self.lists["evidence"], f"{base}_e", _codes(self.template.evidence))
        return {**self.head.cleaned_data, "figures": figures, "texts": texts, "evidence": evidence}


def _rows(forms_: Iterable[Any], base: str, taken: set[str]) -> list[dict[str, Any]]:
    """Filled rows; a new one gets the next free code."""
    found, number = [], 0
    for form in forms_:
        number += 1
        while f"{base}{number}" in taken:
            number += 1
        row = form.row(f"{base}{number}"[:40])
        if row is not None:
            found.append(row)
    return found


def _codes(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    return {row.get("code") or row.get("typed", {}).get("code", "") for row in rows}


def _head(template: ReportTemplate) -> dict[str, Any]:
    names = ("name", "name_en", "filed_by", "due_working_days", "code", "version", "creation_type", "period")
    return {name: getattr(template, name) for name in names}


def _initial(template: ReportTemplate) -> dict[str, list[dict[str, Any]]]:
    typed = [row["typed"] for row in template.figures if "typed" in row]
    return {
        "metrics": [row for row in template.figures if "metric" in row],
        "typed": [row | {"propose": row.get("propose") == "last"} for row in typed],
        "texts": list(template.texts),
        "evidence": [row | {"files": "file" in row.get("accepts", [])} for row in template.evidence],
    }
