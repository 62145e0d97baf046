"""Who re-checks is named by the rule or by the office, never of the organisation that put it right or of one above."""

import pytest
from django.urls import reverse

from evaluation.actions import problems, recheckers
from evaluation.actions.recheckers import NotARechecker
from evaluation.models import Problem
from foundation.audit.models import AuditEntry
from foundation.errors import NotAllowed, TransitionNotAllowed
from foundation.notifications.models import Notification
from tests.factories import inspector_of
from tests.factories.problems import DONE, LOOKED, Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return Place()


def test_the_rule_names_who_found_it(place):
    finder = inspector_of("990102")

    problem = place.rectified(found_by=finder)

    assert problem.rechecker == finder


def test_the_rule_passes_over_whoever_serves_the_organisation_or_one_above(place):
    insider = inspector_of("990102", organisation=place.organisation)
    above = inspector_of("990102", organisation=place.above)

    named = [place.rectified(item=f"I-{n}", found_by=finder).rechecker for n, finder in enumerate((insider, above))]

    assert named == [place.inspector, place.inspector]


def test_the_rule_shares_the_work_evenly(place):
    other = inspector_of("990102")

    named = [place.rectified(item=f"I-{n}", found_by=None).rechecker for n in range(4)]

    assert named == [place.inspector, other, place.inspector, other]


def test_whoever_sent_it_back_looks_again(place):
    other = inspector_of("990102")
    problem = place.rectified(found_by=other)
    problems.return_(problem, reason="还有一处", actor=place.inspector, at=DONE)

    problems.rectify(problem, text="已清理", photos=[place.photo()], actor=place.official, at=LOOKED)

    assert problem.rechecker == place.inspector


def test_without_an_inspector_it_stays_open_to_all(place):
    place.inspector.grants.update(ends_on="2026-11-01")

    assert place.rectified(found_by=None).rechecker is None


def test_the_office_names_another_who_is_told(place):
    other = inspector_of("990102")
    problem = place.rectified(found_by=place.inspector)

    recheckers.name(problem, rechecker=other, actor=place.office, at=DONE)

    assert Problem.objects.get(pk=problem.pk).rechecker == other
    entry = AuditEntry.objects.get(verb="problem.name_rechecker")
    assert (entry.before, entry.after["rechecker"]) == ({"rechecker": place.inspector.pk}, other.pk)
    told = Notification.objects.get(user=other, kind="problem.recheck_named")
    assert told.values == {"problem": problem.number, "site": problem.site.name}


@pytest.mark.parametrize("whose", ["organisation", "above", "elsewhere", "official"])
def test_the_office_names_nobody_who_may_not_look(place, whose):
    problem = place.rectified(found_by=None)
    people = {
        "organisation": lambda: inspector_of("990102", organisation=place.organisation),
        "above": lambda: inspector_of("990102", organisation=place.above),
        "elsewhere": lambda: inspector_of("990103"),
        "official": lambda: place.official,
    }

    with pytest.raises(NotARechecker):
        recheckers.name(problem, rechecker=people[whose](), actor=place.office, at=DONE)

    assert Problem.objects.get(pk=problem.pk).rechecker == place.inspector


def test_only_the_office_names_and_only_while_it_waits(place):
    problem = place.rectified(found_by=None)

    with pytest.raises(NotAllowed):
        recheckers.name(problem, rechecker=place.inspector, actor=place.inspector, at=DONE)
    problems.close(problem, actor=place.inspector, at=LOOKED)
    with pytest.raises(TransitionNotAllowed):
        recheckers.name(problem, rechecker=place.inspector, actor=place.office, at=LOOKED)


def test_another_inspector_may_still_decide_on_the_way(place):
    passer = inspector_of("990102")
    problem = place.rectified(found_by=place.inspector)

    problems.close(problem, actor=passer, at=LOOKED)

    assert problem.state == "closed"


def test_the_list_of_the_named_one_begins_with_it_and_colleagues_see_it_apart(client, place):
    other = inspector_of("990102")
    mine, theirs = place.rectified(item="A", found_by=place.inspector), place.rectified(item="B", found_by=other)
    nobodys = place.rectified(item="C", found_by=None)
    Problem.objects.filter(pk=nobodys.pk).update(rechecker=None)
    client.force_login(place.inspector)

    page = client.get(reverse("evaluation:field-rechecks"))

    assert [row.pk for row in page.context["problems"]] == [mine.pk, nobodys.pk]
    assert [row.pk for row in page.context["others"]] == [theirs.pk]
    text = page.content.decode()
    assert ("指定你复查" in text, f"已指定{other.masked_name}复查" in text) == (True, True)


def test_the_office_chooses_on_the_page_of_the_problem(client, place):
    other, insider = inspector_of("990102"), inspector_of("990102", organisation=place.organisation)
    problem = place.rectified(found_by=place.inspector)
    client.force_login(place.office)
    url = reverse("evaluation:problem-name-rechecker", args=[problem.pk])

    offered = {person.pk for person in client.get(url).context["form"].fields["rechecker"].queryset}
    client.post(url, {"rechecker": other.pk})

    assert offered == {place.inspector.pk, other.pk}
    assert Problem.objects.get(pk=problem.pk).rechecker == other
    assert other.masked_name in client.get(problem.get_absolute_url()).content.decode()
    assert client.post(url, {"rechecker": insider.pk}).status_code == 422
