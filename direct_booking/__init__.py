"""A phone receptionist for Rasa that books on the owner's real calendar during the call."""
