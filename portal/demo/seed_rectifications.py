"""Puts the lives of problems on record: notices, lapses, interviews, answers, re-checks, and the trail of it."""

import datetime as dt
from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Any

from evaluation.models import Interview, Lapse, Notice, NoticeSerial, Recheck, Rectification
from evaluation.queries.policies import policies_of
from foundation.accounts.models import User
from foundation.calendars.queries import work_calendar
from foundation.organisations.models import Organisation
from foundation.periods import add_working_minutes, local_day

from .seed_lives import Answer, Clock, Life, promptness
from .seed_tables import run

DONE = (
    "已组织保洁人员清理完毕，并安排专人巡查。",
    "已现场整改，更换损坏设施。",
    "已约谈经营户，占道物品当场清走。",
    "已重新张贴，破损处补齐。",
    "已协调物业整改，台账已更新。",
    "已完成修复，请予复查。",
    "设施已补齐，后续每周检查一次。",
)
BACK = ("现场仍有零星垃圾，请再清理。", "只清理了一半，里侧未动。", "标识仍有破损。", "照片角度不全，现场未见整改。")
HELD = "就两次逾期未整改问题约谈分管负责人，明确整改责任人和完成时限，单位表态限期办结。"
TRAIL = """
INSERT INTO audit_auditentry (at, actor_id, verb, subject_type, subject_id, region_code, before, after)
SELECT at, actor, verb, kind, subject, region, NULL, told FROM (
    SELECT n.issued_at AS at, n.issued_by_id AS actor, 'notice.issue' AS verb, 'evaluation.notice' AS kind,
        n.id::text AS subject, n.region_id AS region,
        jsonb_build_object('kind', n.kind, 'number', '〔' || n.year || '〕' || n.serial || '号',
            'problem', n.problem_id, 'due_at', n.due_at) AS told
    FROM evaluation_notice n WHERE n.district_id = %(district)s
    UNION ALL SELECT n.received_at, n.received_by_id, 'notice.sign', 'evaluation.notice', n.id::text, n.region_id,
        jsonb_build_object('number', '〔' || n.year || '〕' || n.serial || '号')
    FROM evaluation_notice n WHERE n.district_id = %(district)s AND n.received_at IS NOT NULL
    UNION ALL SELECT p.assigned_at, n.issued_by_id, 'problem.assign', 'evaluation.problem', p.id::text, p.region_id,
        jsonb_build_object('state', 'assigned', 'organisation', p.organisation_id, 'due_at', n.due_at)
    FROM evaluation_problem p JOIN evaluation_notice n ON n.problem_id = p.id AND n.kind = 'assignment'
    WHERE p.district_id = %(district)s
    UNION ALL SELECT l.recorded_at, NULL, 'problem.lapse', 'evaluation.problem', l.problem_id::text, l.region_id,
        jsonb_build_object('lapses', l.number, 'points', l.points::text)
    FROM evaluation_lapse l WHERE l.district_id = %(district)s
    UNION ALL SELECT r.filed_at, r.filed_by_id, 'problem.rectify', 'evaluation.problem', p.id::text, p.region_id,
        jsonb_build_object('state', 'rectified', 'round', r.round, 'late', r.late)
    FROM evaluation_rectification r JOIN evaluation_problem p ON p.id = r.problem_id WHERE p.district_id = %(district)s
    UNION ALL SELECT c.checked_at, c.checked_by_id, CASE WHEN c.passed THEN 'problem.close' ELSE 'problem.return' END,
        'evaluation.problem', p.id::text, p.region_id,
        jsonb_build_object('state', CASE WHEN c.passed THEN 'closed' ELSE 'returned' END, 'reason', c.note)
    FROM evaluation_recheck c JOIN evaluation_problem p ON p.id = c.problem_id WHERE p.district_id = %(district)s
) happened ORDER BY at, kind, subject
"""


