"""A plain forwarder between a peer and a web server: records every byte, and can spoil answers."""

import contextlib
import socket
import threading
from collections.abc import Callable

LOOPBACK = "127.0.0.1"
CHUNK = 65_536
Spoil = Callable[[bytes], bytes]


class Recorder:
    """Listens on the port that peers know and forwards to the port of the web server."""

    def __init__(self, port: int, target: int) -> None:
        self.target = target
        self.sent = bytearray()
        self.answered = bytearray()
        self.requests: list[bytes] = []
        self.spoil: Spoil | None = None
        self._listener = socket.create_server((LOOPBACK, port))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening."""
        # The thread waits in accept: it is woken before its socket is closed.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(timeout=5)

    def _serve(self) -> None:
        while True:
            try:
                caller, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(caller,), daemon=True).start()

    def _carry(self, caller: socket.socket) -> None:
        with caller, contextlib.suppress(OSError):
            request = _read_message(caller)
            self.sent += request
            self.requests.append(request.split(b"\r\n", 1)[0])
            with socket.create_connection((LOOPBACK, self.target), timeout=20) as web:
                # One request a connection, so that the end of an answer is the end of the stream.
                web.sendall(request.replace(b"\r\n", b"\r\nConnection: close\r\n", 1))
                answer = b"".join(iter(lambda: web.recv(CHUNK), b""))
            self.answered += answer
            caller.sendall(self.spoil(answer) if self.spoil else answer)


def _read_message(caller: socket.socket) -> bytes:
    caller.settimeout(20)
    raw = b""
    while b"\r\n\r\n" not in raw:
        raw += caller.recv(CHUNK)
    head, _, body = raw.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        body += caller.recv(CHUNK)
    head = b"\r\n".join(
        line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")
    )
    return head + b"\r\n\r\n" + body
