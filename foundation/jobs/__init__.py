"""Runs of the timetable: when, how long, with what result."""
