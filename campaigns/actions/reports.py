"""Progress reports: save a draft, submit, return, accept."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.attachments import actions as attachments
from foundation.audit.trail import record
from foundation.errors import BadInput, StaleState, TransitionNotAllowed
from foundation.transitions import move

from ..choices import OPEN_REPORTS, ReportState
from ..kinds.answers import Answers, AnswersWrong, cleaned, kept, seconds_between
from ..models import ProgressReport, ReportVerdict, ReportVersion
from ..permissions import can_file_report, can_review_report
from ..queries.report_answers import answers_of
from ..queries.report_evidence import offered_files
from ..queries.report_figures import Asked, asked_of, filed_figures
from ..transitions import REPORT
from .report_messages import tell_filers

LONGEST_PAUSE = 300
LONGEST_REASON = 500


@transaction.atomic
def save_draft(
    report: ProgressReport, answers: Answers, *, actor: Any, at: dt.datetime, seen: int | None = None
) -> int:
    """Keep what was typed (保存草稿); ``seen`` is the draft that was on the screen. The number of the new draft."""
    can_file_report(actor, report).enforce()
    row = ProgressReport.objects.select_for_update().get(pk=report.pk)
    if row.state not in OPEN_REPORTS:
        raise TransitionNotAllowed(_("This report is filed; what it says stays until it is returned."))
    number = int(row.draft.get("number", 0))
    if seen is not None and seen != number:
        raise StaleState(_("Somebody else has kept a newer draft of this report. Reload to go on with it."))
    spent = int(row.draft.get("seconds", 0)) + seconds_between(row.drafted_at, at, LONGEST_PAUSE)
    draft = kept(answers).plain() | {"number": number + 1, "seconds": spent}
    draft["evidence"] = _own_files(draft["evidence"], row, actor)
    changes: dict[str, Any] = {"draft": draft, "drafted_at": at}
    if row.state == ReportState.DUE:
        changes["state"] = ReportState.DRAFT
    ProgressReport.objects.filter(pk=row.pk).update(**changes)
    for name, value in changes.items():
        setattr(report, name, value)
    record("report.draft", report, actor=actor, at=at, after={"draft": number + 1})
    return number + 1


@transaction.atomic
def attach(
    report: ProgressReport, answers: Answers, *, code: str, file: Any, actor: Any, at: dt.datetime, seen: int | None
) -> int:
    """Keep a file as evidence in the draft, with everything else that was typed (上传佐证)."""
    can_file_report(actor, report).enforce()
    if code not in {row.get("code") for row in report.template.evidence if "file" in row.get("accepts", [])}:
        raise BadInput(_("No file is asked for here."))
    stored = attachments.store(file, actor=actor, at=at)
    answers.evidence.setdefault(code, []).append({"attachment": stored.pk, "name": stored.name})
    number = save_draft(report, answers, actor=actor, at=at, seen=seen)
    record("report.attach", report, actor=actor, at=at, after={"file": stored.name, "code": code})
    return number


@transaction.atomic
def submit(report: ProgressReport, answers: Answers, *, actor: Any, at: dt.datetime) -> ReportVersion:
    """File a report (报送): figures of the portal as of now, the rest as it was typed; all that is wrong is named."""
    can_file_report(actor, report).enforce()
    row = ProgressReport.objects.select_for_update().get(pk=report.pk)
    _may_be_filed(row)
    report.state = row.state  # a draft may have been kept since it was read
    answers.evidence = _own_files(answers.evidence, row, actor)
    asked = asked_of(report.template, report.span, [report], at=at)
    version = _version(report, asked, answers, actor=actor, at=at, spent=_spent(row, at))
    version.save()
    move(report, REPORT, to=ReportState.SUBMITTED, is_disputed=disputed(version), **filed(row, at))
    after = {"version": version.number, "disputed": [one["code"] for one in version.figures if "claimed" in one]}
    record("report.submit", report, actor=actor, at=at, before={"state": row.state}, after=after)
    return version


def _may_be_filed(row: ProgressReport) -> None:
    if not REPORT.allows(row.state, ReportState.SUBMITTED):
        state = row.get_state_display()
        raise TransitionNotAllowed(_("This is not possible while the report is “{state}”.").format(state=state))


def _version(
    report: ProgressReport, asked: Asked, answers: Answers, *, actor: Any, at: dt.datetime, spent: int
) -> ReportVersion:
    """The next version of a report, not saved; AnswersWrong when something does not fit."""
    questions, fields = asked.of_level(report.level), asked.fields(report.level)
    done = cleaned(answers, questions, fields, computed=asked.computed.intersection(questions.metrics))
    last = report.versions.order_by("-number").values_list("number", flat=True).first() or 0
    return ReportVersion(
        report=report,
        number=last + 1,
        figures=filed_figures(asked, report, done),
        texts=done.texts,
        evidence=done.evidence,
        filed_by=actor,
        filed_at=at,
        seconds_spent=spent,
    )


def _spent(row: ProgressReport, at: dt.datetime) -> int:
    return int(row.draft.get("seconds", 0)) + seconds_between(row.drafted_at, at, LONGEST_PAUSE)


def disputed(version: ReportVersion) -> bool:
    """Whether some figure of the portal is disputed in it."""
    return any("claimed" in row for row in version.figures)


def filed(row: ProgressReport, at: dt.datetime) -> dict[str, Any]:
    """What filing changes; the first filing keeps its moment."""
    return {"first_submitted_at": row.first_submitted_at or at, "submitted_at": at, "draft": {}, "drafted_at": None}


def _own_files(evidence: dict[str, Any], report: ProgressReport, actor: Any) -> dict[str, Any]:
    """Files must be the report's own, or handed in by whoever files: nobody shows what is not his to show."""
    named = [row.get("attachment") for rows in evidence.values() for row in rows if row.get("attachment")]
    if not named:
        return evidence
    found = offered_files(report, named, actor)
    if set(named) - set(found):
        raise AnswersWrong({("evidence", code): _("There is no such file of yours.") for code in evidence})
    return {
        code: [row | {"name": found[row["attachment"]]} if row.get("attachment") else row for row in rows]
        for code, rows in evidence.items()
    }


