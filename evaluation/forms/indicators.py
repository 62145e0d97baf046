"""What the pages of indicator systems are told."""

from decimal import Decimal
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ..choices import Direction, Method, Rule, Severity
from ..models import Indicator, SiteType
from ..queries.trees import PASS_RATE, Entry, group_mistakes, leaf_mistakes

ALL_OR_NONE = [("", _("Each item for itself")), (Rule.ALL_OR_NONE, Rule.ALL_OR_NONE.label)]
LEAF_RULES = [(rule.value, rule.label) for rule in (Rule.GRADED, Rule.COUNTED, Rule.MEASURED)]


class IndicatorFilter(django_filters.FilterSet):
    """Items by text and by the site type whose form they stand on."""

    q = django_filters.CharFilter(method="by_text", label=_("Name, code or guidance"))
    type = django_filters.ModelChoiceFilter(
        method="on_form_of", queryset=SiteType.objects.order_by("pk"), to_field_name="code", label=_("Site type")
    )

    class Meta:
        model = Indicator
        fields: list[str] = []

    def by_text(self, items: QuerySet, name: str, value: str) -> QuerySet:
        found = Q(code__icontains=value) | Q(name__icontains=value) | Q(name_en__icontains=value)
        return items.filter(found | Q(guidance__icontains=value) | Q(guidance_en__icontains=value))

    def on_form_of(self, items: QuerySet, name: str, value: SiteType) -> QuerySet:
        mine = Indicator.site_types.through.objects.filter(sitetype=value).values("indicator")
        others = Indicator.site_types.through.objects.values("indicator")
        return items.filter(Q(pk__in=mine) | ~Q(pk__in=others), points__isnull=False)


class VersionForm(forms.Form):
    """The name of a new version."""

    version = forms.RegexField(r"^[\w.\-]{1,20}$", label=_("Name of the version"), help_text=_("Like 2027"))


class GroupForm(forms.Form):
    """A group of a draft: its names, and whether all its items count together."""

    name = forms.CharField(label=_("Name"), max_length=120)
    name_en = forms.CharField(label=_("English name"), max_length=200, required=False)
    rule = forms.ChoiceField(label=_("Rule"), choices=ALL_OR_NONE, required=False)
    guidance = forms.CharField(label=_("How to judge"), max_length=200, required=False)
    guidance_en = forms.CharField(label=_("How to judge, in English"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for column, reason in group_mistakes(Entry(code="-", name="-", rule=values.get("rule", ""))):
            self.add_error(column, reason)
        return values


class LeafForm(forms.Form):
    """An item of a draft: points, rule, where it is asked."""

    name = forms.CharField(label=_("Name"), max_length=120)
    name_en = forms.CharField(label=_("English name"), max_length=200, required=False)
    points = forms.DecimalField(label=_("Points"), max_digits=7, decimal_places=3)
    method = forms.ChoiceField(label=_("Method"), choices=Method.choices)
    rule = forms.ChoiceField(label=_("Rule"), choices=LEAF_RULES)
    options = forms.CharField(
        label=_("Options"),
        max_length=200,
        required=False,
        help_text=_("For graded items, like A=1;B=0.66;C=0.33;D=0. Empty means just these."),
    )
    deduct_each = forms.DecimalField(
        label=_("Deducted for each"), required=False, max_digits=7, decimal_places=3, help_text=_("For counted items.")
    )
    target = forms.DecimalField(
        label=_("Target"), required=False, max_digits=14, decimal_places=4, help_text=_("For measured items.")
    )
    direction = forms.ChoiceField(
        label=_("Direction"),
        required=False,
        choices=[("", "—"), *Direction.choices],
        help_text=_("For measured items."),
    )
    severity = forms.ChoiceField(label=_("Severity of a problem found here"), choices=Severity.choices)
    pass_rate = forms.DecimalField(
        label=_("Pass rate"),
        max_digits=4,
        decimal_places=3,
        initial=PASS_RATE,
        help_text=_("Below this share of its points the item fails and opens a problem."),
    )
    site_types = forms.ModelMultipleChoiceField(
        SiteType.objects.none(), label=_("Site types"), required=False, help_text=_("None chosen means all.")
    )
    guidance = forms.CharField(label=_("How to judge"), max_length=200, required=False)
    guidance_en = forms.CharField(label=_("How to judge, in English"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site_types"].queryset = SiteType.objects.order_by("pk")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not self.errors:
            types = {site_type.code for site_type in values["site_types"]}
            for column, reason in leaf_mistakes(_entry(values, types), types):
                self.add_error(column, reason)
            values["direction"] = values["direction"] or Direction.HIGHER
        return values


def form_of_item(item: Indicator, data: Any = None) -> GroupForm | LeafForm:
    """The form that fits an item of a draft, filled with what it says now."""
    kind = GroupForm if item.points is None else LeafForm
    initial = {name: _shown(getattr(item, name)) for name in kind.base_fields if name != "site_types"}
    if kind is LeafForm:
        initial["site_types"] = list(item.site_types.values_list("pk", flat=True))
        initial["direction"] = item.direction if item.rule == Rule.MEASURED else ""
    return kind(data, initial=initial)


def _shown(value: Any) -> Any:
    """A number without empty decimals: 5, not 5.000."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def _entry(values: dict[str, Any], types: set[str]) -> Entry:
    names = ("points", "method", "rule", "deduct_each", "target", "direction", "options", "severity", "pass_rate")
    return Entry(code="-", name="-", site_types=tuple(types), **{name: values[name] for name in names})
