"""Workbooks and official Word documents."""
