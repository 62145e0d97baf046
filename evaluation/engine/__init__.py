"""Set-based work in the database: the draw, submissions, scores."""
