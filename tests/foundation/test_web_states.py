"""States have one word, one icon and one tone; filters are told in words."""

import django_filters
import pytest
from django.http import QueryDict
from django.utils import translation

from evaluation.choices import CheckState, DocumentState, PlanState, ProblemState, Severity, SiteState, VersionState
from foundation.accounts.models import User
from foundation.web import chips, states


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("kind", "choices"),
    [
        ("check", CheckState),
        ("problem", ProblemState),
        ("severity", Severity),
        ("assessment", DocumentState),
        ("site", SiteState),
        ("plan", PlanState),
        ("scheme", VersionState),
        ("indicatorsystem", VersionState),
    ],
)
def test_every_state_has_a_look_with_its_own_word(kind, choices):
    assert [str(states.look(kind, value).word) for value in choices.values] == [str(label) for label in choices.labels]


def test_state_is_icon_and_word_on_a_tint():
    assert states.tag("problem", "rectified") == (
        '<span class="fc-st is-violet"><i class="ti ti-eye-check" aria-hidden="true"></i>Rectified</span>'
    )


def test_severity_uses_shape_and_weight_and_no_tone():
    assert states.tag("severity", "serious") == (
        '<span class="fc-sev is-strong"><i class="ti ti-alert-octagon" aria-hidden="true"></i>Serious</span>'
    )


def test_flag_carries_its_own_words_and_escapes_them():
    assert states.flag("overdue", "<2 days>") == (
        '<span class="fc-flag is-alarm"><i class="ti ti-alarm" aria-hidden="true"></i>&lt;2 days&gt;</span>'
    )


def test_unknown_tone_is_refused_when_it_is_written_down():
    with pytest.raises(ValueError, match="unknown tone: pink"):
        states.Look("Word", "icon", "pink")


class PeopleFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(field_name="name", label="Name")
    kind = django_filters.ChoiceFilter(field_name="name", label="Kind", choices=[("a", "Market"), ("b", "Lane")])
    since = django_filters.DateFromToRangeFilter(field_name="date_joined", label="Since")

    class Meta:
        model = User
        fields = []


def chips_of(text):
    query = QueryDict(text)
    return chips.chips(PeopleFilter(query, queryset=User.objects.none()), query)


def test_filters_are_told_in_words_and_can_be_dropped_one_by_one():
    found = chips_of("kind=b&since_after=2020-03-01&since_before=2020-03-31&tab=open&page=3")

    assert [chip.value for chip in found] == ["", "Lane", "1 Mar 2020–31 Mar 2020"]
    assert found[1].without == "?since_after=2020-03-01&since_before=2020-03-31&tab=open"
    assert found[2].without == "?kind=b&tab=open"


def test_what_the_address_says_besides_the_filters_travels_along():
    query = QueryDict("kind=b&tab=open&page=3")

    assert chips.kept(PeopleFilter(query, queryset=User.objects.none()), query) == [("tab", "open")]


def test_filter_that_cannot_be_read_counts_as_not_set():
    assert [chip.value for chip in chips_of("kind=zzz")] == ["", "", ""]
