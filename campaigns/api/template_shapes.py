"""How report templates look to clients, and what clients write into one."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.metrics import registry
from foundation.metrics.models import Metric

from ..choices import CreationType, FieldType, PartyLevel, ReportPeriod, TemplateState
from ..kinds.questions import FILE, LINK, Figure, questions_of
from ..models import ReportTemplate
from ..queries.repeated_questions import Repeated, repeated_in

LEVELS = [PartyLevel.TOWNSHIP, PartyLevel.VILLAGE, PartyLevel.ORGANISATION]
FILING = [(level.value, level.label) for level in LEVELS]
CODES = r"^[a-z][a-z0-9_]{0,39}$"


class ReportTemplateOut(serializers.Serializer):
    """A version of a report template, without what it asks."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    version = serializers.CharField()
    region = serializers.CharField(source="region_id", allow_null=True)
    creation_type = serializers.ChoiceField(CreationType.choices)
    period = serializers.ChoiceField(ReportPeriod.choices)
    name = serializers.CharField()
    name_en = serializers.CharField()
    filed_by = serializers.ListField(child=serializers.ChoiceField(FILING))
    due_working_days = serializers.IntegerField()
    state = serializers.ChoiceField(TemplateState.choices)
    published_on = serializers.DateField(allow_null=True)
    url = serializers.SerializerMethodField()

    def get_url(self, row: ReportTemplate) -> str:
        return reverse("campaigns:report-template", args=[row.pk])


class AskedFigureOut(serializers.Serializer):
    """A figure that is asked: filled in by the portal (``metric``), or typed."""

    code = serializers.CharField()
    metric = serializers.CharField(allow_null=True)
    name = serializers.CharField()
    name_en = serializers.CharField()
    unit = serializers.CharField()
    required = serializers.BooleanField()
    filled_in = serializers.BooleanField(help_text="By the portal, so that nobody types it.")
    only = serializers.ListField(child=serializers.CharField(), help_text="Levels that are asked; empty: all.")


class AskedTextOut(serializers.Serializer):
    """A question that is answered in a few sentences."""

    code = serializers.CharField()
    question = serializers.CharField()
    question_en = serializers.CharField()
    max_length = serializers.IntegerField()
    required = serializers.BooleanField()


class AskedEvidenceOut(serializers.Serializer):
    """What may be shown for it."""

    code = serializers.CharField()
    ask = serializers.CharField()
    ask_en = serializers.CharField()
    accepts = serializers.ListField(child=serializers.ChoiceField([LINK, FILE]))
    at_most = serializers.IntegerField()
    required = serializers.BooleanField()


class RepeatedQuestionOut(serializers.Serializer):
    """A question that another template asks already, in the same or nearly the same words."""

    part = serializers.CharField()
    code = serializers.CharField()
    text = serializers.CharField()
    other = serializers.IntegerField(source="other.pk")
    other_text = serializers.CharField()
    same = serializers.BooleanField(source="is_same")


class TemplateVersionOut(serializers.Serializer):
    """Another version of the same template."""

    id = serializers.IntegerField()
    version = serializers.CharField()
    region = serializers.CharField(source="region_id", allow_null=True)
    state = serializers.ChoiceField(TemplateState.choices)
    published_on = serializers.DateField(allow_null=True)


class WholeReportTemplateOut(ReportTemplateOut):
    """A version of a report template with everything that it asks, and its other versions in sight."""

    figures = serializers.SerializerMethodField()
    texts = serializers.SerializerMethodField()
    evidence = serializers.SerializerMethodField()
    repeated = serializers.SerializerMethodField()
    versions = serializers.SerializerMethodField()

    @extend_schema_field(AskedFigureOut(many=True))
    def get_figures(self, row: ReportTemplate) -> list[dict[str, Any]]:
        asked = questions_of(row)
        metrics, computed = Metric.objects.in_bulk(asked.metrics), registry.computed(asked.metrics)
        return [_figure(one, metrics, computed) for one in asked.figures]

    @extend_schema_field(AskedTextOut(many=True))
    def get_texts(self, row: ReportTemplate) -> Any:
        return AskedTextOut(questions_of(row).texts, many=True).data

    @extend_schema_field(AskedEvidenceOut(many=True))
    def get_evidence(self, row: ReportTemplate) -> Any:
        return AskedEvidenceOut(questions_of(row).evidence, many=True).data

    @extend_schema_field(RepeatedQuestionOut(many=True))
    def get_repeated(self, row: ReportTemplate) -> Any:
        found: list[Repeated] = repeated_in(row) if self.context["may_write"] else []
        return RepeatedQuestionOut(found, many=True).data

    @extend_schema_field(TemplateVersionOut(many=True))
    def get_versions(self, row: ReportTemplate) -> Any:
        return TemplateVersionOut(self.context["versions"], many=True).data


