"""Why a request is turned away whatever it asks; each says when to come again, or whom to ask."""

from werkzeug.exceptions import BadRequest, ServiceUnavailable


class UnknownHostError(BadRequest):
    """The site is asked for by a name that its operator did not give it."""

    description = (
        "The site does not answer by this host name."
        " Its operator adds one with: timtin serve --host-name NAME"
    )


class BusyError(ServiceUnavailable):
    """As many files are being written as may be at once."""


class TooCostlyError(ServiceUnavailable):
    """A search was given up at the limits of the site; the next one is answered."""


class UnavailableError(ServiceUnavailable):
    """The index cannot be read, or there is no memory to."""
