"""Progress reports of the first district: one that is open and asks for time, one that was filed with a file."""

from typing import Any

from campaigns.models import ReportExtension
from tests.factories.reports import FILED, ProgressReportFactory, ReportTemplateFactory, ReportVersionFactory


def reports_of(office: Any, *, file: Any, secret: str) -> dict[str, Any]:
    """Reports of an organisation, and two templates of its district."""
    told = {"region": office.region, "creation_type": "unit", "filed_by": ["organisation"]}
    figures = [{"metric": "reports.due"}]
    own = ReportTemplateFactory(code="own.month", name=f"{secret}模板", figures=figures, **told)
    draft = ReportTemplateFactory(code="own.month", version="2026.1", state="draft", name=f"{secret}草稿", **told)
    place = {"template": own, "region": office.region, "organisation": office, "level": "organisation"}
    filed = ProgressReportFactory(state="submitted", first_submitted_at=FILED, submitted_at=FILED, **place)
    evidence = {"records": [{"attachment": file.pk, "name": file.name}]}
    ReportVersionFactory(report=filed, texts={"matter": secret}, evidence=evidence)
    open_ = ProgressReportFactory(period="2026-11", **place)
    ReportExtension.objects.create(report=open_, until="2099-01-01", reason=secret, asked_at=FILED)
    things = {"own_template": own, "draft_template": draft, "filed_report": filed, "open_report": open_}
    return things | {"progress_report": open_}
