"""The owner's console: a small web application of its own process. One module for each page.

``app`` builds it, ``navigation`` lists its pages, ``doors`` says who may come in. A page reads and changes
things by the use cases of ``reception``, which it finds in ``here``. Starting it is ``serving``'s.
"""
