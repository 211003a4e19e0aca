"""Rasa channels: how calls reach the assistant."""
