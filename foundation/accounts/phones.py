"""Phone numbers as they may stand in a list."""

SHOWN_AT_START, SHOWN_AT_END = 3, 4


def masked(phone: str) -> str:
    """138****5678; a short number shows its last two digits only."""
    if len(phone) > SHOWN_AT_START + SHOWN_AT_END:
        hidden = len(phone) - SHOWN_AT_START - SHOWN_AT_END
        return f"{phone[:SHOWN_AT_START]}{'*' * hidden}{phone[-SHOWN_AT_END:]}"
    return f"{'*' * max(len(phone) - 2, 0)}{phone[-2:]}" if phone else ""
