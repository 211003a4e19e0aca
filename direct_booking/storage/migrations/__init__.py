"""Versions of the tables, oldest first in ``versions/``; run by ``storage.database.migrate``."""
