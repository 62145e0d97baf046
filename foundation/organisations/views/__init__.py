"""Pages of regions and organisations."""
