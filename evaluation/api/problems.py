"""Problems for clients: the list, one record, and every step on its way."""

from collections.abc import Callable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from foundation.accounts.models import User
from foundation.errors import TransitionNotAllowed
from foundation.organisations.models import Organisation
from foundation.rest.idempotency import Idempotent
from foundation.rest.pagination import NewestFirst

from ..actions import problems, recalls, recheckers
from ..choices import ExtensionState
from ..filters import ProblemFilter
from ..models import Extension, Notice, Problem, Site
from ..permissions import can_steer_problem
from ..queries.recalls import recallable_of
from ..queries.recheckers import inspectors
from . import problem_shapes as shapes
from .problem_shapes import ProblemOut


class LatestFound(NewestFirst):
    """The latest found first."""

    ordering = ("-found_at", "-id")


class ProblemViewSet(Idempotent, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Problems inside the caller's grants, the latest found first."""

    serializer_class = ProblemOut
    filterset_class = ProblemFilter
    pagination_class = LatestFound
    lookup_value_converter = "int"
    queryset = Problem.objects.none()

    def get_queryset(self) -> Any:
        own = Notice.objects.filter(problem=OuterRef("pk")).order_by("pk").values("pk")
        rows = Problem.objects.visible_to(self.request.user).for_list().with_overdue(at=timezone.now())
        return rows.annotate(notice_ids=ArraySubquery(own))

    @extend_schema(request=shapes.ProblemIn, responses={201: ProblemOut})
    def create(self, request: Any) -> Response:
        """Write down a problem that no check found: from a meeting, or seen on the way."""
        said = self._said(shapes.ProblemIn)
        site = Site.objects.visible_to(request.user).filter(code=said.pop("site")).first()
        if site is None:
            raise serializers.ValidationError({"site": [_("There is no such site in your reach.")]})
        said["organisation"] = self._organisation(said.get("organisation"))
        made = problems.open_(site=site, **said, actor=request.user, at=timezone.now())
        return Response(ProblemOut(self.get_queryset().get(pk=made.pk)).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=shapes.AssignIn, responses=ProblemOut)
    @action(detail=True, methods=["post"])
    def assign(self, request: Any, pk: int) -> Response:
        """Give it to the organisation that has to put it right; its time runs from now on."""
        organisation = self._organisation(self._said(shapes.AssignIn).get("organisation"))
        return self._done(problems.assign, organisation=organisation)

    @extend_schema(request=None, responses=ProblemOut)
    @action(detail=True, methods=["post"])
    def recall(self, request: Any, pk: int) -> Response:
        """Take the assignment back, within five minutes and before anybody has signed for it."""
        problem, now = self.get_object(), timezone.now()
        can_steer_problem(request.user, problem).enforce()
        notice = recallable_of(problem, at=now)
        if notice is None:
            raise TransitionNotAllowed(
                _("Nothing to take back: five minutes are over, or it is signed for or put right.")
            )
        recalls.recall(notice, actor=request.user, at=now)
        return self._answer(problem)

    @extend_schema(request=shapes.RecheckerIn, responses=shapes.ToRecheckOut)
    @action(detail=True, methods=["post"], url_path="name-rechecker")
    def name_rechecker(self, request: Any, pk: int) -> Response:
        """The office says who looks again at what was put right."""
        problem, now = self.get_object(), timezone.now()
        can_steer_problem(request.user, problem).enforce()
        given = self._said(shapes.RecheckerIn)["rechecker"]
        asked = {person.username: person for person in inspectors(problem, at=now)}
        person = asked.get(given) or User.objects.visible_to(request.user).filter(username=given).first()
        if person is None:
            raise serializers.ValidationError({"rechecker": [_("There is no such person in your reach.")]})
        recheckers.name(problem, rechecker=person, actor=request.user, at=now)
        return Response(shapes.ToRecheckOut(self.get_queryset().get(pk=problem.pk)).data)

    @extend_schema(request=shapes.ReasonIn, responses=ProblemOut)
    @action(detail=True, methods=["post"], url_path="give-back")
    def give_back(self, request: Any, pk: int) -> Response:
        """The organisation that was named is not the one responsible."""
        return self._done(problems.give_back, **self._said(shapes.ReasonIn))

    @extend_schema(request=shapes.RectifyIn, responses=ProblemOut)
    @action(detail=True, methods=["post"])
    def rectify(self, request: Any, pk: int) -> Response:
        """The responsible organisation has put it right and shows it."""
        return self._done(problems.rectify, **self._said(shapes.RectifyIn))

    @extend_schema(request=shapes.CloseIn, responses=ProblemOut)
    @action(detail=True, methods=["post"])
    def close(self, request: Any, pk: int) -> Response:
        """Somebody else has looked and it is in order."""
        return self._done(problems.close, **self._said(shapes.CloseIn))

    @extend_schema(request=shapes.ReturnIn, responses=ProblemOut)
    @action(detail=True, methods=["post"], url_path="return", url_name="return")
    def return_(self, request: Any, pk: int) -> Response:
        """Somebody else has looked and it is not in order."""
        return self._done(problems.return_, **self._said(shapes.ReturnIn))

    @extend_schema(request=shapes.ExtendIn, responses=ProblemOut)
    @action(detail=True, methods=["post"])
    def extend(self, request: Any, pk: int) -> Response:
        """The responsible organisation asks for more time before its time is over."""
        return self._done(problems.ask_extension, **self._said(shapes.ExtendIn))

    @extend_schema(request=shapes.GrantIn, responses=ProblemOut)
    @action(detail=True, methods=["post"], url_path="grant-extension")
    def grant_extension(self, request: Any, pk: int) -> Response:
        """The office grants what was asked for."""
        return self._decided(problems.grant_extension, **self._said(shapes.GrantIn))

    @extend_schema(request=shapes.ReasonIn, responses=ProblemOut)
    @action(detail=True, methods=["post"], url_path="refuse-extension")
    def refuse_extension(self, request: Any, pk: int) -> Response:
        """The office grants no more time, and says why."""
        return self._decided(problems.refuse_extension, **self._said(shapes.ReasonIn))

    @extend_schema(request=shapes.SuspendIn, responses=ProblemOut)
    @action(detail=True, methods=["post"])
    def suspend(self, request: Any, pk: int) -> Response:
        """It cannot be solved now: its clock stands still."""
        return self._done(problems.suspend, **self._said(shapes.SuspendIn))

    @extend_schema(request=None, responses=ProblemOut)
    @action(detail=True, methods=["post"])
    def resume(self, request: Any, pk: int) -> Response:
        """Take up again what was suspended: what was left of the time runs on."""
        return self._done(problems.resume)

    @extend_schema(request=shapes.ReasonIn, responses=ProblemOut)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Any, pk: int) -> Response:
        """The office takes it back; it counts no longer."""
        return self._done(problems.cancel, **self._said(shapes.ReasonIn))

    @extend_schema(request=shapes.MergeIn, responses=ProblemOut)
    @action(detail=True, methods=["post"])
    def merge(self, request: Any, pk: int) -> Response:
        """The same thing was found twice: what was found moves over to the other problem."""
        into = Problem.objects.visible_to(request.user).filter(pk=self._said(shapes.MergeIn)["into"]).first()
        if into is None:
            raise serializers.ValidationError({"into": [_("There is no such problem in your reach.")]})
        return self._done(problems.merge, into=into)

    def _said(self, shape: type[serializers.Serializer]) -> dict[str, Any]:
        if self.detail:
            self.get_object()
        body = shape(data=self.request.data)
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)

    def _organisation(self, code: str | None) -> Organisation | None:
        if not code:
            return None
        found = Organisation.objects.visible_to(self.request.user).filter(code=code).first()
        if found is None:
            raise serializers.ValidationError({"organisation": [_("There is no such organisation in your reach.")]})
        return found

    def _done(self, act: Callable[..., Any], **said: Any) -> Response:
        problem = self.get_object()
        act(problem, **said, actor=self.request.user, at=timezone.now())
        return self._answer(problem)

    def _answer(self, problem: Problem) -> Response:
        return Response(ProblemOut(self.get_queryset().get(pk=problem.pk)).data)

    def _decided(self, act: Callable[..., Any], **said: Any) -> Response:
        problem = self.get_object()
        can_steer_problem(self.request.user, problem).enforce()
        asked = Extension.objects.filter(problem=problem, state=ExtensionState.ASKED).first()
        if asked is None:
            raise TransitionNotAllowed(_("No request for more time is open for this problem."))
        asked.problem = problem
        act(asked, **said, actor=self.request.user, at=timezone.now())
        return self._answer(problem)
