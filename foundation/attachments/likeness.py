"""Finding nearly identical photos by their difference hash."""

from django.db import models
from django.db.models import ExpressionWrapper, F, Func, QuerySet, Value

NEARLY_SAME = 6


class BitCount(Func):
    """How many bits of a 64-bit number are set."""

    template = "bit_count((%(expressions)s)::bit(64))"
    output_field = models.IntegerField()


def alike(difference_hash: int, max_distance: int = NEARLY_SAME, *, among: QuerySet) -> QuerySet:
    """The photos of a set that differ in at most so many of 64 bits, the nearest first, with their ``distance``."""
    difference = ExpressionWrapper(
        F("difference_hash").bitxor(Value(difference_hash, output_field=models.BigIntegerField())),
        output_field=models.BigIntegerField(),
    )
    return (
        among.filter(difference_hash__isnull=False)
        .annotate(distance=BitCount(difference))
        .filter(distance__lte=max_distance)
        .order_by("distance", "pk")
    )
