"""Ledgers and their entries for clients."""

from typing import Any

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.organisations.models import Organisation, Region
from foundation.rest.idempotency import Idempotent
from foundation.rest.pagination import NewestFirst

from ..actions import ledger_corrections, ledgers
from ..choices import CreationType, EntryState, Frequency, LedgerNature, LedgerState, PartyLevel
from ..filters import LedgerEntryApiFilter
from ..kinds import EntryNotUnderstood
from ..models import LedgerEntry, LedgerKind
from ..permissions import can_correct, can_edit_entry, can_end, can_file_stage, can_verify
from ..queries.ledger_pages import masked
from ..queries.ledgers import own_subject


class FieldOut(serializers.Serializer):
    """One field of a ledger."""

    code = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    type = serializers.CharField(source="type.value")
    required = serializers.BooleanField()
    unit = serializers.CharField()
    multiple = serializers.BooleanField()
    personal = serializers.BooleanField()
    computed = serializers.CharField()
    retired = serializers.BooleanField()
    options = serializers.SerializerMethodField()

    def get_options(self, spec: Any) -> list[dict[str, Any]]:
        return [
            {"code": one.code, "name": one.name, "name_en": one.name_en, "retired": one.retired} for one in spec.options
        ]


class LedgerKindOut(serializers.Serializer):
    """A ledger: its fields, who fills it, how often, and the figures it yields."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    region = serializers.CharField(source="region_id", allow_null=True)
    name = serializers.CharField()
    name_en = serializers.CharField()
    creation_types = serializers.ListField(child=serializers.ChoiceField(CreationType.choices))
    entered_by = serializers.ListField(child=serializers.ChoiceField(PartyLevel.choices))
    nature = serializers.ChoiceField(LedgerNature.choices)
    dated_by = serializers.CharField()
    frequency = serializers.ChoiceField(Frequency.choices)
    at_least = serializers.IntegerField()
    state = serializers.ChoiceField(LedgerState.choices)
    fields = serializers.SerializerMethodField()  # type: ignore[assignment]
    figures = serializers.SerializerMethodField()
    stages = serializers.SerializerMethodField()

    @extend_schema_field(FieldOut(many=True))
    def get_fields(self, *kind: Any) -> Any:  # DRF asks a serializer for its fields by this name, too
        if not kind:
            return super().get_fields()
        return FieldOut(kind[0].specs, many=True).data

    def get_figures(self, kind: LedgerKind) -> list[str]:
        return [figure["code"] for figure in kind.figures]

    def get_stages(self, kind: LedgerKind) -> list[str]:
        return [stage.code for stage in kind.steps]


class LedgerEntryOut(serializers.Serializer):
    """One entry; whom it is about is masked."""

    id = serializers.IntegerField()
    ledger = serializers.CharField()
    kind = serializers.IntegerField(source="kind_id")
    region = serializers.CharField(source="region_id")
    organisation = serializers.CharField(source="organisation.code", allow_null=True, default=None)
    subject = serializers.IntegerField(source="subject_id", allow_null=True)
    dated_on = serializers.DateField()
    ended_on = serializers.DateField(allow_null=True)
    stage = serializers.CharField()
    state = serializers.ChoiceField(EntryState.choices)
    values = serializers.SerializerMethodField()
    reason = serializers.CharField()
    reverses = serializers.IntegerField(source="reverses_id", allow_null=True)
    replaces = serializers.IntegerField(source="replaces_id", allow_null=True)
    entered_at = serializers.DateTimeField()
    verified_at = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_values(self, entry: LedgerEntry) -> dict[str, Any]:
        shown = {code: value for code, value in entry.answers.items() if not code.startswith("_")}
        return {**shown, **masked(entry)}


class ValuesIn(serializers.Serializer):
    """Answers by the code of their field."""

    values = serializers.DictField(child=serializers.JSONField(allow_null=True))


class LedgerEntryIn(ValuesIn):
    """An entry to be made: in which ledger, for which place or organisation."""

    kind = serializers.PrimaryKeyRelatedField(queryset=LedgerKind.objects.none())
    region = serializers.SlugRelatedField(slug_field="code", queryset=Region.objects.none(), required=False)
    organisation = serializers.SlugRelatedField(slug_field="code", queryset=Organisation.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.context["request"].user if "request" in self.context else None
        if user is not None:
            self.fields["kind"].queryset = LedgerKind.objects.visible_to(user)
            self.fields["region"].queryset = Region.objects.visible_to(user).defer("boundary")
            self.fields["organisation"].queryset = Organisation.objects.visible_to(user).select_related("region")

    def validate(self, told: dict[str, Any]) -> dict[str, Any]:
        if ("region" in told) == ("organisation" in told):
            raise serializers.ValidationError({"region": "Name a region or an organisation, one of them."})
        return told


class EntryReasonIn(serializers.Serializer):
    """Why."""

    reason = serializers.CharField(max_length=500)


class CorrectionIn(EntryReasonIn):
    """Why, and the right answers; without them the entry is only reversed."""

    values = serializers.DictField(child=serializers.JSONField(allow_null=True), required=False)


class EntryEndIn(serializers.Serializer):
    """From which day on a line of a register is no longer in force."""

    on = serializers.DateField()


class EntryPeopleOut(serializers.Serializer):
    """Whom an entry is about, by the code of the field."""

    people = serializers.DictField(child=serializers.CharField(allow_blank=True))


class VerifyIn(serializers.Serializer):
    """The ``entered_at`` of what was looked at: an entry that was changed since is not verified."""

    seen = serializers.DateTimeField(required=False)


class LatestDay(NewestFirst):
    """The latest day first."""

    ordering = ("-dated_on", "-id")


class LedgerKindViewSet(viewsets.ReadOnlyModelViewSet):
    """Ledgers that hold in the caller's places."""

    serializer_class = LedgerKindOut
    lookup_value_converter = "int"
    filterset_fields = ["code", "state", "nature"]
    queryset = LedgerKind.objects.none()

    def get_queryset(self) -> Any:
        return LedgerKind.objects.visible_to(self.request.user).order_by("code", "pk")


