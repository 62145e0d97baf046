"""Header and rows of what is exported."""
