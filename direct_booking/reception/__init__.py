"""The use cases: what the receptionist does, each in its own module."""
