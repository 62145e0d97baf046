"""Who works something out from the calendar and wants to do it again when a year changes."""

from foundation.jobs.queueing import after_commit

_tasks: list[str] = []


def register(task: str) -> None:
    """Name a task that takes ``year`` and ``revision``; registering again changes nothing."""
    if task not in _tasks:
        _tasks.append(task)


def tell(year: int, revision: int) -> None:
    """Queue every follower once the change is safe."""
    for task in _tasks:
        after_commit(task, year=year, revision=revision)
