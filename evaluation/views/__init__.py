"""Pages of the four ones."""
