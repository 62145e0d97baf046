"""Views of the problem board that a client keeps for its user: list, keep, drop."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.rest.idempotency import Idempotent
from foundation.rest.pagination import NumberedPages

from ..actions import saved_views
from ..choices import ViewedPage
from ..filters import keepable
from ..models import SavedView


class SavedViewOut(serializers.Serializer):
    """A view: its name, the filters it stands for, and the board under them."""

    id = serializers.IntegerField()
    page = serializers.ChoiceField(ViewedPage.choices)
    name = serializers.CharField()
    query = serializers.CharField()
    kept_at = serializers.DateTimeField()
    url = serializers.SerializerMethodField()

    def get_url(self, view: SavedView) -> str:
        return f"{reverse('evaluation:problems')}?{view.query}"


class SavedViewIn(serializers.Serializer):
    """What a view is called, and which filters it stands for; the same name again stands for the new filters."""

    name = serializers.CharField(max_length=30)
    query = serializers.CharField(max_length=4000, help_text="As in the address: severity=serious&state=assigned.")

    def validate_query(self, given: str) -> str:
        told = keepable(given)
        if not told:
            raise serializers.ValidationError(_("Set a filter first; the view keeps the filters."))
        return told


class SavedViewViewSet(Idempotent, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """The caller's own views of the board, the first kept first."""

    serializer_class = SavedViewOut
    pagination_class = NumberedPages
    lookup_value_converter = "int"
    queryset = SavedView.objects.none()

    def get_queryset(self) -> Any:
        return SavedView.objects.visible_to(self.request.user).of_page(ViewedPage.PROBLEMS)

    @extend_schema(request=SavedViewIn, responses={201: SavedViewOut})
    def create(self, request: Request) -> Response:
        """Keep filters of the board under a name."""
        body = SavedViewIn(data=request.data)
        body.is_valid(raise_exception=True)
        told = body.validated_data
        view = saved_views.keep(page=ViewedPage.PROBLEMS, **told, actor=request.user, at=timezone.now())
        return Response(SavedViewOut(view).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """Drop a view; nothing but the view goes."""
        saved_views.drop(self.get_object(), actor=request.user, at=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
