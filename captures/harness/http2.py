"""The first HTTP/2 request of a connection and its answer; the bytes before it are kept as they
came."""

from collections.abc import Iterable

import h2.config
import h2.connection
import h2.events
import h2.exceptions

from harness.connection import Answer, Channel, Observation

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
KEPT = 4096


def serve(channel: Channel, seen: Observation, answer: Answer) -> None:
    # Nothing is normalised or refused: what a client really sends is the point.
    protocol = h2.connection.H2Connection(
        h2.config.H2Configuration(
            client_side=False,
            header_encoding="latin-1",
            validate_inbound_headers=False,
            normalize_inbound_headers=False,
        )
    )
    protocol.initiate_connection()
    channel.write(protocol.data_to_send())
    received = b""
    stream: int | None = None
    complete = False
    while stream is None or not complete:
        data = channel.read()
        if not data:
            raise ConnectionError("the client closed before its request was complete")
        received += data
        for event in protocol.receive_data(data):
            if isinstance(event, h2.events.RequestReceived) and stream is None:
                stream = event.stream_id
                _note(seen, [(_text(name), _text(value)) for name, value in event.headers])
            elif isinstance(event, h2.events.StreamEnded) and event.stream_id == stream:
                complete = True
            elif isinstance(event, h2.events.ConnectionTerminated):
                raise ConnectionError(f"the client ended the connection, error {event.error_code}")
        channel.write(protocol.data_to_send())
    seen.version = "h2"
    seen.first_bytes = whole_frames(received)
    kind, content = answer(seen.path)
    protocol.send_headers(
        stream,
        [
            (":status", "200"),
            ("content-type", kind),
            ("content-length", str(len(content))),
            ("cache-control", "no-store"),
        ],
    )
    protocol.send_data(stream, content, end_stream=True)
    # In the same write as the answer: a browser's next request must open a
    # connection of its own, so that one connection is one observation.
    protocol.close_connection(last_stream_id=stream)
    channel.write(protocol.data_to_send())


def _note(seen: Observation, headers: Iterable[tuple[str, str]]) -> None:
    for name, value in headers:
        if name.startswith(":"):
            seen.pseudo_headers.append(name)
            if name == ":method":
                seen.method = value
            elif name == ":path":
                seen.path = value
        else:
            seen.headers.append((name, value))


def _text(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.decode("latin-1")


def whole_frames(data: bytes) -> bytes:
    """At most KEPT bytes, cut where a frame ends."""
    end = len(PREFACE)
    while len(data) >= end + 9:
        following = end + 9 + int.from_bytes(data[end : end + 3], "big")
        if following > min(len(data), KEPT):
            break
        end = following
    return data[:end]
