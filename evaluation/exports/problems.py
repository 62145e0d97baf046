"""Problems as rows, in the order in which they are shown."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

HEADER = (
    _("Number"),
    _("Problem"),
    _("Site"),
    _("Site code"),
    _("Street or town"),
    _("Organisation"),
    _("Item"),
    _("Severity"),
    _("State"),
    _("Source"),
    _("Found"),
    _("Deadline"),
    _("Closed"),
    _("Returns"),
)


def problem_rows(problems: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """One tuple per problem, in the column order of HEADER. Expects ``for_list``."""
    for problem in problems:
        yield (
            problem.number,
            problem.description,
            str(problem.site),
            problem.site.code,
            str(problem.site.region),
            str(problem.organisation),
            problem.item,
            problem.get_severity_display(),
            problem.get_state_display(),
            problem.get_source_display(),
            problem.found_at,
            problem.due_at,
            problem.closed_at,
            problem.returns,
        )
