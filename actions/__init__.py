"""The action server: slots in, one call to reception, a response out.

``call`` is greeting, silence, repeat and hang-up; ``messages`` a person or a message; ``booking`` asks for a
time, proposes and books; ``changes`` moves, cancels and corrects; ``contact`` takes an e-mail, a number and
a name.
"""

import os

# rasa_sdk answers an error with the whole request in it, so only this machine may ask; it reads this
# after it has imported the actions. Another host can be set.
os.environ.setdefault("SANIC_HOST", "127.0.0.1")
