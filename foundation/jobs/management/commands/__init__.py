"""Commands of the timetable."""
