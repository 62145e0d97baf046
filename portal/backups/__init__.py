"""Copies of the whole portal, database and files, and the way back."""
