"""What leaves the five creations as a file."""

MOST_ROWS = 50_000
