"""What is open, what the caller wants, and what to offer: pure rules on values."""
