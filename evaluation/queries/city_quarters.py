"""Cities whose districts are ranked by the quarter."""

from foundation.organisations.choices import RegionLevel
from foundation.periods import Period

from ..choices import DocumentState
from ..models import Assessment


def cities_with_months(period: Period) -> list[str]:
    """Cities that have published a month of the quarter (设区市); without one there is nothing to evaluate."""
    months = Assessment.objects.filter(
        region__level=RegionLevel.PREFECTURE,
        state=DocumentState.PUBLISHED,
        month__range=(period.start, period.end),
    )
    return sorted(set(months.values_list("region", flat=True)))
