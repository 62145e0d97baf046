"""Chainable reads of ledgers and their entries."""

import datetime as dt
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from foundation.accounts.choices import Role
from foundation.organisations.codes import ancestors_of

from ..choices import STANDING_STATES, EntryState, LedgerState
from .reach import set_for

WIDTHS = {6: "district", 9: "township", 12: "region"}


def places(user: Any) -> dict[str, list[str]] | None:
    """The columns by which somebody's places are found at once; None when his grants are of another kind."""
    if user.is_superuser or not user.held:
        return None
    found: dict[str, list[str]] = {}
    for grant in user.held:
        if grant.region is None or len(grant.region) not in WIDTHS or grant.organisations:
            return None
        found.setdefault(WIDTHS[len(grant.region)], []).append(grant.region)
    return found if len(found) == 1 else None


class LedgerKindQuerySet(QuerySet[Any]):
    """Reads of kinds of ledgers."""

    def visible_to(self, user: Any) -> Self:
        """The shipped ones, and those that an office set up for one's places."""
        return self.filter(Q(region=None) | set_for(user, "region"))

    def active(self) -> Self:
        return self.filter(state=LedgerState.ACTIVE)

    def set_over(self, region: str) -> Self:
        """What holds in a place: the shipped ones and those of the place and of the places above it."""
        return self.filter(Q(region=None) | Q(region__in=[region, *ancestors_of(region)]))


class LedgerEntryQuerySet(QuerySet[Any]):
    """Reads of entries."""

    def visible_to(self, user: Any) -> Self:
        """Entries of one's places and organisations; whole places by a column of their own, which is quick."""
        if own := places(user):
            ((name, codes),) = own.items()
            return self.filter(**{f"{name}__in": sorted(set(codes))})
        return self.filter(user.scope("region__code", "organisation_id"))

    def counted(self) -> Self:
        """Verified, and neither reversed since nor a reversal itself: what figures are made of."""
        gone = (EntryState.REVERSED, EntryState.WITHDRAWN)
        return self.filter(verified_at__isnull=False, reverses=None).exclude(state__in=gone)

    def standing(self) -> Self:
        """Entered or verified: what a place has done so far, whether or not somebody has looked at it."""
        return self.filter(state__in=STANDING_STATES, reverses=None)

    def waiting(self) -> Self:
        return self.filter(state=EntryState.ENTERED)

    def returned_to(self, user: Any) -> Self:
        """What was sent back to somebody, or to the place he answers for."""
        reach = user.scope("region__code", "organisation_id", roles=[Role.OFFICIAL])
        return self.filter(Q(entered_by=user) | reach, state=EntryState.RETURNED)

    def behind(self, figure: str, *, start: dt.date | None, end: dt.date) -> Self:
        """The entries that a figure counts: those of the days, or without a first day those in force on the last."""
        amounts = self.model.amounts.rel.related_model.objects.filter(
            entry=OuterRef("pk"), district=OuterRef("district"), figure=figure, starts_on__lte=end
        )
        if start is None:
            amounts = amounts.filter(Q(ends_on=None) | Q(ends_on__gt=end))
        else:
            amounts = amounts.filter(starts_on__gte=start)
        return self.filter(Exists(amounts))

    def for_list(self) -> Self:
        related = ("kind", "region__parent", "organisation", "entered_by")
        return (
            self.select_related(*related)
            .defer("region__boundary", "region__parent__boundary")
            .order_by("-dated_on", "-pk")
        )

    def whole(self) -> Self:
        """Everything that the page of one entry shows."""
        related = ("kind__region", "region__parent", "organisation", "subject", "entered_by", "verified_by")
        chain = ("reverses", "replaces", "succeeds")
        return self.select_related(*related, *chain)


class LedgerPhotoQuerySet(QuerySet[Any]):
    """Reads of photos."""

    def visible_to(self, user: Any) -> Self:
        entries = self.model.entry.field.related_model.objects.visible_to(user)
        return self.filter(entry__in=entries)


class CeremonyLimitQuerySet(QuerySet[Any]):
    """Reads of local limits."""

    def visible_to(self, user: Any) -> Self:
        """Limits of one's places and of the places above them."""
        return self.filter(set_for(user, "region"))

    def in_force(self, *, on: dt.date) -> Self:
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)

    def over(self, region: str) -> Self:
        """Those of a place and of the places above it, the nearest and latest first."""
        above = [region, *reversed(ancestors_of(region))]
        return self.filter(region__in=above).order_by("-region", "-starts_on", "-pk")

    def nearest(self, region: str, occasion: str, *, on: dt.date) -> Any:
        """The limits of the nearest place at or above a region that has some for the occasion; None where none has."""
        return self.over(region).in_force(on=on).filter(occasion=occasion).first()
