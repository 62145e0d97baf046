"""What leaves the five creations as a file."""
