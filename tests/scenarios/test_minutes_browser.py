"""Minutes in a real browser: kept while they are typed, never over another's words; pages that everybody can use."""

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from campaigns.actions import meetings
from campaigns.models import AgendaItem
from tests.factories import OrganisationFactory, admin_of, official_of
from tests.factories.meetings import (
    DecisionFactory,
    GroupFactory,
    MembershipFactory,
    called_meeting,
    held_meeting,
    signed_meeting,
)

pytestmark = pytest.mark.browser
SERIOUS = {"serious", "critical"}
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def opened(browser, live_server, user, shape):
    context = browser.new_context(**shape)
    context.set_default_timeout(10_000)
    client = Client()
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url, "httpOnly": True}
    context.add_cookies([cookie])
    return context.new_page()


def test_what_is_typed_is_kept_after_two_seconds_and_again_but_not_over_anothers_words(browser, live_server):
    office, now = admin_of("990102"), timezone.now()
    meeting = called_meeting(office, starts_at=now - dt.timedelta(hours=2), at=now - dt.timedelta(days=1))
    meetings.hold(meeting, actor=office, at=now)
    first, second = (opened(browser, live_server, who, DESKTOP) for who in (office, admin_of("990102")))
    for page in (first, second):
        page.goto(live_server.url + meeting.get_absolute_url())

    box = first.get_by_role("textbox", name="背街小巷整治")
    for text, revision in (("逐条推进。", 1), ("逐条推进，按周通报。", 2)):
        box.fill(text)
        expect(first.locator(f"input[name=seen][value='{revision}']")).to_have_count(1)
        expect(first.locator(".fc-point [role=status]")).to_contain_text("已保存")
    second.get_by_role("textbox", name="背街小巷整治").fill("另一种说法")
    expect(second.locator("#fc-messages")).to_contain_text("这里刚被别人改过")

    assert list(AgendaItem.objects.values_list("minutes", "revision")) == [("逐条推进，按周通报。", 2)]
    for page in (first, second):
        page.context.close()


@pytest.mark.parametrize("shape", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_page_around_meetings_has_a_serious_fault(browser, live_server, shape):
    office, owner = admin_of("990102"), OrganisationFactory()
    group = GroupFactory(state="in_force", formed_on=dt.date(2026, 1, 1), duties="统筹整治")
    MembershipFactory(group=group)
    MembershipFactory(group=group, post="member", name="李某")
    forming = GroupFactory(kind="leading")
    signed = signed_meeting(group=group)
    signed.items.create(position=1, title="议题", minutes="逐条推进。")
    signed.attendees.create(organisation=owner, presence="present")
    decision = DecisionFactory(meeting=signed, organisation=owner)
    pages = ["/creations/leadership/", "/creations/leadership/new/", "/creations/meetings/", "/creations/decisions/"]
    pages += [f"{forming.get_absolute_url()}{part}" for part in ("", "members/new/")]
    pages += [group.get_absolute_url(), "/creations/meetings/new/", signed.get_absolute_url()]
    pages += [called_meeting(office, owner).get_absolute_url(), held_meeting(office, owner).get_absolute_url()]
    pages += [decision.get_absolute_url(), f"{decision.get_absolute_url()}postpone/"]
    page, axe, faults = opened(browser, live_server, office, shape), Axe(), []
    owners = opened(browser, live_server, official_of(owner), shape)

    for one, address in [*((page, address) for address in pages), (owners, decision.get_absolute_url())]:
        one.goto(live_server.url + address)
        found = axe.run(one).response["violations"]
        faults += [(address, row["id"], row["nodes"][0]["html"][:160]) for row in found if row["impact"] in SERIOUS]
        wide = one.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        faults += [(address, "scrolls sideways", wide)] if wide > 0 else []
    page.context.close()
    owners.context.close()

    assert faults == []
