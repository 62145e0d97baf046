"""Taking an item out of a check: the check's score without it, and the running sum of its site's month."""

from django.db.models import F

from ..models import Check, CheckItem, Indicator, SiteMonth
from ..scoring.answers import NOT_APPLICABLE, Answer
from ..scoring.checks import CheckScore, score_check
from ..scoring.items import judge_all
from ..scoring.options import parse_options
from ..scoring.rules import ItemRule


def without(check: Check, item: CheckItem) -> None:
    """Void one item of a locked check, judge the others anew, and move score and running sum by what that changes."""
    CheckItem.objects.filter(pk=item.pk).update(voided=True)
    item.voided = True
    items = list(check.items.select_related("indicator").order_by("pk"))
    rules = {row.pk: _rule(row.indicator, bundles) for bundles in [_bundles(check)] for row in items}
    judged = judge_all((rules[row.pk], NOT_APPLICABLE if row.voided else _answer(row), row.failed) for row in items)
    for row, one in zip(items, judged, strict=True):
        if not row.voided and one.earned != row.earned:
            CheckItem.objects.filter(pk=row.pk).update(earned=one.earned)
    _settle(check, score_check(judged))


def _settle(check: Check, whole: CheckScore) -> None:
    """Write the check's new score, and the running sum of its site's month by the exact difference."""
    old, score = check.score, whole.score
    Check.objects.filter(pk=check.pk).update(earned=whole.earned, possible=whole.possible, score=score)
    check.earned, check.possible, check.score = whole.earned, whole.possible, score
    if old is None:
        return
    month = SiteMonth.objects.filter(site=check.site_id, month=check.on.replace(day=1))
    if score is None:
        month.update(checks=F("checks") - 1, score_sum=F("score_sum") - old)
    else:
        month.update(score_sum=F("score_sum") + (score - old))


def _bundles(check: Check) -> dict[int, str]:
    """The outermost all-or-none parent of each indicator of the check's system."""
    nodes = {node.pk: node for node in Indicator.objects.filter(system=check.system_id)}
    found: dict[int, str] = {}
    for node in nodes.values():
        above = nodes.get(node.parent_id)
        while above is not None:
            if above.rule == "all_or_none":
                found[node.pk] = above.code
            above = nodes.get(above.parent_id)
    return found


def _rule(leaf: Indicator, bundles: dict[int, str]) -> ItemRule:
    return ItemRule(
        code=leaf.code,
        points=leaf.points,
        rule=leaf.rule,
        method=leaf.method,
        options=parse_options(leaf.options) if leaf.options and leaf.rule == "graded" else (),
        deduct_each=leaf.deduct_each,
        target=leaf.target,
        direction=leaf.direction,
        pass_rate=leaf.pass_rate,
        bundle=bundles.get(leaf.pk, ""),
    )


def _answer(row: CheckItem) -> Answer:
    if row.not_applicable:
        return NOT_APPLICABLE
    return Answer(option=row.option or None, count=row.count, value=row.value)
