"""Text messages: one protocol, a provider of them, and one that only logs."""
