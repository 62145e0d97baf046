"""What the five creations do to many rows at once, as set-based SQL."""
