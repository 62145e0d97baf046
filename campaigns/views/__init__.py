"""Pages of the five creations."""
