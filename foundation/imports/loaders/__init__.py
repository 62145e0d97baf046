"""What the kinds of foundation do with the rows of a file."""
