"""How problems and rectifications look to clients, and what clients say about them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.accounts.choices import Role

from ..choices import ProblemState, Severity, Source
from ..models import Problem, Rectification

LOOKING = (Role.ADMIN, Role.INSPECTOR, Role.LEADER)


class PlaceOut(serializers.Serializer):
    """A site or an organisation, by code and name."""

    code = serializers.CharField()
    name = serializers.CharField()


class ProblemOut(serializers.Serializer):
    """A problem as it stands."""

    id = serializers.IntegerField()
    number = serializers.CharField()
    state = serializers.ChoiceField(ProblemState.choices)
    severity = serializers.ChoiceField(Severity.choices)
    source = serializers.ChoiceField(Source.choices)
    site = PlaceOut()
    item = serializers.CharField()
    organisation = PlaceOut()
    description = serializers.CharField()
    found_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(allow_null=True)
    provisional = serializers.BooleanField()
    rectified_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    returns = serializers.IntegerField()
    overdue = serializers.BooleanField(source="is_overdue")
    notices = serializers.ListField(child=serializers.IntegerField(), source="notice_ids")


class ToRecheckOut(ProblemOut):
    """A problem that was put right, and who looks again (by user name)."""

    rechecker = serializers.CharField(source="rechecker.username")


class AfterPhotoOut(serializers.Serializer):
    """An after-photo; what is odd about it is told to those who re-check, and empty for others."""

    attachment = serializers.IntegerField(source="attachment_id")
    doubts = serializers.ListField(child=serializers.DictField())


class RecheckOut(serializers.Serializer):
    """What whoever looked again found."""

    passed = serializers.BooleanField()
    note = serializers.CharField()
    checked_at = serializers.DateTimeField()


class RectificationOut(serializers.Serializer):
    """One round of putting a problem right."""

    id = serializers.IntegerField()
    problem = serializers.IntegerField(source="problem_id")
    number = serializers.CharField(source="problem.number")
    organisation = PlaceOut()
    round = serializers.IntegerField()
    text = serializers.CharField()
    filed_at = serializers.DateTimeField()
    late = serializers.BooleanField()
    doubtful = serializers.SerializerMethodField()
    photos = serializers.SerializerMethodField()
    recheck = serializers.SerializerMethodField()

    def get_doubtful(self, row: Rectification) -> bool:
        return row.is_doubtful and self._may_doubt(row.problem)

    @extend_schema_field(AfterPhotoOut(many=True))
    def get_photos(self, row: Rectification) -> list[dict[str, Any]]:
        photos = sorted(row.photos.all(), key=lambda photo: (photo.position, photo.pk))
        told = self._may_doubt(row.problem)
        return [{"attachment": photo.attachment_id, "doubts": photo.flags if told else []} for photo in photos]

    @extend_schema_field(RecheckOut(allow_null=True))
    def get_recheck(self, row: Rectification) -> dict[str, Any] | None:
        recheck = getattr(row, "recheck", None)
        return None if recheck is None else RecheckOut(recheck).data

    def _may_doubt(self, problem: Problem) -> bool:
        return bool(self.context["request"].user.has_role(*LOOKING, region=problem.region_id))


class PhotosIn(serializers.Serializer):
    """Photos by the numbers of their attachments."""

    photos = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), max_length=9, required=False, default=list
    )


class ProblemIn(PhotosIn):
    """A problem that no check found."""

    site = serializers.CharField(max_length=40, help_text="Code of the site.")
    description = serializers.CharField(max_length=500)
    severity = serializers.ChoiceField(Severity.choices)
    item = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    source = serializers.ChoiceField([Source.MEETING, Source.MANUAL], required=False, default=Source.MANUAL)
    organisation = serializers.CharField(max_length=40, required=False, allow_null=True, help_text="Code.")


class AssignIn(serializers.Serializer):
    """Whom a problem is given to; without a name to the organisation that answers for the site."""

    organisation = serializers.CharField(max_length=40, required=False, allow_null=True, help_text="Code.")


class RecheckerIn(serializers.Serializer):
    """Who looks again."""

    rechecker = serializers.CharField(max_length=150, help_text="User name of an inspector of the place.")


class RectifyIn(PhotosIn):
    """What was done, with photos of how it is now."""

    text = serializers.CharField(max_length=500)


class CloseIn(PhotosIn):
    """It is in order."""

    note = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class ReturnIn(PhotosIn):
    """It is not in order, and why."""

    reason = serializers.CharField(max_length=500)


class ReasonIn(serializers.Serializer):
    """Why."""

    reason = serializers.CharField(max_length=500)


class ExtendIn(ReasonIn):
    """Until when more time is asked for, and why."""

    until = serializers.DateTimeField()


class GrantIn(serializers.Serializer):
    """What the office says to it."""

    answer = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class SuspendIn(serializers.Serializer):
    """Why it cannot be solved now, and when somebody looks again."""

    ground = serializers.CharField(max_length=500)
    look_again_on = serializers.DateField()


class MergeIn(serializers.Serializer):
    """The problem that stays."""

    into = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
