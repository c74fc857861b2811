"""Relays that pass a client's bytes on in other pieces, as networks, proxies and middleboxes do."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator

import client_hello
import material  # noqa: F401 - finds client_hello

RECORDS = 11
# The smallest segment that every IPv4 host accepts (RFC 9293 section 3.7.1).
SMALLEST_SEGMENT = 536
# Long enough for the service to read between two bytes, mostly; short enough for its time limit.
PAUSE_SECONDS = 0.0002


def single_bytes(chunks: Iterable[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        for byte in chunk:
            yield bytes([byte])
            time.sleep(PAUSE_SECONDS)


def small_segments(chunks: Iterable[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        for start in range(0, len(chunk), SMALLEST_SEGMENT):
            yield chunk[start : start + SMALLEST_SEGMENT]
            time.sleep(PAUSE_SECONDS)


def eleven_records(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The ClientHello spread over eleven TLS records, which RFC 8446 section 5.1 allows."""
    chunks = iter(chunks)
    read = b""
    while (hello := client_hello.complete(read)) is None:
        read += next(chunks)
    header, message = hello[:3], b"".join(payloads(hello))
    size = -(-len(message) // RECORDS)
    pieces = [message[start : start + size] for start in range(0, len(message), size)]
    assert len(pieces) == RECORDS, f"{len(message)} bytes in {len(pieces)} records"
    for piece in pieces:
        yield header + len(piece).to_bytes(2, "big") + piece
    yield read[len(hello) :]
    yield from chunks


def payloads(records: bytes) -> Iterator[bytes]:
    while records:
        end = 5 + int.from_bytes(records[3:5], "big")
        yield records[5:end]
        records = records[end:]


RELAYS = {
    "single bytes": single_bytes,
    "small segments": small_segments,
    "eleven records": eleven_records,
}


class Relay:
    """Listens on `port` for as long as a `with` lasts; passes on to another port of loopback."""

    def __init__(self, reshape: Callable[[Iterable[bytes]], Iterator[bytes]], to: int):
        self.reshape = reshape
        self.to = to

    def __enter__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.accepting = threading.Thread(target=self._accept, daemon=True)
        self.accepting.start()
        return self

    def __exit__(self, *_):
        # Ends the waiting for a connection too; closing would not.
        self.listener.shutdown(socket.SHUT_RDWR)
        self.accepting.join()
        self.listener.close()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(
                    target=self._pass_on, args=(self.listener.accept()[0],), daemon=True
                ).start()

    def _pass_on(self, client: socket.socket):
        with client, socket.create_connection(("127.0.0.1", self.to)) as server:
            server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            answers = threading.Thread(target=pump, args=(received(server), client), daemon=True)
            answers.start()
            pump(self.reshape(received(client)), server)
            answers.join()


def received(stream: socket.socket) -> Iterator[bytes]:
    with contextlib.suppress(OSError):
        while chunk := stream.recv(65536):
            yield chunk


def pump(pieces: Iterator[bytes], to: socket.socket) -> None:
    # A connection that closes before its ClientHello, such as a browser's spare one, has nothing to
    # reshape.
    with contextlib.suppress(OSError, RuntimeError):
        for piece in pieces:
            to.sendall(piece)
    with contextlib.suppress(OSError):
        to.shutdown(socket.SHUT_WR)
