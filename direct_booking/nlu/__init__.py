"""Rasa NLU components: text to entities, by ``hearing``."""
