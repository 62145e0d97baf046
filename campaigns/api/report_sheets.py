"""A report as it is being filled in, and as it was filed each time, for clients."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from ..actions import reports
from ..models import ProgressReport, ReportVersion
from ..permissions import can_file_report
from ..queries.report_answers import Sheet, answers_to_begin, sheet_of
from ..queries.report_figures import asked_of, previous_versions
from . import calls
from .report_shapes import BIG, FIGURE_SOURCES, ReportFigureOut, SubmitIn, answers_of, figures_of

PARTS = {"figure": "figures", "text": "texts", "evidence": "evidence"}


class SheetFigureOut(serializers.Serializer):
    """A figure: counted by the portal, or to be typed."""

    code = serializers.CharField()
    name = serializers.SerializerMethodField()
    unit = serializers.CharField(source="spec.shown_unit")
    source = serializers.SerializerMethodField()
    required = serializers.BooleanField(source="spec.required")
    value = serializers.CharField(allow_null=True)
    last = serializers.CharField(allow_null=True, help_text="What was filed for the period before.")
    claimed = serializers.CharField(default="")
    reason = serializers.CharField(default="")

    def get_name(self, line: Any) -> str:
        return str(line.spec)

    @extend_schema_field(serializers.ChoiceField(FIGURE_SOURCES))
    def get_source(self, line: Any) -> str:
        return "records" if hasattr(line, "claimed") else "typed"


class SheetTextOut(serializers.Serializer):
    """A question with its answer so far."""

    code = serializers.CharField(source="asked.code")
    question = serializers.CharField(source="asked.__str__")
    max_length = serializers.IntegerField(source="asked.max_length")
    required = serializers.BooleanField(source="asked.required")
    value = serializers.CharField()
    last = serializers.CharField()


class SheetEvidenceOut(serializers.Serializer):
    """What may be shown for it, and what is kept already."""

    code = serializers.CharField(source="asked.code")
    ask = serializers.CharField(source="asked.__str__")
    accepts = serializers.ListField(child=serializers.CharField(), source="asked.accepts")
    at_most = serializers.IntegerField(source="asked.at_most")
    required = serializers.BooleanField(source="asked.required")
    links = serializers.SerializerMethodField()
    files = serializers.SerializerMethodField()

    def get_links(self, line: Any) -> list[str]:
        return [link for link in line.links if link]

    def get_files(self, line: Any) -> list[int]:
        return [file["attachment"] for file in line.files]


class SheetMissingOut(serializers.Serializer):
    """What must still be filled in before the report can be filed."""

    part = serializers.ChoiceField(list(PARTS.values()))
    code = serializers.CharField()
    name = serializers.CharField()


class ReportFormOut(serializers.Serializer):
    """What a report asks, with the portal's figures as of now and the draft so far."""

    draft = serializers.IntegerField(help_text="The number of the draft; send it as ``seen`` with the next.")
    figures = serializers.SerializerMethodField()
    texts = SheetTextOut(many=True, source="sheet.texts")
    evidence = SheetEvidenceOut(many=True, source="sheet.evidence")
    missing = serializers.SerializerMethodField()

    @extend_schema_field(SheetFigureOut(many=True))
    def get_figures(self, form: dict[str, Any]) -> Any:
        sheet: Sheet = form["sheet"]
        return SheetFigureOut([*sheet.portal, *sheet.typed], many=True).data

    @extend_schema_field(SheetMissingOut(many=True))
    def get_missing(self, form: dict[str, Any]) -> list[dict[str, str]]:
        found = []
        for where, name in form["sheet"].missing:
            part, code = where.split("-", 1)
            found.append({"part": PARTS[part], "code": code, "name": name})
        return found


class DraftIn(SubmitIn):
    """What is kept as a draft; ``seen`` is the number of the draft it goes on from."""

    seen = serializers.IntegerField(min_value=0, max_value=BIG, required=False, allow_null=True, default=None)


class EvidenceOut(serializers.Serializer):
    """What was shown: addresses, and files by the numbers of their attachments."""

    code = serializers.CharField()
    links = serializers.ListField(child=serializers.CharField())
    files = serializers.ListField(child=serializers.IntegerField())


class ReportVersionOut(serializers.Serializer):
    """A report as it was filed once; it never changes."""

    number = serializers.IntegerField()
    filed_at = serializers.DateTimeField()
    figures = serializers.SerializerMethodField()
    texts = serializers.DictField(child=serializers.CharField())
    evidence = serializers.SerializerMethodField()

    @extend_schema_field(ReportFigureOut(many=True))
    def get_figures(self, version: ReportVersion) -> list[dict[str, Any]]:
        return figures_of(self.context["report"], version.figures)

    @extend_schema_field(EvidenceOut(many=True))
    def get_evidence(self, version: ReportVersion) -> list[dict[str, Any]]:
        return [
            {
                "code": code,
                "links": [piece["url"] for piece in pieces if "url" in piece],
                "files": [piece["attachment"] for piece in pieces if "attachment" in piece],
            }
            for code, pieces in sorted(version.evidence.items())
        ]


class Filing:
    """Steps of a report that are about filling it in; a mixin of its endpoints."""

    @extend_schema(responses=ReportFormOut)
    @action(detail=True)
    def form(self, request: Request, pk: int) -> Response:
        """What is asked, the portal's figures as of now, the draft so far and what is missing."""
        report = self.get_object()  # type: ignore[attr-defined]
        can_file_report(request.user, report).enforce()
        return _form(report)

    @extend_schema(request=DraftIn, responses=ReportFormOut)
    @action(detail=True, methods=["post"])
    def draft(self, request: Request, pk: int) -> Response:
        """Keep what was answered so far; nothing is filed yet."""
        report = self.get_object()  # type: ignore[attr-defined]
        can_file_report(request.user, report).enforce()
        said = calls.read(DraftIn, request)
        answers = answers_of(said)
        reports.save_draft(report, answers, actor=request.user, at=timezone.now(), seen=said["seen"])
        return _form(report)

    @extend_schema(responses=ReportVersionOut(many=True))
    @action(detail=True, pagination_class=None, filterset_class=None)
    def versions(self, request: Request, pk: int) -> Response:
        """Each time it was filed, the latest first."""
        report = self.get_object()  # type: ignore[attr-defined]
        rows = ReportVersion.objects.filter(report=report).order_by("-number")
        return Response(ReportVersionOut(rows, many=True, context={"report": report}).data)


def _form(report: ProgressReport) -> Response:
    asked = asked_of(report.template, report.span, [report], at=timezone.now())
    last = previous_versions([report], report.span).get(report.pk)
    sheet = sheet_of(report, asked, answers_to_begin(report, asked, last), last=last)
    return Response(ReportFormOut({"draft": int(report.draft.get("number", 0)), "sheet": sheet}).data)