@transaction.atomic
def return_(report: ProgressReport, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """Send a report back with the reason (退回修改); what was filed becomes the draft, its first filing time stays."""
    version = _looked_at(report, actor)
    reason = _remark(reason, needed=True)
    draft = answers_of(version).plain() | {"number": 1, "seconds": 0}
    decided = {"decided_at": at, "decided_by": actor, "reason": reason}
    before = move(report, REPORT, to=ReportState.RETURNED, draft=draft, **decided)
    _verdict(report, version, ReportState.RETURNED, reason, actor=actor, at=at)
    after = {"state": report.state, "reason": reason, "version": version.number}
    record("report.return", report, actor=actor, at=at, before={"state": before}, after=after)
    tell_filers(report, "report.returned", at=at, reason=reason)


@transaction.atomic
def accept(report: ProgressReport, *, actor: Any, at: dt.datetime, remark: str = "") -> None:
    """Take a report as it is (采纳), with a remark if there is one to make."""
    version = _looked_at(report, actor)
    remark = _remark(remark, needed=False)
    decided = {"decided_at": at, "decided_by": actor, "reason": remark}
    before = move(report, REPORT, to=ReportState.ACCEPTED, **decided)
    _verdict(report, version, ReportState.ACCEPTED, remark, actor=actor, at=at)
    after = {"state": report.state, "version": version.number}
    record("report.approve", report, actor=actor, at=at, before={"state": before}, after=after)


def _looked_at(report: ProgressReport, actor: Any) -> ReportVersion:
    """The version that is decided about."""
    version = report.versions.order_by("-number").first()
    can_review_report(actor, report, filed_by=version.filed_by_id if version else None).enforce()
    if report.state != ReportState.SUBMITTED or version is None:
        state = report.get_state_display()
        raise TransitionNotAllowed(_("This is not possible while the report is “{state}”.").format(state=state))
    return version


def _verdict(
    report: ProgressReport, version: ReportVersion, verdict: str, reason: str, *, actor: Any, at: dt.datetime
) -> None:
    told = {"number": version.number, "verdict": verdict, "reason": reason}
    ReportVerdict.objects.create(report=report, decided_by=actor, decided_at=at, **told)


def _remark(text: str, *, needed: bool) -> str:
    text = text.strip()
    if (needed and not text) or len(text) > LONGEST_REASON or "\0" in text:
        raise BadInput(_("Give a reason of 1 to 500 characters."))
    return text
