"""One recorded connection: what a client showed, and the TLS channel it showed it on."""

import contextlib
import functools
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn, TypeVar

from harness import client_hello

READ_SIZE = 16 * 1024

Result = TypeVar("Result")
# What the server sends for a path: the content type and the body.
Answer = Callable[[str], tuple[str, bytes]]


@dataclass
class Observation:
    """What one connection showed, nothing interpreted."""

    client_hello: bytes = b""
    alpn: str | None = None
    version: str = ""
    method: str = ""
    path: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    pseudo_headers: list[str] = field(default_factory=list)
    first_bytes: bytes = b""
    error: str = ""


class Channel:
    """TLS over memory buffers, so that the very bytes of the hello are kept before OpenSSL sees
    them."""

    def __init__(self, link: socket.socket, context: ssl.SSLContext, deadline: float) -> None:
        self.link = link
        self.deadline = deadline
        self.incoming = ssl.MemoryBIO()
        self.outgoing = ssl.MemoryBIO()
        self.tls = context.wrap_bio(self.incoming, self.outgoing, server_side=True)

    def read_client_hello(self) -> bytes:
        data = b""
        while True:
            hello = client_hello.complete(data)
            if hello is not None:
                self.incoming.write(data)
                return hello
            data += self._receive() or self._closed()

    def handshake(self) -> str | None:
        self._drive(self.tls.do_handshake)
        return self.tls.selected_alpn_protocol()

    def read(self) -> bytes:
        """Decrypted bytes; empty once the client has closed."""
        try:
            return self._drive(lambda: self.tls.read(READ_SIZE))
        except (ssl.SSLZeroReturnError, ConnectionError):
            return b""

    def write(self, data: bytes) -> None:
        while data:
            data = data[self._drive(functools.partial(self.tls.write, data)) :]
        self._flush()

    def close(self) -> None:
        """A proper close_notify: several libraries call anything else a truncation."""
        # Wanting the peer's close_notify is reported as an error, too.
        with contextlib.suppress(ssl.SSLError):
            self.tls.unwrap()
        with contextlib.suppress(OSError):
            self._flush()
            self.link.shutdown(socket.SHUT_WR)
            # What arrives late must be read, else the kernel answers it with a reset that may
            # overtake the response.
            self.link.settimeout(1)
            while self.link.recv(READ_SIZE):
                pass

    def _drive(self, step: Callable[[], Result]) -> Result:
        while True:
            try:
                result = step()
                self._flush()
                return result
            except ssl.SSLWantReadError:
                self._flush()
                data = self._receive()
                if data:
                    self.incoming.write(data)
                else:
                    self._closed()

    def _flush(self) -> None:
        pending = self.outgoing.read()
        if pending:
            self.link.sendall(pending)

    def _receive(self) -> bytes:
        remaining = self.deadline - time.monotonic()
        if remaining <= 0:
            raise TimeoutError("the connection outlived its time")
        self.link.settimeout(remaining)
        return self.link.recv(READ_SIZE)

    def _closed(self) -> NoReturn:
        raise ConnectionError("the client closed the connection")
