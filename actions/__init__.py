"""The action server: slots in, one call to reception, a response out.

``call`` is greeting, silence, repeat, transfer, message and hang-up; ``booking`` asks for a time, proposes
and books; ``changes`` moves, cancels and corrects; ``contact`` takes an e-mail, a number and a name.
"""
