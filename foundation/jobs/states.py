"""How the states of runs look."""

from foundation.web.states import Look, register

from .models import JobState


def register_all() -> None:
    """One word, one icon, one tone for each state."""
    register(
        "jobrun",
        {
            JobState.RUNNING: Look(JobState.RUNNING.label, "loader", "blue"),
            JobState.DONE: Look(JobState.DONE.label, "circle-check", "green"),
            JobState.FAILED: Look(JobState.FAILED.label, "alert-circle", "alarm"),
        },
    )
