"""What the demonstration district is made of: names, a map and drawn photos."""
