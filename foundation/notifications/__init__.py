"""Messages to people, stored now and delivered after commit."""
