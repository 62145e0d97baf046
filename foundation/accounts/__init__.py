"""Users, their grants, sign-in."""
