"""A quarter as an official Word document (GB/T 9704): its ranking group by group. Official texts are Chinese."""

from typing import Any

from django.utils.translation import override

from foundation.documents.official import OfficialDocument
from foundation.organisations.models import Organisation
from foundation.periods import local_day

from ..models import Evaluation

OFFICE_KIND = "civilisation_office"
HEADER = ("名次", "考评对象", "得分", "等次", "月度均分", "满意度", "材料", "加分", "减分")
WIDTHS = (5, 14, 7, 7, 8, 7, 7, 6, 6)
NUMERALS = "一二三四五六七八九十"


def issuer_of(evaluation: Evaluation) -> str:
    """The office that evaluates, by its own name where it is known."""
    office = Organisation.objects.open().filter(kind=OFFICE_KIND, region=evaluation.district_id).order_by("pk").first()
    return office.name if office else f"{evaluation.district.name}精神文明建设指导委员会办公室"


def quarter_document(evaluation: Evaluation, groups: list[Any]) -> OfficialDocument:
    """The result of a quarter as it is sent out; before publication its title says what it is."""
    issuer, label = issuer_of(evaluation), evaluation.period.label("zh-hans")
    is_final = evaluation.published_at is not None
    kind = "考评结果的通报" if is_final else "考评结果公示"
    on = local_day(evaluation.published_at or evaluation.opened_at or evaluation.prepared_at)
    document = OfficialDocument(
        title=f"关于{evaluation.district.name}{label}文明创建\n{kind}",
        issuer=issuer,
        number="" if is_final else "（公示稿）",
        on=on,
    )
    document.addressee("各镇街，区直各有关单位")
    document.text(_opening(evaluation, label))
    with override("zh-hans"):
        for number, group in enumerate(groups):
            document.heading(1, f"{_numeral(number)}、{group.label}")
            document.table(HEADER, [_row(line) for line in group.lines], WIDTHS)
    if evaluation.reason:
        document.text(f"本版为第{evaluation.version}版，更正原因：{evaluation.reason}")
    document.signature(issuer, on)
    document.imprint(copies="", issuer=issuer, on=on)
    return document


def _opening(evaluation: Evaluation, label: str) -> str:
    scheme = evaluation.scheme
    weights = "、".join(
        f"{name}占{value.normalize():f}%"
        for name, value in (
            ("月度测评均分", scheme.months_weight),
            ("群众满意度", scheme.satisfaction_weight),
            ("材料审核", scheme.material_weight),
        )
    )
    text = f"根据考评办法，{label}考评由{weights}，加减分后按同组得分排名。现将结果"
    if evaluation.published_at is None and evaluation.appeal_until is not None:
        until = local_day(evaluation.appeal_until)
        return (
            f"{text}公示如下，公示期至{until.year}年{until.month}月{until.day}日。"
            "有异议的，可在公示期内通过平台提出申诉。"
        )
    return f"{text}通报如下。"


def _row(line: Any) -> tuple[Any, ...]:
    row = line.result
    parts = (row.months, row.satisfaction, row.material)
    return (
        row.rank,
        line.party.name,
        row.final,
        f"{row.get_grade_display()}（一票否决）" if row.veto else row.get_grade_display() or None,
        *(None if value is None else f"{value:.2f}" for value in parts),
        f"{row.bonus:.2f}" if row.bonus else None,
        f"{row.deduction:.2f}" if row.deduction else None,
    )


def _numeral(number: int) -> str:
    """一 to 十, then 十一 and so on."""
    if number < len(NUMERALS):
        return NUMERALS[number]
    tens, ones = divmod(number + 1, 10)
    return f"{NUMERALS[tens - 1] if tens > 1 else ''}十{NUMERALS[ones - 1] if ones else ''}"
