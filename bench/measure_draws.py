"""The draw of a day beside one INSERT … SELECT, and in a district of 100,000 sites."""

import datetime as dt

from django.db import connection
from django.utils import timezone

from evaluation.actions import plans
from evaluation.models import Check, Draw, Plan, PlanRule, SiteType
from foundation.accounts.choices import Role
from foundation.accounts.models import Grant, User

from . import data
from .figures import Figure, seconds

USUAL, LARGE = "990105", "990106"
INSPECTORS, LOAD = 200, 60
DAY = dt.date(2026, 9, 2)
BARE = """
    INSERT INTO evaluation_check
        (site_id, district_id, region_id, organisation_id, "on", state, inspector_id, draw_id, remark, reason)
    SELECT s.id, s.district_id, s.region_id, s.organisation_id, %(on)s, 'drawn', u.id, %(draw)s, '', ''
    FROM evaluation_site s JOIN evaluation_planrule r ON r.site_type_id = s.type_id AND r.plan_id = %(plan)s
    CROSS JOIN (SELECT id FROM accounts_user LIMIT 1) u
    LEFT JOIN LATERAL
        (SELECT c."on" FROM evaluation_check c WHERE c.site_id = s.id ORDER BY c."on" DESC LIMIT 1) l ON true
    WHERE s.district_id = %(district)s AND s.state = 'active' AND (l."on" IS NULL OR %(on)s::date - l."on" >= 30)
    LIMIT %(limit)s
"""


def measure(scale: int) -> list[Figure]:
    """Every site is due, and the inspectors have room for all of them: the longest a day can take."""
    taken = _draw(USUAL, 12_000)
    bare = _bare(USUAL)
    again = seconds(lambda: plans.draw(USUAL, on=DAY, actor=None, at=timezone.now()))
    large = _draw(LARGE, 100_000)
    return [
        Figure("draw of a day, 12,000 sites, all of them due and drawn", taken, "s", 1.5, bare, "INSERT … SELECT"),
        Figure("drawing that day again, which changes nothing", again, "s", 0.1),
        Figure("draw of a day, 100,000 sites, 12,000 drawn", large, "s", 10),
    ]


def _draw(district: str, sites: int) -> float:
    data.district(district, sites=sites)
    plan = Plan.objects.create(name="bench", district_id=district, state="adopted", starts_on=DAY, daily_load=LOAD)
    types = SiteType.objects.all()
    PlanRule.objects.bulk_create([PlanRule(plan=plan, site_type=kind, times=1, per="month") for kind in types])
    for number in range(INSPECTORS):
        user = User.objects.create(username=f"draw-{district}-{number}", name="B")
        zone = f"{district}{number % 12 + 1:03d}" if number % 2 else district
        Grant.objects.create(user=user, role=Role.INSPECTOR, region_id=zone, starts_on=dt.date(2020, 1, 1))
    data.settle()
    return seconds(lambda: plans.draw(district, on=DAY, actor=None, at=timezone.now()))


def _bare(district: str) -> float:
    """The same rows again by one statement, after those of the draw are gone."""
    drawn = Check.objects.filter(district=district).count()
    Check.objects.filter(district=district).update(draw=None, on=DAY - dt.timedelta(days=60))
    plan, draw = Plan.objects.get(district=district).pk, Draw.objects.get(district=district).pk
    told = {"on": DAY, "district": district, "plan": plan, "draw": draw, "limit": drawn}
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE evaluation_check")
        return seconds(lambda: cursor.execute(BARE, told))
