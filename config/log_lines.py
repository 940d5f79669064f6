"""How a fault of ours is written to the log: where it happened, never what was in the rows."""

import logging
import traceback


class QuietFormatter(logging.Formatter):
    """Places and kinds of errors without their words: those of a database name people's values."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """The route instead of the address, which may hold a code that opens something."""
        match = getattr(getattr(record, "request", None), "resolver_match", None)
        route = match.route if match else "-"
        status = getattr(record, "status_code", "-")
        return f"{record.levelname} {record.name} {status} {route}"

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's own name
        """The kinds of the error and its causes, each with the lines that led there."""
        lines: list[str] = []
        error = ei[1] if isinstance(ei, tuple) else None
        while error is not None:
            lines += [line.rstrip() for line in traceback.format_tb(error.__traceback__)]
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or error.__context__
        return "\n".join(lines)
