"""Who takes part in the creation of a subject, for clients."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from ..actions import participations
from ..choices import PartyLevel
from ..models import Participation
from ..permissions import can_choose_participants
from ..queries.parties import usual_parties
from . import calls


class ParticipantOut(serializers.Serializer):
    """A place or an organisation that takes part and files."""

    id = serializers.IntegerField()
    region = serializers.CharField(source="region_id")
    organisation = serializers.CharField(source="organisation.code", allow_null=True, default=None)
    name = serializers.SerializerMethodField()
    level = serializers.ChoiceField(PartyLevel.choices)
    joined_on = serializers.DateField()

    def get_name(self, row: Participation) -> str:
        return str(row.organisation or row.region)


class ParticipantIn(serializers.Serializer):
    """A place or an organisation, one of them, by its code."""

    region = serializers.CharField(max_length=12, required=False)
    organisation = serializers.CharField(max_length=40, required=False)

    def validate(self, told: dict[str, Any]) -> dict[str, Any]:
        if ("region" in told) == ("organisation" in told):
            raise serializers.ValidationError({"region": [_("Name one place or one organisation.")]})
        return told


class ParticipantLeaveIn(serializers.Serializer):
    """Who takes part no longer: the identifier of the participant."""

    participant = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class JoinedOut(serializers.Serializer):
    """How many more take part."""

    joined = serializers.IntegerField()


class Participants:
    """Steps of a subject that are about who takes part; a mixin of its endpoints."""

    @extend_schema(responses=ParticipantOut(many=True))
    @action(detail=True, filterset_class=None)
    def participants(self, request: Request, pk: int) -> Response:
        """Who takes part now, the latest first."""
        rows = self.paginate_queryset(_taking_part(self.get_object()))  # type: ignore[attr-defined]
        return self.get_paginated_response(ParticipantOut(rows, many=True).data)  # type: ignore[attr-defined]

    @extend_schema(request=ParticipantIn, responses={201: ParticipantOut})
    @action(detail=True, methods=["post"])
    def join(self, request: Request, pk: int) -> Response:
        """A place or an organisation takes part from today."""
        row, now = self.get_object(), timezone.now()  # type: ignore[attr-defined]
        can_choose_participants(request.user, row).enforce()
        part = participations.join(row, **_party(request), on=timezone.localdate(now), actor=request.user, at=now)
        return Response(ParticipantOut(part).data, status=201)

    @extend_schema(request=None, responses=JoinedOut)
    @action(detail=True, methods=["post"], url_path="join-all")
    def join_all(self, request: Request, pk: int) -> Response:
        """All who usually take part: a city's streets, towns and departments."""
        row, now = self.get_object(), timezone.now()  # type: ignore[attr-defined]
        on = timezone.localdate(now)
        count = participations.join_many(row, usual_parties(row), on=on, actor=request.user, at=now)
        return Response({"joined": count})

    @extend_schema(request=ParticipantLeaveIn, responses={204: None})
    @action(detail=True, methods=["post"])
    def leave(self, request: Request, pk: int) -> Response:
        """A place or an organisation takes part no longer."""
        row, now = self.get_object(), timezone.now()  # type: ignore[attr-defined]
        can_choose_participants(request.user, row).enforce()
        part = _taking_part(row).filter(pk=calls.read(ParticipantLeaveIn, request)["participant"]).first()
        if part is None:
            raise serializers.ValidationError({"participant": [_("There is no such participant of this subject.")]})
        part.subject = row
        participations.leave(part, on=timezone.localdate(now), actor=request.user, at=now)
        return Response(status=204)


def _taking_part(subject: Any) -> Any:
    rows = Participation.objects.filter(subject=subject, ended_on=None)
    return rows.select_related("region", "organisation").defer("region__boundary").order_by("-pk")


def _party(request: Request) -> dict[str, Any]:
    told = calls.read(ParticipantIn, request)
    if "organisation" in told:
        return {"organisation": calls.organisation(request.user, told["organisation"])}
    return {"region": calls.place(request.user, told["region"])}
