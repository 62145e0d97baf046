"""Where something can lapse, near its deadline or wait for a receipt."""

from django.db.models import Exists, OuterRef

from foundation.organisations.choices import RegionLevel
from foundation.organisations.models import Region

from ..choices import UNDER_WAY, ProblemState
from ..models import Problem

WITH_NOTICES = (*UNDER_WAY, ProblemState.RECTIFIED)


def districts_under_way() -> list[str]:
    """Districts with problems that somebody has been given and nobody has closed."""
    given = Problem.objects.filter(district=OuterRef("pk"), state__in=WITH_NOTICES)
    rows = Region.objects.filter(Exists(given), level=RegionLevel.DISTRICT).order_by("code")
    return list(rows.values_list("code", flat=True))
