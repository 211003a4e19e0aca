"""Tables of words that hearing and saying both read."""
