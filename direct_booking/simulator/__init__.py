"""Plays the telephone company: for trying a call out, for tests, and for load.

The connector that it calls is in ``channels``; nothing here is part of a real call.
"""
