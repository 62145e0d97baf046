"""What the clock of a problem is while nobody has been given it."""

NO_CLOCK = {
    "due_at": None,
    "first_due_at": None,
    "provisional": False,
    "remind_at": None,
    "clock_from": None,
    "clock_amount": None,
    "clock_unit": "",
    "clock_is_rest": False,
    "lapses": 0,
}
