"""What can go wrong with the processes.

ServingError
|-- ModelUnusable       no model, or one of another version
|-- TrainingFailed      Rasa refused what the model is made of
|-- PortTaken           another program listens there
`-- ProcessFailed       a server died, or was not ready in time
"""

from direct_booking.errors import DirectBookingError


class ServingError(DirectBookingError):
    """The processes failed."""


class ModelUnusable(ServingError):
    """There is no model, or it cannot be read by this version."""


class TrainingFailed(ServingError):
    """Rasa refused what the model is made of."""


class PortTaken(ServingError):
    """Another program listens on a port that is needed."""


class ProcessFailed(ServingError):
    """A server died, or was not ready in time.

    Attributes:
        last_lines: the end of its log.
    """

    def __init__(self, message: str, last_lines: str = "") -> None:
        super().__init__(message)
        self.last_lines = last_lines
