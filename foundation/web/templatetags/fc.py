"""Tags and filters that every page may use without loading them."""

from django import template

from foundation.web import chips as chip_rows
from foundation.web import drawings, moments, numbers, states

register = template.Library()

register.filter("fc_num", numbers.number)
register.filter("fc_short", numbers.short)
register.filter("fc_signed", numbers.signed)
register.filter("fc_percent", numbers.percent)
register.filter("fc_mask", numbers.masked)
register.filter("fc_day", moments.day)
register.filter("fc_date", moments.date)
register.filter("fc_month", moments.month)
register.filter("fc_period", moments.period)
register.filter("fc_quarter", moments.quarter)
register.filter("fc_time", moments.clock)
register.filter("fc_when", moments.moment)
register.filter("fc_left", moments.left)
register.simple_tag(drawings.meter, name="fc_meter")
register.simple_tag(drawings.bar, name="fc_bar")
register.simple_tag(drawings.spark, name="fc_spark")
register.simple_tag(states.flag, name="fc_flag")


@register.simple_tag
def fc_state(row_or_kind, value=None):
    """``{% fc_state problem %}`` reads the row's own state; ``{% fc_state "severity" row.severity %}`` names both."""
    if isinstance(row_or_kind, str):
        return states.tag(row_or_kind, value)
    row = row_or_kind
    return states.tag(row._meta.model_name, row.state if hasattr(row, "state") else row.status)


@register.simple_tag
def fc_delta(now, before, unit="", digits=None, good="up"):
    """The change from ``before`` to ``now`` with arrow and words; a dash when one of them is missing."""
    missing = now is None or before is None
    return drawings.delta(None if missing else now - before, unit, digits, good)


@register.simple_tag
def fc_rank_delta(now, before):
    """The change of a rank: from third to second is up by one."""
    missing = now is None or before is None
    return drawings.delta(None if missing else before - now)


@register.inclusion_tag("components/_filters.html", takes_context=True)
def fc_filters(context, filterset, target="#list", note=""):
    """A filter form as chips: a plain GET form without script, sent by itself with htmx."""
    request = context["request"]
    rows = chip_rows.chips(filterset, request.GET)
    return {
        "chips": rows,
        "kept": chip_rows.kept(filterset, request.GET),
        "is_filtered": any(chip.value for chip in rows),
        "clear": chip_rows.without(request.GET, *filterset.form.fields),
        "errors": filterset.form.errors if filterset.form.is_bound else {},
        "path": request.path,
        "target": target,
        "note": note,
        "large_type": context.get("large_type"),
    }
