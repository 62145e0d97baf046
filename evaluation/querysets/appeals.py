"""Chainable reads of materials, the negative list and appeals."""

from typing import Any, Self

from django.db.models import Q, QuerySet

from ..choices import AppealState


def party_scope(user: Any) -> Q:
    """Rows about parties that this person acts for."""
    return user.scope("region__code", "organisation_id", roles=["official"])


class MaterialReviewQuerySet(QuerySet[Any]):
    """Reads of materials."""

    def visible_to(self, user: Any) -> Self:
        """The office and the leader of the district, the party itself, and the reviewers who score it."""
        if user.is_superuser:
            return self
        office = user.region_scope("district__code", roles=["admin", "leader"])
        scoring = self.model.assignments.rel.related_model.objects.filter(reviewer=user.pk).values("review")
        mine = Q(pk__in=scoring) & user.choice_scope("district__code")
        return self.filter(office | party_scope(user) | mine)

    def for_list(self) -> Self:
        return self.select_related("region", "organisation", "system", "district").order_by(
            "-quarter", "district", "party_kind", "region", "organisation", "pk"
        )


class ReviewerAssignmentQuerySet(QuerySet[Any]):
    """Reads of who reviews what."""

    def visible_to(self, user: Any) -> Self:
        """One's own work, and for the office that of its district."""
        if user.is_superuser:
            return self
        office = user.region_scope("review__district__code", roles=["admin"])
        return self.filter((Q(reviewer=user.pk) & user.choice_scope("review__district__code")) | office)

    def for_list(self) -> Self:
        return self.select_related("review__region", "review__organisation", "review__system", "reviewer").order_by(
            "-review__quarter", "review", "pk"
        )


class NegativeEntryQuerySet(QuerySet[Any]):
    """Reads of entries of the negative list."""

    def visible_to(self, user: Any) -> Self:
        """The office and the leader of the district, and the party itself."""
        if user.is_superuser:
            return self
        return self.filter(user.region_scope("district__code", roles=["admin", "leader"]) | party_scope(user))

    def in_force(self) -> Self:
        """Entries that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def for_list(self) -> Self:
        return self.select_related("item", "region", "organisation", "document", "recorded_by").order_by(
            "-quarter", "-pk"
        )


class AppealQuerySet(QuerySet[Any]):
    """Reads of appeals."""

    def visible_to(self, user: Any) -> Self:
        """The office and the leader of the district, the party itself, and who filed it."""
        if user.is_superuser:
            return self
        if not user.is_authenticated:
            return self.none()
        office = user.region_scope("district__code", roles=["admin", "leader"])
        mine = Q(filed_by=user.pk) & user.choice_scope("region__code", "organisation_id")
        return self.filter(office | party_scope(user) | mine)

    def open(self) -> Self:
        return self.filter(state=AppealState.FILED)

    def for_list(self) -> Self:
        return self.select_related(
            "region",
            "organisation",
            "district",
            "filed_by",
            "answered_by",
            "result__evaluation",
            "result__region",
            "result__organisation",
            "check_record__site",
            "item__indicator",
            "item__check_record__site",
            "problem__site",
        ).order_by("-filed_at", "-pk")
