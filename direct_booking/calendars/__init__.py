"""Calendars of the owner: one interface, one module for each provider."""
