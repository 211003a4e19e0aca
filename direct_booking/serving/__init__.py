"""The processes: the model that Rasa needs, the two servers, and both of them inside one process."""
