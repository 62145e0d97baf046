"""What is done with users and grants."""
