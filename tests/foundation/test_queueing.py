"""The first tasks after a start are found, however many threads ask for them at once."""

import threading
from types import SimpleNamespace

from foundation.jobs import queueing


class Loader:
    """Reads the modules of tasks once; whoever comes meanwhile is told that they are being read."""

    def __init__(self, tasks, second_has_asked):
        self.tasks, self.second_has_asked, self.began = tasks, second_has_asked, threading.Event()

    def import_default_modules(self):
        if self.began.is_set():
            return
        self.began.set()
        self.second_has_asked.wait(1)
        self.tasks["work"] = "the task"


class Tasks(dict):
    """Tells when a second thread has looked for a task."""

    def __init__(self):
        super().__init__()
        self.looked, self.second_has_asked = 0, threading.Event()

    def __contains__(self, name):
        self.looked += 1
        if self.looked == 2:
            self.second_has_asked.set()
        return super().__contains__(name)


def test_two_threads_that_ask_first_both_find_the_task(monkeypatch):
    tasks = Tasks()
    loader = Loader(tasks, tasks.second_has_asked)
    monkeypatch.setattr(queueing, "current_app", SimpleNamespace(tasks=tasks, loader=loader))
    found = []

    def ask():
        found.append(queueing.named("work"))

    first = threading.Thread(target=ask)
    first.start()
    loader.began.wait(5)
    second = threading.Thread(target=ask)
    second.start()
    first.join(5)
    second.join(5)

    assert found == ["the task", "the task"]
