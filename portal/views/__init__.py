"""Pages that span packages."""
