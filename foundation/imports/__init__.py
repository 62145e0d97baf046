"""Reading spreadsheets: all errors at once, whole or not at all."""
