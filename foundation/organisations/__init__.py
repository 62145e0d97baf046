"""Regions of the administrative tree; organisations that answer for something."""
