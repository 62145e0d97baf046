"""The servers that the portal brings along: PostgreSQL, Valkey, and the supervisor that runs them with the portal."""
