"""How checks and their forms look to clients."""

from decimal import Decimal
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from ..choices import CheckState
from ..queries.forms import FormItem
from ..queries.rounds import Stop
from ..scoring.numbers import published


def plain_number(value: Decimal | None) -> str | None:
    """A decimal without needless zeros: 10, 0.66."""
    return None if value is None else format(value.normalize(), "f")


class OptionOut(serializers.Serializer):
    """One grade and the share of the points that it earns."""

    option = serializers.CharField()
    rate = serializers.CharField()


class FormItemOut(serializers.Serializer):
    """One item to answer; ``item`` and ``code`` are the code that a submission names."""

    item = serializers.CharField()
    code = serializers.CharField()
    name = serializers.CharField()
    group = serializers.CharField()
    hint = serializers.CharField()
    rule = serializers.CharField()
    points = serializers.CharField()
    options = OptionOut(many=True)
    deduct_each = serializers.CharField(allow_null=True)
    target = serializers.CharField(allow_null=True)
    direction = serializers.CharField(allow_null=True)
    pass_rate = serializers.CharField()
    severity = serializers.CharField()
    bundle = serializers.CharField(help_text="Code of the all-or-none group, or empty.")


class CheckedSiteOut(serializers.Serializer):
    """Where to go."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    longitude = serializers.FloatField(allow_null=True)
    latitude = serializers.FloatField(allow_null=True)
    type = serializers.CharField()
    type_name = serializers.CharField()
    region = serializers.CharField()
    region_name = serializers.CharField()
    address = serializers.CharField()


class OpenProblemOut(serializers.Serializer):
    """What is still wrong there."""

    id = serializers.IntegerField()
    number = serializers.CharField()
    item = serializers.CharField()
    description = serializers.CharField()
    severity = serializers.CharField()
    state = serializers.CharField()


class LastOut(serializers.Serializer):
    """The last counted check of the site before this one."""

    date = serializers.DateField()
    score = serializers.CharField(allow_null=True)


class CheckOut(serializers.Serializer):
    """A check with its form."""

    id = serializers.IntegerField()
    date = serializers.DateField()
    status = serializers.ChoiceField(CheckState.choices)
    missed = serializers.BooleanField()
    planned = serializers.BooleanField()
    late_synced = serializers.BooleanField()
    inspector = serializers.IntegerField()
    score = serializers.CharField(allow_null=True)
    site = CheckedSiteOut()
    form = FormItemOut(many=True)
    last = LastOut(allow_null=True)
    open_problems = OpenProblemOut(many=True)

    def to_representation(self, stop: Stop) -> dict[str, Any]:
        check = stop.check
        return {
            "id": check.pk,
            "date": check.on.isoformat(),
            "status": check.state,
            "missed": check.state == CheckState.DRAWN and check.on < timezone.localdate(),
            "planned": check.draw_id is not None,
            "late_synced": check.is_late_synced,
            "inspector": check.inspector_id,
            "score": None if check.score is None else str(published(check.score)),
            "site": site_out(check.site),
            "form": [form_item_out(item) for item in stop.form.items],
            "last": last_out(check),
            "open_problems": [
                {
                    "id": problem.pk,
                    "number": problem.number,
                    "item": problem.item,
                    "description": problem.description,
                    "severity": problem.severity,
                    "state": problem.state,
                }
                for problem in stop.open_problems
            ],
        }


def site_out(site: Any) -> dict[str, Any]:
    return {
        "id": site.pk,
        "code": site.code,
        "name": site.name,
        "longitude": None if site.longitude is None else float(site.longitude),
        "latitude": None if site.latitude is None else float(site.latitude),
        "type": site.type.code,
        "type_name": str(site.type),
        "region": site.region_id,
        "region_name": str(site.region),
        "address": site.address,
    }


def last_out(check: Any) -> dict[str, Any] | None:
    if getattr(check, "last_on", None) is None:
        return None
    score = check.last_score
    return {"date": check.last_on.isoformat(), "score": None if score is None else str(published(score))}


def form_item_out(item: FormItem) -> dict[str, Any]:
    rule = item.rule
    return {
        "item": rule.code,
        "code": rule.code,
        "name": item.label,
        "group": item.heading,
        "hint": item.hint,
        "rule": rule.rule.value,
        "points": plain_number(rule.points),
        "options": [{"option": option.label, "rate": plain_number(option.rate)} for option in rule.options],
        "deduct_each": plain_number(rule.deduct_each),
        "target": plain_number(rule.target),
        "direction": rule.direction and rule.direction.value,
        "pass_rate": plain_number(rule.pass_rate),
        "severity": item.severity,
        "bundle": rule.bundle,
    }
