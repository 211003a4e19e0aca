"""What can go wrong with a text, sorted by what may have been sent.

TextingError
|-- NothingSent                 no text is on its way
|   |-- CannotReceive           the number takes no texts: another one may
|   |-- TextsMisconfigured      whoever runs this installation must mend it
|   |-- TextRefused             the provider understood and said no: our own mistake
|   `-- TextsUnreachable        it did not answer, and nothing was asked of it that could send
`-- SendingUnknown              it may have been sent: ask ``find``
"""

from direct_booking.errors import DirectBookingError


class TextingError(DirectBookingError):
    """A provider of texts failed.

    Attributes:
        code: the provider's own, for the owner's list; None when it gave none.
    """

    def __init__(self, message: str, code: str | None = None) -> None:
        super().__init__(message)
        self.code = code


class NothingSent(TextingError):
    """No text is on its way."""


class CannotReceive(NothingSent):
    """The number takes no texts, or none from us."""


class TextsMisconfigured(NothingSent):
    """This installation is not set up as the provider wants it."""


class TextRefused(NothingSent):
    """The request itself is wrong: a mistake in this product."""


class TextsUnreachable(NothingSent):
    """The provider did not answer in time, or asked to wait; nothing was sent."""


class SendingUnknown(TextingError):
    """The text may or may not have been sent."""
