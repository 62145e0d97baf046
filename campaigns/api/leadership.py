"""Leading groups and working groups for clients: who leads, and what the office does with it."""

from typing import Any

import django_filters
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.accounts.models import User
from foundation.organisations.choices import RegionLevel
from foundation.rest.idempotency import Idempotent
from foundation.rest.pagination import NewestFirst
from foundation.web.numbers import masked

from ..actions import leadership
from ..choices import GroupKind, GroupState, Post
from ..models import Group, Membership
from ..permissions import can_lead
from . import calls

BIGGEST, HIGHEST = 2**63 - 1, 2**15 - 1
LEVELS = (RegionLevel.PROVINCE, RegionLevel.PREFECTURE, RegionLevel.DISTRICT)


class MemberOut(serializers.Serializer):
    """Somebody in a group; of a person only the family name."""

    id = serializers.IntegerField()
    post = serializers.ChoiceField(Post.choices)
    name = serializers.SerializerMethodField()
    office = serializers.CharField()
    organisation = serializers.CharField(source="organisation.code", allow_null=True, default=None)
    duties = serializers.CharField()
    position = serializers.IntegerField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    sits = serializers.SerializerMethodField()

    def get_name(self, row: Membership) -> str:
        return masked(row.full_name) if row.full_name else ""

    def get_sits(self, row: Membership) -> bool:
        return row.is_sitting(timezone.localdate())


class GroupOut(serializers.Serializer):
    """A group with everybody who sits or sat in it."""

    id = serializers.IntegerField()
    district = serializers.CharField(source="district_id")
    kind = serializers.ChoiceField(GroupKind.choices)
    name = serializers.CharField()
    duties = serializers.CharField()
    organisation = serializers.CharField(source="organisation.code", allow_null=True, default=None)
    position = serializers.IntegerField()
    state = serializers.ChoiceField(GroupState.choices)
    formed_on = serializers.DateField(allow_null=True)
    dissolved_on = serializers.DateField(allow_null=True)
    reason = serializers.CharField()
    members = serializers.SerializerMethodField()

    @extend_schema_field(MemberOut(many=True))
    def get_members(self, group: Group) -> Any:
        rows = sorted(group.memberships.all(), key=lambda row: (row.position, row.starts_on, row.pk))
        return MemberOut(rows, many=True).data


class GroupChangeIn(serializers.Serializer):
    """What is different from now on; what is left out stays."""

    name = serializers.CharField(max_length=100, required=False)
    duties = serializers.CharField(max_length=500, required=False, allow_blank=True)
    organisation = serializers.CharField(max_length=40, required=False, allow_null=True)
    position = serializers.IntegerField(min_value=0, max_value=HIGHEST, required=False)


class GroupIn(GroupChangeIn):
    """A group to be formed."""

    district = serializers.CharField(max_length=12)
    kind = serializers.ChoiceField(GroupKind.choices)
    name = serializers.CharField(max_length=100)


class GroupDayIn(serializers.Serializer):
    """A day."""

    on = serializers.DateField()


class GroupDissolveIn(GroupDayIn):
    """The last day, and why."""

    reason = serializers.CharField(max_length=500)


class SuccessorIn(serializers.Serializer):
    """Somebody by user name, or by name and office, from a day on."""

    user = serializers.CharField(max_length=150, required=False)
    name = serializers.CharField(max_length=60, required=False, default="", allow_blank=True)
    office = serializers.CharField(max_length=100, required=False, default="", allow_blank=True)
    organisation = serializers.CharField(max_length=40, required=False)
    duties = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)
    starts_on = serializers.DateField()


class MemberIn(SuccessorIn):
    """Somebody who joins a group."""

    post = serializers.ChoiceField(Post.choices)
    position = serializers.IntegerField(min_value=0, max_value=HIGHEST, required=False, default=1)


class SeatIn(serializers.Serializer):
    """Whose seat is meant."""

    member = serializers.IntegerField(min_value=1, max_value=BIGGEST)


class SucceedIn(SeatIn, SuccessorIn):
    """Whose seat passes on, and to whom."""


class LeaveIn(SeatIn, GroupDayIn):
    """Who leaves, and his last day."""


class GroupFilter(django_filters.FilterSet):
    """Groups by district, kind and state."""

    district = django_filters.CharFilter(field_name="district_id", max_length=12)
    kind = django_filters.ChoiceFilter(choices=GroupKind.choices)
    state = django_filters.ChoiceFilter(choices=GroupState.choices)

    class Meta:
        model = Group
        fields: list[str] = []


