"""Private files with digests and thumbnails."""
