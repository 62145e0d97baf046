"""What the portal can be told on the command line."""