class Lives:
    """Lets the problems of a district live, and then writes down what happened."""

    def __init__(self, district: str, *, last: dt.datetime, office: Any, seed: int) -> None:
        self.policies, self.calendar = policies_of(district), work_calendar()
        self.district, self.last, self.office, self.seed = district, last, office, seed

    def of(self, problem: Any) -> Life:
        """What becomes of a problem; its columns are set to how it stands in the end."""
        rng = Random(f"{self.seed} {problem.site_id} {problem.item} {problem.found_at} life")
        clock = Clock(self.policies[problem.severity], self.calendar, self.last, rng)
        life = clock.live(problem.found_at, promptness(problem.organisation_id, self.seed))
        for name, value in life.columns.items():
            setattr(problem, name, value)
        if life.answers:
            problem.rectified_by_id = self.official(problem.organisation_id)
        return life

    @cache  # noqa: B019 (one object for each district, as long as the seeding)
    def official(self, organisation: int) -> int:
        """Who answers for an organisation; its parent's official, or else the office, where it has none."""
        row: Organisation | None = Organisation.objects.get(pk=organisation)
        while row is not None:
            found = User.objects.officials_of(row, on=local_day(self.last)).first()
            if found is not None:
                return found.pk
            row = row.parent
        return self.office.pk

    def write(self, lived: Sequence[tuple[Any, Life]]) -> list[tuple[Any, Answer, Rectification]]:
        """Notices, lapses, interviews, answers and re-checks of problems that are on record; the answers."""
        self._notices(lived)
        self._lapses(lived)
        answers = self._answers(lived)
        run(TRAIL, district=self.district)
        return answers

    def _notices(self, lived: Sequence[tuple[Any, Life]]) -> None:
        sent = sorted(
            ((one, problem) for problem, life in lived for one in life.notices),
            key=lambda pair: (pair[0].at, pair[1].pk, pair[0].kind),
        )
        serials: dict[tuple[str, int], int] = {}
        rows = []
        for one, problem in sent:
            key = one.kind, local_day(one.at).year
            serials[key] = serials.get(key, 0) + 1
            rows.append(self._notice(one, problem, key[1], serials[key]))
        Notice.objects.bulk_create(rows, batch_size=1000)
        NoticeSerial.objects.bulk_create(
            NoticeSerial(district_id=self.district, kind=kind, year=year, last=last)
            for (kind, year), last in sorted(serials.items())
        )

    def _notice(self, one: Any, problem: Any, year: int, serial: int) -> Notice:
        rng = Random(f"{self.seed} {problem.site_id} {problem.item} {one.kind} {one.at} receipt")
        received_at = add_working_minutes(one.at, rng.randint(15, 260), self.calendar).at
        is_received = received_at <= self.last and rng.random() < 0.994
        is_automatic = one.kind != "assignment" or self.policies[problem.severity].is_automatic
        return Notice(
            district_id=self.district,
            region_id=problem.region_id,
            kind=one.kind,
            year=year,
            serial=serial,
            problem=problem,
            organisation_id=problem.organisation_id,
            issued_at=one.at,
            issued_by_id=None if is_automatic else self.office.pk,
            due_at=one.due_at,
            lapse=one.lapse,
            received_at=received_at if is_received else None,
            received_by_id=self.official(problem.organisation_id) if is_received else None,
        )

    def _lapses(self, lived: Sequence[tuple[Any, Life]]) -> None:
        rows = [
            Lapse(
                problem=problem,
                district_id=self.district,
                region_id=problem.region_id,
                organisation_id=problem.organisation_id,
                number=number,
                in_a_row=number,
                due_at=due_at,
                recorded_at=at,
                points=self.policies[problem.severity].deduct_per_lapse,
            )
            for problem, life in lived
            for number, due_at, at in life.lapses
        ]
        rows.sort(key=lambda lapse: (lapse.recorded_at, lapse.problem_id))
        Lapse.objects.bulk_create(rows, batch_size=1000)
        Interview.objects.bulk_create(self._interview(lapse) for lapse in rows if lapse.in_a_row == 2)

    def _interview(self, lapse: Lapse) -> Interview:
        row = Interview(
            lapse=lapse,
            problem_id=lapse.problem_id,
            district_id=self.district,
            region_id=lapse.region_id,
            organisation_id=lapse.organisation_id,
            asked_at=lapse.recorded_at,
        )
        held_at = lapse.recorded_at + dt.timedelta(days=3)
        if held_at <= self.last:
            row.held_on, row.by, row.record, row.recorded_at = local_day(held_at), self.office, HELD, held_at
            row.present = "单位分管负责人、联络员"
        return row

    def _answers(self, lived: Sequence[tuple[Any, Life]]) -> list[tuple[Any, Answer, Rectification]]:
        given = []
        for problem, life in lived:
            for number, answer in enumerate(life.answers, 1):
                rng = Random(f"{self.seed} {problem.site_id} {problem.item} {number} answer")
                row = Rectification(
                    problem=problem,
                    organisation_id=problem.organisation_id,
                    round=number,
                    text=rng.choice(DONE),
                    filed_by_id=self.official(problem.organisation_id),
                    filed_at=answer.filed_at,
                    late=answer.filed_at > answer.due_at,
                )
                given.append((problem, answer, row, rng.choice(BACK)))
        given.sort(key=lambda one: (one[1].filed_at, one[0].pk))
        Rectification.objects.bulk_create([one[2] for one in given], batch_size=1000)
        Recheck.objects.bulk_create(
            [
                Recheck(
                    problem=problem,
                    rectification=row,
                    passed=answer.passed,
                    note="" if answer.passed else back,
                    checked_by_id=None if answer.by_portal else problem.found_by_id,
                    checked_at=answer.looked_at,
                )
                for problem, answer, row, back in given
                if answer.looked_at is not None
            ],
            batch_size=1000,
        )
        return [(problem, answer, row) for problem, answer, row, _back in given]
