"""What the telephone company would complain about, and callers would hear as an application error.

ProtocolError
|-- BadDocument     a document that it cannot play, or that leads nowhere
|-- BadAnswer       no document: an error, a late answer, another type
`-- NotTheSame      a webhook that was sent again was answered otherwise
"""

from direct_booking.errors import DirectBookingError


class ProtocolError(DirectBookingError):
    """The other side broke the rules of the telephone company."""


class BadDocument(ProtocolError):
    """The document cannot be played, or leads nowhere."""


class BadAnswer(ProtocolError):
    """What came back is no document, or came too late."""


class NotTheSame(ProtocolError):
    """The same webhook got another answer."""
