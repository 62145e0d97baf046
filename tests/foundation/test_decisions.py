"""A permission question is answered yes, or no with a reason."""

import dataclasses

import pytest

from foundation.decisions import YES, Decision, no
from foundation.errors import DomainError, NotAllowed, StaleState, TransitionNotAllowed


def test_yes_is_true_and_enforcing_it_goes_on():
    assert bool(YES) is True
    assert YES.reason == ""
    assert YES.enforce() is None


def test_no_is_false_and_enforcing_it_stops_with_its_reason():
    decision = no("Only the office may publish.")

    assert bool(decision) is False
    assert decision == Decision(allowed=False, reason="Only the office may publish.")
    with pytest.raises(NotAllowed) as refused:
        decision.enforce()
    assert str(refused.value) == "Only the office may publish."


def test_a_no_without_a_reason_is_refused():
    with pytest.raises(ValueError, match="needs a reason"):
        no("")


def test_a_decision_cannot_be_changed_afterwards():
    with pytest.raises(dataclasses.FrozenInstanceError):
        YES.allowed = False


def test_every_refusal_belongs_to_one_family_and_has_its_own_code():
    family = (DomainError, NotAllowed, StaleState, TransitionNotAllowed)

    assert all(issubclass(refusal, DomainError) for refusal in family)
    assert [refusal.code for refusal in family] == ["refused", "not_allowed", "stale_state", "transition_not_allowed"]