def _figure(one: Figure, metrics: Mapping[str, Metric], computed: Any) -> dict[str, Any]:
    if one.typed is not None:
        spec, named = one.typed, None
        names = {"name": spec.name, "name_en": spec.name_en, "unit": spec.unit, "required": spec.required}
    else:
        named = metrics.get(one.code)
        names = {
            "name": named.title if named else one.code,
            "name_en": named.title_en if named else "",
            "unit": named.unit if named else "",
            "required": False,
        }
    is_metric = one.typed is None
    rest = {"metric": one.code if is_metric else None, "filled_in": is_metric and one.code in computed}
    return {"code": one.code, **names, **rest, "only": list(one.only)}


class AskedFigureIn(serializers.Serializer):
    """A figure by the name of a metric, or one that people type, with a code and a name of its own."""

    metric = serializers.CharField(max_length=120, required=False)
    code = serializers.RegexField(CODES, required=False)
    name = serializers.CharField(max_length=60, required=False)
    name_en = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")
    unit = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    unit_en = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    required = serializers.BooleanField(required=False, default=False)
    propose_last = serializers.BooleanField(required=False, default=False)
    only = serializers.ListField(child=serializers.ChoiceField(FILING), max_length=3, required=False, default=list)

    def validate(self, told: dict[str, Any]) -> dict[str, Any]:
        is_typed = "code" in told and "name" in told
        if ("metric" in told) == is_typed:
            raise serializers.ValidationError(_("Name a figure of the portal, or give a typed one a code and a name."))
        return told


class AskedTextIn(serializers.Serializer):
    """A question."""

    code = serializers.RegexField(CODES)
    question = serializers.CharField(max_length=120)
    question_en = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    max_length = serializers.IntegerField(min_value=20, max_value=500, required=False, default=500)
    required = serializers.BooleanField(required=False, default=False)


class AskedEvidenceIn(serializers.Serializer):
    """What may be shown for it: records of the portal, and files where ``files`` says so."""

    code = serializers.RegexField(CODES)
    ask = serializers.CharField(max_length=120)
    ask_en = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    files = serializers.BooleanField(required=False, default=False)
    at_most = serializers.IntegerField(min_value=1, max_value=5, required=False, default=1)
    required = serializers.BooleanField(required=False, default=False)


class ReportTemplateIn(serializers.Serializer):
    """What a draft asks; parts that are left out stay as they are."""

    name = serializers.CharField(max_length=80, required=False)
    name_en = serializers.CharField(max_length=120, required=False, allow_blank=True)
    filed_by = serializers.ListField(child=serializers.ChoiceField(FILING), min_length=1, max_length=3, required=False)
    due_working_days = serializers.IntegerField(min_value=1, max_value=30, required=False)
    figures = AskedFigureIn(many=True, required=False, max_length=40)
    texts = AskedTextIn(many=True, required=False, max_length=40)
    evidence = AskedEvidenceIn(many=True, required=False, max_length=40)


class ReportTemplateCopyIn(serializers.Serializer):
    """For which place the draft is; without it, the first of the caller's own."""

    region = serializers.CharField(max_length=12, required=False)


def told_of(said: dict[str, Any]) -> dict[str, Any]:
    """What a client wrote, as the action takes it."""
    told: dict[str, Any] = {
        name: said[name] for name in ("name", "name_en", "filed_by", "due_working_days", "texts") if name in said
    }
    if "figures" in said:
        told["figures"] = [_asked(row) for row in said["figures"]]
    if "evidence" in said:
        told["evidence"] = [_shown(row) for row in said["evidence"]]
    return told


def _asked(row: dict[str, Any]) -> dict[str, Any]:
    only = {"only": row["only"]} if row["only"] else {}
    if "metric" in row:
        return {"metric": row["metric"], **only}
    typed = {name: row[name] for name in ("code", "name", "name_en", "unit", "unit_en", "required")}
    propose = {"propose": "last"} if row["propose_last"] else {}
    return {"typed": {**typed, "type": FieldType.NUMBER.value, **propose}, **only}


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    kept = {name: row[name] for name in ("code", "ask", "ask_en", "at_most", "required")}
    return {**kept, "accepts": [LINK, FILE] if row["files"] else [LINK]}