class GroupViewSet(Idempotent, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Leading and working groups of one's districts; what is being formed only for its office and leaders."""

    serializer_class = GroupOut
    filterset_class = GroupFilter
    pagination_class = NewestFirst
    lookup_value_converter = "int"
    queryset = Group.objects.none()

    def get_queryset(self) -> Any:
        rows = Group.objects.visible_to(self.request.user).select_related("organisation")
        return rows.prefetch_related("memberships__user", "memberships__organisation")

    @extend_schema(request=GroupIn, responses={201: GroupOut})
    def create(self, request: Request) -> Response:
        """Begin a group (筹建)."""
        can_lead(request.user).enforce()
        told = self._named(calls.read(GroupIn, request))
        told["district"] = calls.administered(request.user, told["district"], levels=LEVELS)
        made = leadership.draft(Group(**told), actor=request.user, at=timezone.now())
        return self._answer(made.pk, status.HTTP_201_CREATED)

    @extend_schema(request=GroupChangeIn, responses=GroupOut)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: int) -> Response:
        """Another name, lead department, order or other duties."""
        row = self._led()
        values = self._named(calls.read(GroupChangeIn, request))
        leadership.change(row, values=values, actor=request.user, at=timezone.now())
        return self._answer(pk)

    @extend_schema(request=GroupDayIn, responses=GroupOut)
    @action(detail=True, methods=["post"], url_path="put-in-force", url_name="put-in-force")
    def put_in_force(self, request: Request, pk: int) -> Response:
        """The group leads from this day on (成立)."""
        row, told = self._led(), calls.read(GroupDayIn, request)
        leadership.put_in_force(row, on=told["on"], actor=request.user, at=timezone.now())
        return self._answer(pk)

    @extend_schema(request=GroupDissolveIn, responses=GroupOut)
    @action(detail=True, methods=["post"])
    def dissolve(self, request: Request, pk: int) -> Response:
        """The group leads no longer (撤销)."""
        row, told = self._led(), calls.read(GroupDissolveIn, request)
        leadership.dissolve(row, **told, actor=request.user, at=timezone.now())
        return self._answer(pk)

    @extend_schema(request=MemberIn, responses=GroupOut)
    @action(detail=True, methods=["post"])
    def seat(self, request: Request, pk: int) -> Response:
        """Somebody joins."""
        row = self._led()
        member = Membership(group=row, **self._named(calls.read(MemberIn, request)))
        leadership.seat(member, actor=request.user, at=timezone.now())
        return self._answer(pk)

    @extend_schema(request=SucceedIn, responses=GroupOut)
    @action(detail=True, methods=["post"])
    def succeed(self, request: Request, pk: int) -> Response:
        """Somebody takes another's seat (调整)."""
        row, told = self._led(), self._named(calls.read(SucceedIn, request))
        seat, on = self._seat(row, told.pop("member")), told["starts_on"]
        successor = Membership(group=row, post=seat.post, **told)
        leadership.succeed(seat, successor=successor, on=on, actor=request.user, at=timezone.now())
        return self._answer(pk)

    @extend_schema(request=LeaveIn, responses=GroupOut)
    @action(detail=True, methods=["post"])
    def leave(self, request: Request, pk: int) -> Response:
        """Somebody leaves, his last day included; a head of a group in force only with a successor."""
        row, told = self._led(), calls.read(LeaveIn, request)
        leadership.end(self._seat(row, told["member"]), on=told["on"], actor=request.user, at=timezone.now())
        return self._answer(pk)

    def _led(self) -> Group:
        """The group, for its office."""
        row: Group = self.get_object()
        can_lead(self.request.user, row.district_id).enforce()
        return row

    def _seat(self, group: Group, pk: int) -> Membership:
        found = group.memberships.select_related("group", "user").filter(pk=pk).first()
        if found is None:
            raise Http404
        return found

    def _named(self, told: dict[str, Any]) -> dict[str, Any]:
        """The organisation and the user that a client named, in reach."""
        if told.get("organisation"):
            told["organisation"] = calls.organisation(self.request.user, told["organisation"])
        if "user" in told:
            people = User.objects.visible_to(self.request.user).filter(is_active=True)
            told["user"] = people.filter(username=told["user"]).first()
            if told["user"] is None:
                raise serializers.ValidationError({"user": [calls.unknown(self.request.data["user"])]})
        return told

    def _answer(self, pk: int, code: int = status.HTTP_200_OK) -> Response:
        return Response(GroupOut(self.get_queryset().get(pk=pk)).data, code)
