"""The database: rows to values and back, on SQLite or PostgreSQL."""
