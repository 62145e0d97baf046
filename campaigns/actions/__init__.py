"""Everything the five creations do."""
