"""The lock of a data folder: one holder, and whoever comes second is told who that is."""

import pytest

from portal.stack.servers import AlreadyHeld, Lock


@pytest.fixture
def held(tmp_path):
    lock = Lock(tmp_path / "stack.lock")
    lock.take("command")
    yield lock
    lock.free()


def test_the_second_is_told_who_holds_it(held):
    with pytest.raises(AlreadyHeld) as refused:
        Lock(held.path).take("stack")

    assert (refused.value.holder, refused.value.pid) == ("command", held.told()["pid"])


def test_a_holder_that_is_still_writing_down_who_he_is_is_waited_for(held, monkeypatch):
    said = held.told()
    answers = iter([{}, {}, said])
    second = Lock(held.path)
    monkeypatch.setattr(second, "told", lambda: next(answers, said))

    with pytest.raises(AlreadyHeld) as refused:
        second.take("stack")

    assert refused.value.holder == "command"


def test_a_lock_that_is_free_again_is_taken(held):
    held.free()
    again = Lock(held.path)

    again.take("stack")

    assert again.is_held
    again.free()