class LedgerEntryViewSet(Idempotent, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Entries inside the caller's grants, the latest day first."""

    serializer_class = LedgerEntryOut
    filterset_class = LedgerEntryApiFilter
    pagination_class = LatestDay
    lookup_value_converter = "int"
    queryset = LedgerEntry.objects.none()

    def get_queryset(self) -> Any:
        visible = LedgerEntry.objects.visible_to(self.request.user)
        return visible.for_list() if self.action == "list" else visible.whole()

    @extend_schema(request=LedgerEntryIn, responses={201: LedgerEntryOut})
    def create(self, request: Request) -> Response:
        """Enter something; it counts when somebody else has verified it."""
        told = self._read(LedgerEntryIn)
        organisation = told.get("organisation")
        region = told.get("region") or organisation.region
        entry = answered(
            ledgers.enter,
            told["kind"],
            region=region,
            organisation=organisation,
            given=told["values"],
            subject=own_subject(told["kind"], region, organisation),
            actor=request.user,
            at=timezone.now(),
        )
        return Response(LedgerEntryOut(entry).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=ValuesIn, responses=LedgerEntryOut)
    @action(detail=True, methods=["post"])
    def edit(self, request: Request, pk: int) -> Response:
        """Change what nobody has verified yet; all answers of the open stages are given."""
        can_edit_entry(request.user, self.get_object()).enforce()
        return self._act(ledgers.edit, given=self._read(ValuesIn)["values"])

    @extend_schema(request=ValuesIn, responses=LedgerEntryOut)
    @action(detail=True, methods=["post"], url_path="file-stage")
    def file_stage(self, request: Request, pk: int) -> Response:
        """File the next stage."""
        can_file_stage(request.user, self.get_object()).enforce()
        return self._act(ledgers.file_stage, given=self._read(ValuesIn)["values"])

    @extend_schema(request=VerifyIn, responses=LedgerEntryOut)
    @action(detail=True, methods=["post"])
    def verify(self, request: Request, pk: int) -> Response:
        """Find an entry in order; the office or the level above, never who entered it."""
        return self._act(ledgers.verify, seen=self._read(VerifyIn).get("seen"))

    @extend_schema(request=EntryReasonIn, responses=LedgerEntryOut)
    @action(detail=True, methods=["post"], url_path="return", url_name="return")
    def return_(self, request: Request, pk: int) -> Response:
        """Send an entry back."""
        can_verify(request.user, self.get_object()).enforce()
        return self._act(ledgers.return_, reason=self._read(EntryReasonIn)["reason"])

    @extend_schema(request=None, responses=LedgerEntryOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: int) -> Response:
        """Take back what nobody has verified."""
        return self._act(ledgers.withdraw)

    @extend_schema(request=CorrectionIn, responses={201: LedgerEntryOut})
    @action(detail=True, methods=["post"])
    def correct(self, request: Request, pk: int) -> Response:
        """Ask for a correction of a verified entry; the row that waits is answered."""
        entry = self.get_object()
        can_correct(request.user, entry).enforce()
        told = self._read(CorrectionIn)
        more = {"given": told.get("values"), "actor": request.user, "at": timezone.now()}
        row = answered(ledger_corrections.correct, entry, reason=told["reason"], **more)
        return Response(LedgerEntryOut(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=EntryEndIn, responses=LedgerEntryOut)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: int) -> Response:
        """Say from which day on a line of a register is no longer in force."""
        can_end(request.user, self.get_object()).enforce()
        on = self._read(EntryEndIn)["on"]
        ledgers.end(self.get_object(), on=on, actor=request.user, at=timezone.now())
        return Response(LedgerEntryOut(self.get_object()).data)

    @extend_schema(request=None, responses=EntryPeopleOut)
    @action(detail=True, methods=["post"], url_path="show-people")
    def show_people(self, request: Request, pk: int) -> Response:
        """Whom an entry is about; that it was looked at is written down."""
        people = ledgers.reveal(self.get_object(), actor=request.user, at=timezone.now())
        answer = Response({"people": people})
        answer["Cache-Control"] = "no-store"
        return answer

    def _read(self, shape: type[serializers.Serializer]) -> dict[str, Any]:
        body = shape(data=self.request.data, context=self.get_serializer_context())
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)

    def _act(self, deed: Any, **told: Any) -> Response:
        entry = self.get_object()
        answered(deed, entry, actor=self.request.user, at=timezone.now(), **told)
        return Response(LedgerEntryOut(entry).data)


def answered(deed: Any, *args: Any, **told: Any) -> Any:
    """Do it; answers that do not fit their fields are a 400 that names each field."""
    try:
        return deed(*args, **told)
    except EntryNotUnderstood as refusal:
        raise serializers.ValidationError({"values": refusal.wrong}) from None
