"""Appeals and reviews over the API: read, lodge, answer."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.attachments.models import Attachment
from foundation.rest.idempotency import Idempotent

from ..actions import appeals
from ..choices import AppealSubject
from ..filters.appeals import AppealFilter
from ..models import Appeal, NegativeEntry
from ..models.materials import STATEMENT_LENGTH
from ..permissions import can_appeal
from ..queries import appeals as reads
from .assessments import PartyOut


class AppealOut(serializers.ModelSerializer):
    """One appeal or review."""

    party = serializers.SerializerMethodField()
    of = serializers.SerializerMethodField(help_text="Identifier of what is disputed.")
    files = serializers.SerializerMethodField()

    class Meta:
        model = Appeal
        fields = (
            "id",
            "subject",
            "of",
            "party",
            "ground",
            "files",
            "state",
            "filed_at",
            "due_at",
            "answered_at",
            "decision",
        )

    @extend_schema_field(PartyOut)
    def get_party(self, row: Appeal) -> dict[str, str]:
        return {"kind": row.party_kind, "code": row.party.code, "name": row.party.name}

    def get_of(self, row: Appeal) -> int:
        return int(row.result_id or row.check_record_id or row.item_id or row.problem_id or 0)

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_files(self, row: Appeal) -> list[int]:
        return [piece.attachment_id for piece in row.evidence.all()]


class AppealIn(serializers.Serializer):
    """What is disputed, and why."""

    subject = serializers.ChoiceField(AppealSubject.choices)
    of = serializers.IntegerField(min_value=1)
    ground = serializers.CharField(max_length=STATEMENT_LENGTH)
    files = serializers.ListField(child=serializers.IntegerField(min_value=1), required=False, max_length=9)


class RejectIn(serializers.Serializer):
    """The decision and its reason."""

    decision = serializers.CharField(max_length=STATEMENT_LENGTH)


class AcceptIn(RejectIn):
    """The decision, and for a result the points given back or the entry of the negative list that is withdrawn."""

    points = serializers.DecimalField(max_digits=6, decimal_places=3, min_value=0, max_value=100, required=False)
    entry = serializers.IntegerField(min_value=1, required=False)


class AppealViewSet(Idempotent, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Appeals against quarterly results, and reviews of checks and findings, in reach."""

    queryset = Appeal.objects.none()
    serializer_class = AppealOut
    filterset_class = AppealFilter
    lookup_value_converter = "int"

    def get_queryset(self) -> Any:
        rows = Appeal.objects.visible_to(self.request.user).for_list()
        return rows.select_related("result__evaluation__scheme").prefetch_related("evidence")

    @extend_schema(request=AppealIn, responses={201: AppealOut})
    def create(self, request: Request) -> Response:
        """Dispute a result, a check, an item of a check or a problem."""
        told = _read(AppealIn, request)
        subject = reads.find(request.user, told["subject"], told["of"])
        if subject is None:
            raise Http404
        reads.check_party(request.user, subject, can_appeal).enforce()
        files = Attachment.objects.visible_to(request.user).filter(pk__in=told.get("files", []))
        made = appeals.lodge(subject, ground=told["ground"], files=files, actor=request.user, at=timezone.now())
        return Response(AppealOut(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=AcceptIn, responses=AppealOut)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: int) -> Response:
        """Uphold it."""
        row, told = self.get_object(), _read(AcceptIn, request)
        entry = None
        if "entry" in told:
            entry = get_object_or_404(NegativeEntry.objects.visible_to(request.user), pk=told["entry"])
        appeals.accept(
            row,
            decision=told["decision"],
            points=told.get("points"),
            entry=entry,
            actor=request.user,
            at=timezone.now(),
        )
        return Response(AppealOut(row).data)

    @extend_schema(request=RejectIn, responses=AppealOut)
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: int) -> Response:
        """Do not uphold it, and say why."""
        row, told = self.get_object(), _read(RejectIn, request)
        appeals.reject(row, decision=told["decision"], actor=request.user, at=timezone.now())
        return Response(AppealOut(row).data)


def _read(shape: type[serializers.Serializer], request: Request) -> dict[str, Any]:
    body = shape(data=request.data)
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)
