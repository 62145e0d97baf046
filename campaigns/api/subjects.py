"""Cycles and subjects of creation over the API: read, enrol, change, move, take out."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.organisations.models import Organisation, Region
from foundation.rest.idempotency import Idempotent
from foundation.rest.pagination import NewestFirst, NumberedPages

from ..actions import consents, cycles, subjects
from ..actions.subject_facts import Consent
from ..choices import ConsentKind, CreationType, CycleState, PartyLevel, SubjectState
from ..filters import CycleFilter, SubjectFilter
from ..models import Cycle, Subject
from ..permissions import can_enrol, can_manage_cycles, can_manage_subject
from . import calls
from .participants import Participants


class CycleOut(serializers.Serializer):
    """A term of creation."""

    id = serializers.IntegerField()
    region = serializers.CharField(source="region_id")
    name = serializers.CharField()
    name_en = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    state = serializers.ChoiceField(CycleState.choices)
    closed_on = serializers.DateField(allow_null=True)
    enrolled = serializers.IntegerField(help_text="Subjects that are enrolled.")


class CycleIn(serializers.Serializer):
    """A new cycle, and the types of which subjects of the last one go on; families are enrolled anew."""

    region = serializers.CharField(max_length=12)
    name = serializers.CharField(max_length=80)
    name_en = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    take_over = serializers.ListField(
        child=serializers.ChoiceField([kind for kind in CreationType.choices if kind[0] != CreationType.FAMILY]),
        max_length=4,
        required=False,
        default=list,
    )

    def validate(self, told: dict[str, Any]) -> dict[str, Any]:
        if told["ends_on"] <= told["starts_on"]:
            raise serializers.ValidationError({"ends_on": [_("A cycle cannot end before it begins.")]})
        return told


class CycleViewSet(Idempotent, viewsets.ReadOnlyModelViewSet):
    """Cycles of the caller's places and of those above, the latest first."""

    serializer_class = CycleOut
    filterset_class = CycleFilter
    pagination_class = NumberedPages
    lookup_value_converter = "int"
    queryset = Cycle.objects.none()

    def get_queryset(self) -> Any:
        return Cycle.objects.visible_to(self.request.user).for_list()

    @extend_schema(request=CycleIn, responses={201: CycleOut})
    def create(self, request: Request) -> Response:
        """Open a cycle of a place that the caller administers."""
        can_manage_cycles(request.user).enforce()
        told = calls.read(CycleIn, request)
        told["region"] = calls.administered(request.user, told["region"], field="region", levels=calls.OFFICES)
        made = cycles.open_(**told, actor=request.user, at=timezone.now())
        return Response(CycleOut(self.get_queryset().get(pk=made.pk)).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=CycleOut)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: int) -> Response:
        """End the cycle: nothing in it changes any more."""
        cycle, now = self.get_object(), timezone.now()
        cycles.close(cycle, on=timezone.localdate(now), actor=request.user, at=now)
        return Response(CycleOut(self.get_object()).data)


class SubjectPlaceOut(serializers.Serializer):
    """A region or an organisation."""

    code = serializers.CharField()
    name = serializers.CharField()


class SubjectOut(serializers.Serializer):
    """What is being created; a family is named after its representative, masked."""

    id = serializers.IntegerField()
    cycle = serializers.IntegerField(source="cycle_id")
    creation_type = serializers.ChoiceField(CreationType.choices)
    level = serializers.ChoiceField(PartyLevel.choices)
    code = serializers.CharField()
    name = serializers.CharField(source="__str__")
    region = SubjectPlaceOut()
    organisation = SubjectPlaceOut(allow_null=True)
    profile = serializers.DictField(help_text="Fields of the type; none that identifies anybody.")
    gaps = serializers.IntegerField(help_text="Fields asked of everybody that are still empty.")
    state = serializers.ChoiceField(SubjectState.choices)
    enrolled_on = serializers.DateField()
    withdrawn_on = serializers.DateField(allow_null=True)
    reason = serializers.CharField()
    consented_on = serializers.DateField(allow_null=True)
    consent_withdrawn_on = serializers.DateField(allow_null=True)


class PlaceIn(serializers.Serializer):
    """Where: a region's code, or an organisation's for units and campuses."""

    region = serializers.CharField(max_length=12, required=False)
    organisation = serializers.CharField(max_length=40, required=False)


class ConsentIn(serializers.Serializer):
    """When and how a family agreed."""

    given_on = serializers.DateField()
    kind = serializers.ChoiceField(ConsentKind.choices)


class EnrolIn(PlaceIn):
    """A new subject."""

    creation_type = serializers.ChoiceField(CreationType.choices)
    name = serializers.CharField(max_length=100, required=False, allow_blank=True)
    number = serializers.IntegerField(min_value=1, max_value=99_999, required=False, help_text="Household number.")
    enrolled_on = serializers.DateField(required=False)
    profile = serializers.DictField(required=False, help_text="Answers by the code of their field.")
    consent = ConsentIn(required=False)


