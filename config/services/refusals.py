"""How the services say no: one sentence that tells what to do."""


class ServiceRefused(Exception):
    """Something cannot be started, found or stopped; the message is shown as it is."""


class AlreadyRunning(ServiceRefused):
    """Another run holds the data folder."""
