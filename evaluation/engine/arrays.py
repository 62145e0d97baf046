"""Many numbers as one parameter of a statement."""

from collections.abc import Iterable


def literal(numbers: Iterable[int | None]) -> str:
    """An array as one literal: an expression of thousands of parts takes the database longer to read than to run."""
    return "{" + ",".join("NULL" if number is None else str(number) for number in numbers) + "}"