class ChangeIn(serializers.Serializer):
    """Name and fields of the profile; fields that are left out stay as they are."""

    name = serializers.CharField(max_length=100, required=False)
    profile = serializers.DictField(required=False)
    consent = ConsentIn(required=False)


class TransferIn(PlaceIn):
    """Where the subject goes, from which day, and why."""

    moved_on = serializers.DateField(required=False)
    reason = serializers.CharField(max_length=500)


class WithdrawIn(serializers.Serializer):
    """Why, and from which day."""

    reason = serializers.CharField(max_length=500)
    withdrawn_on = serializers.DateField(required=False)


class NamesOut(serializers.Serializer):
    """What identifies a family, by field."""

    names = serializers.DictField(child=serializers.CharField(allow_blank=True))


class SubjectViewSet(
    Idempotent, Participants, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet
):
    """Subjects in sight, the latest first."""

    serializer_class = SubjectOut
    filterset_class = SubjectFilter
    pagination_class = NewestFirst
    lookup_value_converter = "int"
    queryset = Subject.objects.none()

    def get_queryset(self) -> Any:
        return Subject.objects.visible_to(self.request.user).for_list()

    @extend_schema(request=EnrolIn, responses={201: SubjectOut})
    def create(self, request: Request) -> Response:
        """Take a place, an organisation or a household into the running cycle."""
        can_enrol(request.user).enforce()
        told, now = _read(EnrolIn, request), timezone.now()
        made = subjects.enrol(
            creation_type=told["creation_type"],
            **self._place(told),
            name=told.get("name", ""),
            number=told.get("number"),
            given=told.get("profile"),
            consent=_consent(told),
            on=told.get("enrolled_on") or timezone.localdate(now),
            actor=request.user,
            at=now,
        )
        return Response(SubjectOut(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=ChangeIn, responses=SubjectOut)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: int) -> Response:
        """Correct name and profile."""
        row, told, now = self.get_object(), _read(ChangeIn, request), timezone.now()
        subjects.change(
            row,
            given={**row.profile, **told.get("profile", {})},
            name=told.get("name", ""),
            consent=_consent(told),
            on=timezone.localdate(now),
            actor=request.user,
            at=now,
        )
        return Response(SubjectOut(row).data)

    @extend_schema(request=TransferIn, responses=SubjectOut)
    @action(detail=True, methods=["post"])
    def transfer(self, request: Request, pk: int) -> Response:
        """Put the subject under another place or organisation."""
        row, now = self.get_object(), timezone.now()
        can_manage_subject(request.user, row).enforce()
        told = _read(TransferIn, request)
        on = told.get("moved_on") or timezone.localdate(now)
        subjects.transfer(row, **self._place(told), reason=told["reason"], on=on, actor=request.user, at=now)
        return Response(SubjectOut(row).data)

    @extend_schema(request=WithdrawIn, responses=SubjectOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: int) -> Response:
        """Take the subject out of the campaign."""
        row, now = self.get_object(), timezone.now()
        can_manage_subject(request.user, row).enforce()
        told = _read(WithdrawIn, request)
        on = told.get("withdrawn_on") or timezone.localdate(now)
        subjects.withdraw(row, reason=told["reason"], on=on, actor=request.user, at=now)
        return Response(SubjectOut(row).data)

    @extend_schema(request=None, responses=NamesOut)
    @action(detail=True, methods=["post"], url_path="show-name")
    def show_name(self, request: Request, pk: int) -> Response:
        """A family's name; that it was looked at is written down."""
        row = self.get_object()
        answer = Response({"names": consents.show_names(row, actor=request.user, at=timezone.now())})
        answer["Cache-Control"] = "no-store"
        return answer

    @extend_schema(request=None, responses=SubjectOut)
    @action(detail=True, methods=["post"], url_path="withdraw-consent")
    def withdraw_consent(self, request: Request, pk: int) -> Response:
        """A family takes its consent back: it leaves the campaign, and whatever identifies it is erased."""
        row, now = self.get_object(), timezone.now()
        consents.withdraw_consent(row, on=timezone.localdate(now), actor=request.user, at=now)
        return Response(SubjectOut(row).data)

    def _place(self, told: dict[str, Any]) -> dict[str, Any]:
        """The rows behind the codes that came; what is out of sight is unknown."""
        user, found = self.request.user, {}
        for name, rows in (
            ("region", Region.objects.visible_to(user)),
            ("organisation", Organisation.objects.visible_to(user).open().select_related("region")),
        ):
            if name in told:
                found[name] = rows.filter(code=told[name]).first()
                if found[name] is None:
                    raise ValidationError(
                        {name: _("There is nothing of yours with the code “{code}”.").format(code=told[name][:40])}
                    )
        return found


def _read(shape: type[serializers.Serializer], request: Request) -> dict[str, Any]:
    body = shape(data=request.data)
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)


def _consent(told: dict[str, Any]) -> Consent | None:
    given = told.get("consent")
    return Consent(given["given_on"], given["kind"]) if given else None
