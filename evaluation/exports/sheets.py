"""A party's own sheet of a month as an official Word document (GB/T 9704). Official texts are Chinese."""

from typing import Any

from django.utils.translation import override

from foundation.documents.official import OfficialDocument
from foundation.organisations.models import Organisation
from foundation.periods import local, local_day

from ..engine.sheets import Sheet

OFFICE_KIND = "civilisation_office"
NAMES = {"field": "实地测评", "rectification": "问题整改", "reporting": "信息报送", "satisfaction": "群众满意度"}


def sheet_document(sheet: Sheet) -> OfficialDocument:
    """The sheet as it is sent to its party."""
    assessment = sheet.result.assessment
    issuer = _issuer(assessment.region)
    on = local_day(assessment.published_at or assessment.scored_at)
    month = f"{assessment.month.year}年{assessment.month.month}月"
    document = OfficialDocument(title=f"{sheet.party.name}\n{month}文明创建测评得分单", issuer=issuer, on=on)
    document.addressee(sheet.party.name)
    document.text(_opening(sheet, month))
    with override("zh-hans"):
        _parts(document, sheet)
    if assessment.reason:
        document.text(f"本版为第{assessment.version}版，更正原因：{assessment.reason}")
    document.signature(issuer, on)
    return document


def _parts(document: OfficialDocument, sheet: Sheet) -> None:
    document.heading(1, "一、得分构成")
    rows = [
        (NAMES[row["name"]], _number(row["value"]), _plain(row["weight"]), _number(row["lost"]))
        for row in sheet.components
    ]
    document.table(("项目", "得分", "权重", "失分"), rows)
    if sheet.sites:
        document.heading(1, "二、失分较多的点位")
        document.table(
            ("点位", "类型", "得分", "失分"),
            [(row["site"].name, str(row["type"]), _number(row["score"]), _number(row["lost"])) for row in sheet.sites],
        )
    if sheet.late:
        document.heading(1, f"{'三' if sheet.sites else '二'}、未按期销号的问题")
        document.table(
            ("问题", "点位", "整改期限"),
            [(row.problem.number, row.problem.site.name, f"{local(row.due_at):%Y-%m-%d %H:%M}") for row in sheet.late],
        )
    if sheet.unfiled:
        document.heading(1, f"{_ordinal(sheet.sites, sheet.late)}、未按时报送的进展报告")
        document.table(("填报单位", "报告", "报送期限", "首次报送"), [_report(row) for row in sheet.unfiled])
    counted = [row for row in sheet.adjustments if row["counts"]]
    if counted:
        document.heading(1, f"{_ordinal(sheet.sites, sheet.late, sheet.unfiled)}、加减分")
        document.table(("分值", "事由"), [(_signed(row), _reason(row)) for row in counted])


def _ordinal(*before: Any) -> str:
    """The number of a section after that of the components and those of what came before."""
    return "一二三四五"[1 + sum(bool(part) for part in before)]


def _report(row: Any) -> tuple[str, str, str, str]:
    name = f"{row.report.span.label('zh-hans')}{row.report.template.name}"
    return row.report.party.name, name, f"{row.due_on}", f"{row.filed_on}" if row.filed_on else "未报送"


def _opening(sheet: Sheet, month: str) -> str:
    result = sheet.result
    if result.final is None:
        return f"{month}没有计分的检查，本月无得分。"
    rank = f"，在同组{result.group_size}个对象中排名第{result.rank}" if result.rank else "，本月不参加排名"
    return f"{month}最终得分{result.final}分{rank}。计分检查{result.checks}次，涉及点位{result.sites}个。"


def _issuer(region: Any) -> str:
    office = Organisation.objects.open().filter(kind=OFFICE_KIND, region=region).order_by("pk").first()
    return office.name if office else f"{region.name}精神文明建设指导委员会办公室"


def _number(value: Any) -> str:
    return "—" if value is None else f"{value:.2f}"


def _plain(value: Any) -> str:
    return f"{value.normalize():f}"


def _signed(row: dict[str, Any]) -> str:
    return f"{'+' if row['kind'] == 'bonus' else '−'}{_plain(row['points'])}"


def _reason(row: dict[str, Any]) -> str:
    return "问题逾期未整改，按规定扣分" if row["is_lapse"] else row["reason"]
