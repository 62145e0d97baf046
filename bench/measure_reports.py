"""Progress reports of 100,000 parties in fifty districts: opened, opened again, and everybody reminded."""

import datetime as dt

from campaigns.actions import report_templates, report_timetable
from campaigns.models import ProgressReport, ReportTemplate
from foundation.notifications.models import Notification
from foundation.periods import ZONE

from . import data
from .figures import Figure, seconds

DISTRICTS, PARTIES = 50, 2000
OPENS, REMINDS = dt.date(2026, 10, 21), dt.date(2026, 11, 2)
FILL = """
    INSERT INTO organisations_region (code, name, level, kind, parent_id, pinyin, initials)
        VALUES ('99', 'P', 1, '', NULL, '', ''), ('9902', 'C', 2, '', '99', '', '') ON CONFLICT DO NOTHING;
    INSERT INTO organisations_region (code, name, level, kind, parent_id, pinyin, initials)
        SELECT '9902' || to_char(n, 'FM00'), 'D' || n, 3, '', '9902', '', ''
        FROM generate_series(1, %(districts)s) n;
    INSERT INTO organisations_organisation (code, name, region_id, kind, pinyin, initials)
        SELECT 'R' || d.code || '-' || n, 'O' || n, d.code, 'company', '', ''
        FROM organisations_region d, generate_series(1, %(parties)s) n WHERE d.parent_id = '9902';
    INSERT INTO accounts_user (password, is_superuser, username, is_staff, is_active, date_joined, name,
        locked_phone, locked_email, large_type) SELECT '', false, code, false, true, now(), 'B', '', '', false
        FROM organisations_organisation WHERE region_id LIKE '9902__';
    INSERT INTO accounts_grant (user_id, role, organisation_id, starts_on)
        SELECT u.id, 'official', o.id, '2020-01-01' FROM organisations_organisation o
        JOIN accounts_user u ON u.username = o.code WHERE o.region_id LIKE '9902__';
    INSERT INTO campaigns_cycle (region_id, name, name_en, starts_on, ends_on, state)
        SELECT code, 'cycle', '', '2026-01-01', '2028-12-31', 'open'
        FROM organisations_region WHERE parent_id = '9902';
    INSERT INTO campaigns_subject (cycle_id, district_id, region_id, organisation_id, creation_type, level, code, name,
        profile, sealed, consent_kind, state, enrolled_on, reason, gaps)
        SELECT c.id, o.region_id, o.region_id, o.id, 'unit', 'organisation', o.code, o.name, '{}', '', '', 'enrolled',
            '2026-01-01', '', 0
        FROM organisations_organisation o JOIN campaigns_cycle c ON c.region_id = o.region_id;
    INSERT INTO campaigns_participation (subject_id, region_id, organisation_id, level, joined_on)
        SELECT s.id, s.region_id, s.organisation_id, s.level, s.enrolled_on FROM campaigns_subject s
        WHERE s.organisation_id IS NOT NULL;
    ANALYZE
"""
TEXT = {"code": "matter", "question": "本月改进服务的一件实事", "max_length": 500, "required": True}


def measure(scale: int) -> list[Figure]:
    """Every district for itself, as the timetable does it, one after the other."""
    data.run(FILL, districts=DISTRICTS, parties=PARTIES)
    template = ReportTemplate(
        code="unit.month", version="bench", creation_type="unit", period="month", name="bench",
        filed_by=["organisation"], due_working_days=3, texts=[TEXT],
    )  # fmt: skip
    template.save()
    report_templates.publish(template, actor=None, at=_at(OPENS))
    opening = seconds(lambda: _all(OPENS))
    again = seconds(lambda: _all(OPENS))
    reminding = seconds(lambda: _all(REMINDS))
    reports, told = ProgressReport.objects.count(), Notification.objects.filter(kind="report.near").count()
    if (reports, told) != (DISTRICTS * PARTIES, DISTRICTS * PARTIES):
        raise AssertionError(f"{reports} reports were opened and {told} people told")
    return [
        Figure("100,000 progress reports opened and everybody reminded", opening + reminding, "s", 30),
        Figure("100,000 progress reports opened a second time, nothing to do", again, "s", 10),
    ]


def _all(on: dt.date) -> None:
    for number in range(1, DISTRICTS + 1):
        report_timetable.open_and_remind(f"9902{number:02}", on=on, actor=None, at=_at(on))


def _at(on: dt.date) -> dt.datetime:
    return dt.datetime.combine(on, dt.time(7, 30), tzinfo=ZONE)
