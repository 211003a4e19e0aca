"""How calls come in: what a telephone company sends becomes a turn, and what is said becomes its document.

``conversation`` is the same for every company; ``twilio`` and ``jambonz`` are thin. What is said is the
dialogue's, in ``domain.yml``; how a question is best answered on a telephone is in ``phone.yml``.
"""
