"""Report templates: shipped, copied, written, published, retired; what is asked twice is pointed out."""

import datetime as dt

import pytest
from django.conf import settings

from campaigns.actions import report_templates
from campaigns.models import ReportTemplate
from campaigns.queries.repeated_questions import repeated_in
from foundation.audit.models import AuditEntry
from foundation.errors import BadInput, DomainError, NotAllowed, TransitionNotAllowed
from foundation.metrics.models import Metric
from foundation.periods import ZONE
from portal.shipped import metrics
from portal.shipped import report_templates as shipped
from tests.factories import RegionFactory, admin_of, leader_of
from tests.factories.reports import HOUSEHOLDS, MATTER, ReportTemplateFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 3, 12, tzinfo=ZONE)


@pytest.fixture
def office():
    return admin_of("990102")


@pytest.fixture
def draft(office):
    return report_templates.copy(ReportTemplateFactory(), region=RegionFactory(code="990102"), actor=office, at=NOON)


def test_the_ten_shipped_templates_are_installed_once():
    folder = settings.BASE_DIR / "catalogue"
    metrics.install(folder, NOON)

    assert shipped.install(folder, NOON) == ("report templates: 10 published, 0 unchanged", True)
    assert shipped.install(folder, NOON) == ("report templates: 0 published, 10 unchanged", False)
    assert ReportTemplate.objects.published().count() == 10


def test_no_shipped_template_asks_what_another_asks():
    folder = settings.BASE_DIR / "catalogue"
    metrics.install(folder, NOON)
    shipped.install(folder, NOON)

    assert [one for row in ReportTemplate.objects.all() for one in repeated_in(row)] == []


def test_an_office_copies_changes_and_publishes_a_version_of_its_own(office, draft):
    assert (draft.version, draft.state) == ("2026.1", "draft")
    told = {"name": "本区村镇月报", "texts": [MATTER | {"max_length": 300}], "due_working_days": 5}
    report_templates.write(draft, **told, actor=office, at=NOON)
    report_templates.publish(draft, actor=office, at=NOON)

    assert [row.version for row in ReportTemplate.objects.in_force("990102")] == ["2026.1"]
    assert [row.version for row in ReportTemplate.objects.in_force("990103")] == ["2026"]


def test_publishing_the_next_version_retires_the_one_before(office, draft):
    report_templates.publish(draft, actor=office, at=NOON)
    second = report_templates.copy(draft, region=draft.region, actor=office, at=NOON)
    report_templates.publish(second, actor=office, at=NOON)

    states = dict(ReportTemplate.objects.filter(region="990102").values_list("version", "state"))
    assert states == {"2026.1": "retired", "2026.2": "published"}


def test_a_published_version_never_changes(office, draft):
    report_templates.publish(draft, actor=office, at=NOON)

    with pytest.raises(report_templates.TemplateSettled):
        report_templates.write(draft, name="别名", actor=office, at=NOON)
    with pytest.raises(TransitionNotAllowed):
        report_templates.publish(draft, actor=office, at=NOON)


def test_retiring_ones_own_puts_the_shared_one_in_force_again(office, draft):
    report_templates.publish(draft, actor=office, at=NOON)
    report_templates.retire(draft, actor=office, at=NOON)

    assert [row.version for row in ReportTemplate.objects.in_force("990102")] == ["2026"]


@pytest.mark.parametrize(
    "told",
    [
        {"figures": [{"metric": "no.such"}]},
        {"figures": [{"typed": HOUSEHOLDS}, {"typed": HOUSEHOLDS}]},
        {"texts": [MATTER | {"max_length": 900}]},
        {"figures": [{"typed": {"code": "Not Good", "name": "x"}}]},
    ],
    ids=["unknown figure", "asked twice", "too long", "bad code"],
)
def test_a_template_that_cannot_be_asked_is_refused(office, draft, told):
    with pytest.raises(BadInput):
        report_templates.write(draft, **told, actor=office, at=NOON)


def test_an_empty_template_is_not_published(office, draft):
    report_templates.write(draft, figures=[], texts=[], evidence=[], actor=office, at=NOON)

    with pytest.raises(DomainError):
        report_templates.publish(draft, actor=office, at=NOON)


def test_what_all_share_and_what_others_wrote_is_not_ones_own(office, draft):
    shared = ReportTemplateFactory(code="city.month", creation_type="city")
    for person, row in [(office, shared), (admin_of("990103"), draft), (leader_of("990102"), draft)]:
        with pytest.raises(NotAllowed):
            report_templates.write(row, name="x", actor=person, at=NOON)
        with pytest.raises(NotAllowed):
            report_templates.retire(row, actor=person, at=NOON)
    assert not AuditEntry.objects.filter(verb__in=["template.edit", "template.retire"]).exists()


def test_the_same_and_nearly_the_same_question_of_another_template_is_pointed_out(draft):
    Metric.objects.create(name="contests.held", title="评比次数", measure="count", counted="during")
    ReportTemplateFactory(
        code="village_town.quarter",
        period="month",
        name="另一份",
        figures=[{"typed": HOUSEHOLDS | {"code": "other"}}, {"metric": "contests.held"}],
        evidence=[],
        texts=[MATTER | {"code": "matter2", "question": "本月村民最关心的一件事情"}],
    )
    draft.figures = [*draft.figures, {"metric": "contests.held"}]

    found = [(one.part, one.text, one.other_text, one.is_same) for one in repeated_in(draft)]

    assert found == [
        ("figures", "常住户数", "常住户数", True),
        ("texts", "本月村民最关心的一件事", "本月村民最关心的一件事情", False),
        ("metrics", "评比次数", "评比次数", True),
    ]


def test_templates_that_nobody_has_to_fill_in_both_repeat_nothing(draft):
    ReportTemplateFactory(code="unit.month", creation_type="unit", filed_by=["organisation"])

    assert repeated_in(draft) == []
