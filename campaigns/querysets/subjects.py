"""Chainable reads of cycles, subjects and participations."""

import datetime as dt
from typing import Any, Self

from django.db.models import Count, Q, QuerySet

from foundation.accounts.choices import Role
from foundation.organisations.codes import ancestors_of
from foundation.organisations.models import Organisation, Region

from ..choices import CreationType, CycleState, SubjectState
from .reach import set_for, whole_districts

HOUSEHOLDS = (Role.ADMIN, Role.OFFICIAL, Role.LEADER)


class CycleQuerySet(QuerySet[Any]):
    """Reads of cycles."""

    def visible_to(self, user: Any) -> Self:
        """Cycles of one's places and of the places above them: those below work in the cycle of their district."""
        return self.filter(set_for(user, "region"))

    def running(self) -> Self:
        return self.filter(state=CycleState.OPEN)

    def over(self, region: str) -> Self:
        """Cycles in which a region works, those of the nearest place first."""
        return self.filter(region__in=[region, *ancestors_of(region)]).order_by("-region", "-starts_on", "-pk")

    def for_list(self) -> Self:
        """With the number of subjects that are enrolled: ``enrolled``."""
        enrolled = Count("subjects", filter=Q(subjects__state=SubjectState.ENROLLED))
        return self.select_related("region").annotate(enrolled=enrolled).order_by("-starts_on", "region", "-pk")


class SubjectQuerySet(QuerySet[Any]):
    """Reads of subjects."""

    def visible_to(self, user: Any) -> Self:
        """Subjects of one's places and organisations, and those one takes part in.

        Families are seen, masked, by those who look after them and by leaders; nobody else has to do with households.
        """
        if user.is_superuser:
            return self
        if districts := whole_districts(user):
            rows = self.filter(district__in=districts)
        else:
            parts = self.model.participations.rel.related_model.objects.visible_to(user).in_force()
            rows = self.filter(user.scope("region__code", "organisation_id") | Q(pk__in=parts.values("subject")))
        return rows.filter(~Q(creation_type=CreationType.FAMILY) | user.region_scope("region__code", roles=HOUSEHOLDS))

    def districts(self) -> list[str]:
        """Districts in which somebody takes part."""
        rows = self.enrolled().order_by("district").values_list("district", flat=True)
        return list(rows.distinct())

    def enrolled(self) -> Self:
        return self.filter(state=SubjectState.ENROLLED)

    def enrolled_at(self, day: dt.date) -> Self:
        """In the campaign at the end of that day, whatever came later."""
        return self.filter(
            Q(withdrawn_on=None) | Q(withdrawn_on__gt=day),
            Q(cycle__closed_on=None) | Q(cycle__closed_on__gt=day),
            enrolled_on__lte=day,
            cycle__starts_on__lte=day,
        )

    def under(self, region: str) -> Self:
        """Subjects in a region and everything below it."""
        return self.filter(region__code__startswith=region)

    def matching(self, text: str) -> Self:
        """Name, code or place, as people type them; of families the place and the number, for names are not kept."""
        text = text.strip()
        if not text.isascii():
            places = Region.objects.filter(name__contains=text).values("pk")
            return self.filter(Q(name__contains=text) | Q(region__in=places))
        places = Region.objects.filter(initials__startswith=text.lower()).values("pk")
        bodies = Organisation.objects.filter(initials__startswith=text.lower()).values("pk")
        found = Q(code__istartswith=text) | Q(name__icontains=text)
        return self.filter(found | Q(region__in=places) | Q(organisation__in=bodies))

    def counts(self) -> dict[str, int]:
        """How many there are of each creation type."""
        return dict(self.order_by().values_list("creation_type").annotate(n=Count("pk")))

    def capped_counts(self, cap: int) -> dict[str, int]:
        """How many there are of each creation type, counted no further than one beyond the cap."""
        return {
            kind: self.filter(creation_type=kind).order_by().values("pk")[: cap + 1].count()
            for kind in CreationType.values
        }

    def for_list(self) -> Self:
        return self.select_related("cycle", "region__parent", "organisation").order_by("district", "region", "pk")


class ParticipationQuerySet(QuerySet[Any]):
    """Reads of who takes part."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(user.scope("region__code", "organisation_id"))

    def in_force(self) -> Self:
        """Of subjects that are enrolled, and not ended."""
        return self.filter(subject__state=SubjectState.ENROLLED, ended_on=None)

    def for_list(self) -> Self:
        return self.select_related("region__parent", "organisation").order_by(
            "level", "region", "organisation__code", "pk"
        )
