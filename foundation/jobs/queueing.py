"""Work that follows a change."""

import threading
from typing import Any

from celery import Task, current_app
from django.db import transaction

_READING = threading.Lock()


def after_commit(task: str, **arguments: Any) -> None:
    """Queue a task by its name once the change is safe; without a broker the nightly run finds what is left."""
    transaction.on_commit(lambda: named(task).delay(**arguments), robust=True)


def named(task: str) -> Task:
    """The task of this name; outside a worker the modules of tasks are read when the first is asked for.

    Of several threads that ask at once one reads them and the others wait for it.
    """
    if task not in current_app.tasks:
        with _READING:
            current_app.loader.import_default_modules()
    return current_app.tasks[task]
