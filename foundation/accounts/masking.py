"""Phone numbers and e-mail addresses as they may stand in a list."""

SHOWN_AT_START, SHOWN_AT_END = 3, 4


def masked_phone(phone: str) -> str:
    """138****5678; a short number shows its last two digits only."""
    if len(phone) > SHOWN_AT_START + SHOWN_AT_END:
        hidden = len(phone) - SHOWN_AT_START - SHOWN_AT_END
        return f"{phone[:SHOWN_AT_START]}{'*' * hidden}{phone[-SHOWN_AT_END:]}"
    return f"{'*' * max(len(phone) - 2, 0)}{phone[-2:]}" if phone else ""


def masked_email(address: str) -> str:
    """w***@example.gov.cn; how long the name is does not show either."""
    name, at, host = address.rpartition("@")
    return f"{name[:1]}***{at}{host}" if address else ""
