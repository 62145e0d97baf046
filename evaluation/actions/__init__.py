"""Everything the portal does in the four ones."""
