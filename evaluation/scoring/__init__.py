"""How a score is worked out: functions of plain values, without queries, clocks or settings."""
