"""Foundation of the portal: people, places, audit, files, periods; no business words."""
