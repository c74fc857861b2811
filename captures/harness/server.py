"""The recording server: loopback only, one thread a connection, every connection with a
deadline."""

import socket
import ssl
import threading
import time

from harness import http1, http2
from harness.certificate import Certificates
from harness.connection import Channel, Observation

PER_CONNECTION_SECONDS = 20

PAGE = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title>
<link rel="icon" href="data:,"></head>
<body><p>Page</p><script>
fetch("/items").then(answer => answer.text())
  .then(() => fetch("/items", {
    method: "POST", headers: {"content-type": "application/json"},
    body: JSON.stringify({name: "item"})
  }))
  .then(answer => answer.text()).then(() => { document.title = "Done" })
</script></body></html>"""


def answer(path: str) -> tuple[str, bytes]:
    if path == "/":
        return "text/html; charset=utf-8", PAGE
    return "application/json", b'{"items": []}'


class Server:
    def __init__(self, certificates: Certificates, port: int) -> None:
        self.certificates = certificates
        self.listener = socket.create_server(("127.0.0.1", port), backlog=64)
        self.port = self.listener.getsockname()[1]
        self.finished: list[Observation] = []
        self.open_connections = 0
        self.changed = threading.Condition()
        self.offer(("h2", "http/1.1"))
        threading.Thread(target=self._accept, daemon=True).start()

    def offer(self, protocols: tuple[str, ...]) -> None:
        """The ALPN names the server knows from now on; what it does not know, a client cannot
        choose."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificates.chain, self.certificates.key)
        # No resumption: the second hello of a client would carry a ticket of the first.
        context.num_tickets = 0
        context.options |= ssl.OP_NO_TICKET
        # Old clients are welcome; nobody's secrets travel here.
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.set_alpn_protocols(list(protocols))
        self.context = context

    def saw(self, method: str, path: str) -> bool:
        with self.changed:
            return any((seen.method, seen.path) == (method, path) for seen in self.finished)

    def collect(self, settle_seconds: float) -> list[Observation]:
        """All that was seen since the last call, once no connection is open."""
        until = time.monotonic() + settle_seconds
        with self.changed:
            while self.open_connections and time.monotonic() < until:
                self.changed.wait(0.1)
            seen, self.finished = self.finished, []
        return seen

    def stop(self) -> None:
        self.listener.close()

    def _accept(self) -> None:
        while True:
            try:
                link, _ = self.listener.accept()
            except OSError:
                return
            with self.changed:
                self.open_connections += 1
            threading.Thread(target=self._observe, args=(link,), daemon=True).start()

    def _observe(self, link: socket.socket) -> None:
        seen = Observation()
        with link:
            channel = Channel(link, self.context, time.monotonic() + PER_CONNECTION_SECONDS)
            try:
                seen.client_hello = channel.read_client_hello()
                seen.alpn = channel.handshake()
                (http2 if seen.alpn == "h2" else http1).serve(channel, seen, answer)
            except Exception as problem:
                seen.error = f"{type(problem).__name__}: {problem}"
            with self.changed:
                self.finished.append(seen)
            channel.close()
        with self.changed:
            self.open_connections -= 1
            self.changed.notify_all()
