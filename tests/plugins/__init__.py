"""What pytest loads before the settings."""
