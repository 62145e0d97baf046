"""How fast the portal is, each figure beside what it is held against, measured in the same run."""
