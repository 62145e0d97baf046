"""Logs do not fill the disk, and whoever writes to them goes on writing."""

import subprocess
import sys

from portal.stack.logs import MEGABYTE, largest, rotate
from portal.stack.processes import Child

SPEAKER = "import sys\nfor line in sys.stdin:\n    print(line, end='', flush=True)"


def sizes(folder) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in folder.iterdir()}


def test_a_log_below_the_limit_is_left_alone(tmp_path):
    (tmp_path / "web.log").write_bytes(b"x" * 9)

    assert rotate(tmp_path, limit=10) == []
    assert sizes(tmp_path) == {"web.log": 9}


def test_a_full_log_is_copied_aside_and_emptied(tmp_path):
    (tmp_path / "web.log").write_text("0123456789")
    (tmp_path / "beat.log").write_text("short")

    assert rotate(tmp_path, limit=10) == ["web.log"]
    assert sizes(tmp_path) == {"web.log": 0, "web.log.1": 10, "beat.log": 5}
    assert (tmp_path / "web.log.1").read_text() == "0123456789"
    assert (tmp_path / "web.log.1").stat().st_mode & 0o777 == 0o600


def test_only_so_many_copies_are_kept_the_newest_first(tmp_path):
    for number in range(5):
        (tmp_path / "web.log").write_text(f"{number}" * 10)
        rotate(tmp_path, limit=10, kept=3)

    assert [(tmp_path / f"web.log.{number}").read_text()[0] for number in (1, 2, 3)] == ["4", "3", "2"]
    assert len(sizes(tmp_path)) == 4


def test_a_process_that_holds_the_log_open_goes_on_at_its_new_beginning(tmp_path):
    log = tmp_path / "web.log"
    with log.open("ab") as output:
        speaker = subprocess.Popen([sys.executable, "-c", SPEAKER], stdin=subprocess.PIPE, stdout=output)
    speaker.stdin.write(b"before the rotation\n")
    speaker.stdin.flush()
    while not log.stat().st_size:
        pass

    rotate(tmp_path, limit=10)
    speaker.communicate(b"after it\n")

    assert (log.read_text(), (tmp_path / "web.log.1").read_text()) == ("after it\n", "before the rotation\n")


def test_children_of_the_supervisor_append_and_so_survive_a_rotation(tmp_path):
    log = tmp_path / "worker.log"
    child = Child(
        "worker", ["sh", "-c", "echo before; while [ -s worker.log ]; do :; done; echo after"], log=log, cwd=tmp_path
    )
    while log.exists() and not log.stat().st_size:
        pass

    rotate(tmp_path, limit=1)
    child.process.wait(10)

    assert (log.read_text(), (tmp_path / "worker.log.1").read_text()) == ("after\n", "before\n")


def test_the_limit_is_a_setting(monkeypatch):
    told = {}
    for word in ("", "3", "0", "much"):
        monkeypatch.setenv("LOG_MEGABYTES", word)
        told[word] = largest() // MEGABYTE

    assert told == {"": 20, "3": 3, "0": 20, "much": 20}
