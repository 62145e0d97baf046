"""No page has a serious accessibility fault in large type, nor has any of its states on a desktop or a phone.

At first, on a desktop and on a phone, every page is looked at in tests/architecture/test_pages.py.
"""

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone

from evaluation.actions import assessments, plans, problems
from evaluation.models import CheckFlag, PlanRule, Result
from foundation.attachments import actions as attachments
from foundation.periods import Period, PeriodKind
from tests.factories import (
    FamilyFactory,
    ParticipationFactory,
    PlanFactory,
    ProblemFactory,
    RegionFactory,
    SchemeFactory,
    SubjectFactory,
    admin_of,
    official_of,
)
from tests.factories.files import photo_file
from tests.factories.rounds import filed, market_town

pytestmark = pytest.mark.browser
SERIOUS = {"serious", "critical"}
STATES = [
    "/",
    "/accounts/login/",
    "/desk/",
    "/problems/?view=columns",
    "/problems/compare/?problem={problem}",
    "/problems/assign/?problem={problem}",
    "/problems/{rectified}/",
    "/problems/{rectified}/?photos=overlay",
    "/problems/{rectified}/?photos=all",
    "/assessments/?tab=villages",
    "/assessments/?month=2020-01",
    "/no-such-page/",
]
PAGES = [
    *STATES,
    "/checks/",
    "/checks/{check}/",
    "/checks/flags/",
    "/problems/",
    "/problems/new/",
    "/problems/{problem}/",
    "/problems/{problem}/assign/",
    "/problems/{problem}/cancel/",
    "/problems/{rectified}/close/",
    "/problems/{rectified}/return/",
    "/field/rechecks/",
    "/sites/",
    "/sites/map/",
    "/sites/{site}/",
    "/sites/{site}/edit/",
    "/sites/new/",
    "/sites/{site}/qr/",
    "/creations/subjects/",
    "/creations/subjects/{subject}/",
    "/creations/subjects/{family}/",
    "/creations/subjects/enrol/family/",
    "/creations/cycles/{cycle}/",
    "/plans/",
    "/plans/{plan}/",
    "/plans/new/",
    "/draws/",
    "/draws/{draw}/",
    "/assessments/",
    "/assessments/live/",
    "/assessments/schemes/",
    "/assessments/results/{result}/",
    "/manage/indicators/",
    "/manage/indicators/{system}/",
    "/manage/site-types/",
    "/manage/regions/",
    "/manage/regions/990102/",
    "/manage/organisations/",
    "/manage/organisations/new/",
    "/manage/users/",
    "/manage/users/{user}/",
    "/manage/imports/",
    "/manage/imports/sites/",
    "/manage/timetable/",
    "/manage/audit/",
]
FORMS = {
    "desktop": {"viewport": {"width": 1440, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
    "large type": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
}


@pytest.fixture
def addresses(live_server):
    """A town with a published month, a question, a problem and a plan; what stands in the addresses of its pages."""
    SchemeFactory()
    office = admin_of("990102", name="王敏")
    inspector, sites, checks = market_town()
    done = filed(inspector, sites[0])
    CheckFlag.objects.create(check_record=done, district=done.district, kind="too_fast", raised_at=timezone.now())
    problem = ProblemFactory(site=sites[0], found_at=timezone.now() - dt.timedelta(days=1))
    rectified = rectified_one(office, sites[0], inspector)
    plan = PlanFactory(state="draft")
    PlanRule.objects.create(plan=plan, site_type=sites[0].type)
    in_force = checks[0].draw.plan
    PlanRule.objects.create(plan=in_force, site_type=sites[0].type)
    draw = plans.draw(
        in_force.district_id, on=timezone.localdate() + dt.timedelta(days=7), actor=None, at=timezone.now()
    )
    period = Period.containing(timezone.localdate(), PeriodKind.MONTH)
    at = timezone.now()
    assessment = assessments.score(done.district, period=period, actor=office, at=at)
    assessments.approve(assessment, actor=office, at=at)
    assessments.publish(assessment, actor=office, at=at)
    told = {
        "check": done.pk,
        "problem": problem.pk,
        "rectified": rectified.pk,
        "site": sites[0].pk,
        "plan": plan.pk,
        "draw": draw.pk,
        "result": Result.objects.get(assessment=assessment, region="990102001").pk,
        "system": done.system_id,
        "user": inspector.pk,
        **subjects_of_the_town(),
    }
    return office, told


def subjects_of_the_town():
    """A city with those who file for it, and a family."""
    city = SubjectFactory(creation_type="city", level="county", region=RegionFactory(code="990102"), gaps=2)
    for code in ("990102001", "990102002"):
        ParticipationFactory(subject=city, region=RegionFactory(code=code), level="township")
    return {"subject": city.pk, "family": FamilyFactory().pk, "cycle": city.cycle_id}


def rectified_one(office, site, inspector):
    """A problem with a photo before and one after, which waits for its re-check."""
    since = timezone.now() - dt.timedelta(hours=1)
    problem = ProblemFactory(site=site, item="R-1", found_at=since)
    problem.photos.create(attachment=attachments.store(photo_file(seed=1), actor=inspector, at=since))
    problems.assign(problem, actor=office, at=since)
    official = official_of(site.organisation)
    photo = attachments.store(photo_file(seed=2), actor=official, at=timezone.now())
    problems.rectify(problem, text="已清理", photos=[photo.pk], actor=official, at=timezone.now())
    return problem


@pytest.mark.parametrize("form", FORMS)
def test_no_page_has_a_serious_fault(browser, live_server, addresses, form):
    office, told = addresses
    context = browser.new_context(**FORMS[form])
    client = Client()
    client.force_login(office)
    cookies = {"sessionid": client.cookies["sessionid"].value}
    if form == "large type":
        cookies["fc_type"] = "large"
    context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
    page, axe, faults = context.new_page(), Axe(), []

    for address in [page.format(**told) for page in (PAGES if form == "large type" else STATES)]:
        page.goto(live_server.url + address)
        found = axe.run(page).response["violations"]
        faults += [(address, one["id"], one["nodes"][0]["html"][:120]) for one in found if one["impact"] in SERIOUS]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        faults += [(address, "scrolls sideways", wide)] if wide > 0 else []
    context.close()

    assert faults == []
