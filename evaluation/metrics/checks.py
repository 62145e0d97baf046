"""Figures of checks and sites."""

from foundation.periods import Period, PeriodKind

from .sums import Sums

CHECKED = """
SELECT c.region_id, c.organisation_id,
    count(*) FILTER (WHERE c.state <> 'cancelled' AND c.draw_id IS NOT NULL) AS drawn,
    count(*) FILTER (WHERE c.state <> 'cancelled' AND c.draw_id IS NOT NULL AND c.state <> 'drawn') AS drawn_done,
    count(*) FILTER (WHERE c.state IN ('submitted', 'confirmed')) AS done,
    count(*) FILTER (WHERE c.state = 'drawn' AND c."on" < (%(ends)s AT TIME ZONE 'Asia/Shanghai')::date) AS missed,
    sum(c.score) FILTER (WHERE c.state IN ('submitted', 'confirmed')) AS score_sum,
    count(c.score) FILTER (WHERE c.state IN ('submitted', 'confirmed')) AS scored,
    count(DISTINCT c.site_id) FILTER (WHERE c.state IN ('submitted', 'confirmed')) AS sites
FROM evaluation_check c
WHERE c.district_id LIKE ANY (%(districts)s) AND c."on" BETWEEN %(first)s AND %(last)s
GROUP BY c.region_id, c.organisation_id
"""
REGISTERED = """
SELECT region_id, organisation_id, count(*) AS total FROM evaluation_site
WHERE district_id LIKE ANY (%(districts)s) AND state = 'active' GROUP BY region_id, organisation_id
"""


def _days(period: Period) -> dict[str, str]:
    return {"month": period.code} if period.kind == PeriodKind.MONTH else {}


def _anything(period: Period) -> dict[str, str]:
    return {}


CHECKS = Sums(
    statement=CHECKED,
    columns=("drawn", "drawn_done", "done", "missed", "score_sum", "scored", "sites"),
    figures={
        "checks.drawn": "drawn",
        "checks.done": "done",
        "checks.missed": "missed",
        "checks.completion_rate": ("drawn_done", "drawn"),
        "sites.checked": "sites",
    },
    view="evaluation:checks",
    filters=dict.fromkeys(("checks.drawn", "checks.done", "checks.missed", "checks.completion_rate"), _days),
)
MEAN_SCORE = Sums(
    statement=CHECKED,
    columns=CHECKS.columns,
    figures={"checks.average_score": ("score_sum", "scored")},
    view="evaluation:checks",
    filters={"checks.average_score": _days},
    scale=CHECKS.scale / 100,
)
SITES = Sums(
    statement=REGISTERED,
    columns=("total",),
    figures={"sites.total": "total"},
    view="evaluation:sites",
    filters={"sites.total": _anything},
)
