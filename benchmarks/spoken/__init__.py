"""Spoken calls: callers with a voice, a telephone line, a recogniser, and the receptionist.

Two processes: ``rig`` speaks and listens in an environment of its own, ``.venv-spoken``; everything else
runs in the product's and knows words only. docs/spoken-calls.md has the figures.
"""
