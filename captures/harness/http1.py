"""The first HTTP/1 request of a connection, with the header names as they were written, and one
answer."""

from typing import NoReturn

from harness.connection import Answer, Channel, Observation


def serve(channel: Channel, seen: Observation, answer: Answer) -> None:
    data = b""
    while b"\r\n\r\n" not in data:
        data += channel.read() or _closed()
    head, body = data.split(b"\r\n\r\n", 1)
    request, *lines = head.decode("latin-1").split("\r\n")
    seen.method, seen.path, protocol = request.split(" ", 2)
    seen.version = protocol.removeprefix("HTTP/")
    for line in lines:
        name, _, value = line.partition(":")
        seen.headers.append((name, value.strip()))
    _read_body(channel, {name.lower(): value.lower() for name, value in seen.headers}, body)
    kind, content = answer(seen.path)
    channel.write(
        f"HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {len(content)}\r\n"
        "cache-control: no-store\r\nconnection: close\r\n\r\n".encode()
        + content
    )


def _read_body(channel: Channel, headers: dict[str, str], body: bytes) -> None:
    if headers.get("expect") == "100-continue":
        channel.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    if "chunked" in headers.get("transfer-encoding", ""):
        while b"0\r\n\r\n" not in body:
            body += channel.read() or _closed()
    else:
        while len(body) < int(headers.get("content-length", "0")):
            body += channel.read() or _closed()


def _closed() -> NoReturn:
    raise ConnectionError("the client closed before its request was complete")
