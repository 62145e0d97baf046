"""How progress reports look to clients, and what clients say about them."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ..choices import ReportFace, ReportState
from ..kinds.answers import Answers
from ..models import ProgressReport

BIG = 2**63 - 1
FIGURE_SOURCES = [("typed", "typed"), ("records", "records")]


class ReportPartyOut(serializers.Serializer):
    """Who files, or whose creation it is: by code and name."""

    code = serializers.CharField()
    name = serializers.CharField()


class ReportTemplateShortOut(serializers.Serializer):
    """Which questions are asked."""

    code = serializers.CharField()
    version = serializers.CharField()
    name = serializers.CharField()


class ReportFigureOut(serializers.Serializer):
    """One figure: typed, or counted by the portal; a disputed one with what is claimed instead."""

    code = serializers.CharField()
    value = serializers.CharField(allow_null=True)
    unit = serializers.CharField()
    source = serializers.ChoiceField(FIGURE_SOURCES)
    records_url = serializers.CharField(allow_null=True)
    computed_at = serializers.DateTimeField(allow_null=True)
    claimed = serializers.CharField(allow_null=True)
    reason = serializers.CharField(allow_null=True)


class ProgressReportOut(serializers.Serializer):
    """A report as it stands, with the figures of its latest version."""

    id = serializers.IntegerField()
    subject = serializers.IntegerField(source="subject_id", allow_null=True)
    party = serializers.SerializerMethodField()
    template = ReportTemplateShortOut()
    period = serializers.CharField()
    state = serializers.ChoiceField(ReportState.choices)
    due_on = serializers.DateField()
    first_due_on = serializers.DateField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    first_submitted_at = serializers.DateTimeField(allow_null=True)
    late = serializers.SerializerMethodField()
    missing = serializers.SerializerMethodField()
    disputed = serializers.BooleanField(source="is_disputed")
    figures = serializers.SerializerMethodField()
    texts = serializers.DictField(child=serializers.CharField(), source="filed_texts")

    @extend_schema_field(ReportPartyOut)
    def get_party(self, row: ProgressReport) -> dict[str, str]:
        return {"code": row.party.code, "name": row.party.name}

    def get_late(self, row: Any) -> bool:
        return bool(row.face == ReportFace.LATE)

    def get_missing(self, row: Any) -> bool:
        return bool(row.face == ReportFace.MISSING)

    @extend_schema_field(ReportFigureOut(many=True))
    def get_figures(self, row: Any) -> list[dict[str, Any]]:
        return figures_of(row, row.filed_figures or [])


def figures_of(report: ProgressReport, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Filed figures, each with where it came from."""
    return [_figure(report, row) for row in rows]


def _figure(report: ProgressReport, row: dict[str, Any]) -> dict[str, Any]:
    counted = row["source"] == "records"
    return {
        "code": row["code"],
        "value": row.get("value"),
        "unit": row.get("unit", ""),
        "source": row["source"],
        "records_url": reverse("campaigns:report-figure", args=[report.pk, row["code"]]) if counted else None,
        "computed_at": row.get("computed_at"),
        "claimed": row.get("claimed"),
        "reason": row.get("reason"),
    }


class ReportFigureIn(serializers.Serializer):
    """A typed figure."""

    code = serializers.CharField(max_length=80)
    value = serializers.CharField(max_length=40, allow_null=True)


class DisputeIn(serializers.Serializer):
    """A figure of the portal that is wrong: what it should be, and why."""

    code = serializers.CharField(max_length=80)
    claimed = serializers.CharField(max_length=40)
    reason = serializers.CharField(max_length=500)


class ReportTextIn(serializers.Serializer):
    """An answer in a few sentences."""

    code = serializers.CharField(max_length=80)
    text = serializers.CharField(max_length=500, allow_blank=True)


class ReportEvidenceIn(serializers.Serializer):
    """What is shown for it: addresses of records, or files by the numbers of their attachments."""

    code = serializers.CharField(max_length=80)
    links = serializers.ListField(
        child=serializers.CharField(max_length=500), max_length=20, required=False, default=list
    )
    files = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=BIG), max_length=20, required=False, default=list
    )


class SubmitIn(serializers.Serializer):
    """What is filed; figures of the portal are not sent, only disputed."""

    figures = ReportFigureIn(many=True, required=False, default=list)
    disputes = DisputeIn(many=True, required=False, default=list)
    texts = ReportTextIn(many=True, required=False, default=list)
    evidence = ReportEvidenceIn(many=True, required=False, default=list)


def answers_of(said: dict[str, Any]) -> Answers:
    """What a client sent, as answers."""
    return Answers(
        {row["code"]: row["value"] for row in said["figures"]},
        {row["code"]: {"claimed": row["claimed"], "reason": row["reason"]} for row in said["disputes"]},
        {row["code"]: row["text"] for row in said["texts"]},
        {
            row["code"]: [*({"attachment": pk} for pk in row["files"]), *({"url": url} for url in row["links"])]
            for row in said["evidence"]
        },
    )


class ReportReasonIn(serializers.Serializer):
    """Why."""

    reason = serializers.CharField(max_length=500)


class ReportRemarkIn(serializers.Serializer):
    """What there is to say, if anything."""

    remark = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class ReportExtendIn(ReportReasonIn):
    """Until when more time is asked for, and why."""

    until = serializers.DateField()
