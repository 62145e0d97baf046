"""Pages of users and their grants."""
