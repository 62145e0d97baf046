"""The timetable names tasks that exist."""

from portal.celery import app
from portal.settings.schedule import BEAT_SCHEDULE


def test_every_line_of_the_timetable_names_a_task_that_exists():
    app.loader.import_default_modules()

    assert [name for name, line in BEAT_SCHEDULE.items() if line["task"] not in app.tasks] == []


def test_every_task_of_ours_takes_what_the_timetable_gives_it():
    assert [name for name, line in BEAT_SCHEDULE.items() if line.get("args")] == []
