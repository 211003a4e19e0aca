"""Words to values: what was said, without knowing the time or the place. Pure."""
