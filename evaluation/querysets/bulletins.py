"""Chainable reads of weekly bulletins."""

from typing import Any, Self

from django.db.models import Q, QuerySet

from foundation.accounts.choices import Role

from ..choices import DocumentState


class BulletinQuerySet(QuerySet[Any]):
    """Reads of bulletins."""

    def visible_to(self, user: Any) -> Self:
        """The office and leaders see drafts of their places; everybody of the district what is published."""
        if user.is_superuser:
            return self
        own = user.region_scope("district__code", roles=[Role.ADMIN, Role.LEADER])
        districts = {grant.region[:6] for grant in user.held if grant.region and len(grant.region) >= 6}
        districts |= {code[:6] for code in user.organisation_regions}
        reach = Q(district__in=sorted(districts)) | user.region_scope("district__code")
        return self.filter(own | (Q(state__in=[DocumentState.PUBLISHED, DocumentState.SUPERSEDED]) & reach))

    def public(self) -> Self:
        """What anybody may read."""
        return self.filter(state=DocumentState.PUBLISHED, is_public=True)

    def for_list(self) -> Self:
        return self.select_related("district").order_by("-week", "-version", "-pk")
