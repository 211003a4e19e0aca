"""What a booking is, which changes are legal, and its tamper-evident history: pure values."""
