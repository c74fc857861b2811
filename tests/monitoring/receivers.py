"""Stand-ins for whoever is told: Slack, PagerDuty, the watchdog's webhook, a mail server and a
collector of traces, each on loopback, each keeping what arrived."""

import email
import email.policy
import json
import logging
import random
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

PASSWORD = "password-of-the-test"

logging.getLogger("mail.log").setLevel(logging.ERROR)


class Receivers:
    def __init__(self):
        self.arrived = []
        self.traces = set()
        self.takes_spans = True
        self._lock = threading.Lock()
        receivers = self

        class Hooks(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                if self.path == "/v1/traces":
                    self.send_response(receivers.collect(json.loads(body)))
                    self.send_header("content-length", "0")
                    self.end_headers()
                    return
                kind = self.path.strip("/").split("/")[0]
                receivers.keep(kind, body.decode(), dict(self.headers))
                self.send_response(202 if kind == "pagerduty" else 200)
                self.end_headers()
                self.wfile.write(b'{"status":"success"}' if kind == "pagerduty" else b"ok")

            def log_message(self, *_):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Hooks)
        self.http_port = self.http.server_address[1]
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

        class Mails:
            async def handle_DATA(self, server, session, envelope):  # noqa: N802
                if not session.authenticated:
                    return "530 log in first"
                mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
                body = mail.get_body(("plain",))
                receivers.keep(
                    "email",
                    f"{mail['subject']}\n{body.get_content() if body else ''}",
                    {"to": mail["to"]},
                )
                return "250 kept"

        def authenticate(_server, _session, _envelope, _mechanism, login):
            right = isinstance(login, LoginPassword) and login.password.decode() == PASSWORD
            return AuthResult(success=right)

        self.smtp = Controller(
            Mails(),
            hostname="127.0.0.1",
            port=free_port(),
            authenticator=authenticate,
            auth_require_tls=False,
            # Its prompts are not those that Alertmanager's LOGIN knows.
            auth_exclude_mechanism=["LOGIN"],
        )
        self.smtp.start()
        self.smtp_port = self.smtp.port

    def keep(self, kind, text, headers):
        with self._lock:
            self.arrived.append((kind, text, headers))

    def collect(self, traces):
        """Keeps the traces of one OTLP message; the status with which it is answered."""
        if not self.takes_spans:
            return 503
        with self._lock:
            for resource in traces["resourceSpans"]:
                for scope in resource["scopeSpans"]:
                    self.traces.update(span["traceId"] for span in scope["spans"])
        return 200

    def of(self, alert, namespace=None, resolved=False):
        """The kinds of receivers that were told of the alert (or of its end)."""
        state = "RESOLVED" if resolved else "FIRING"
        with self._lock:
            return {
                kind
                for kind, text, _ in self.arrived
                if f": {alert}" in text
                and f"[{state}" in text
                and (namespace is None or f" in {namespace}" in text)
            }

    def texts(self, kind):
        with self._lock:
            return [text for each, text, _ in self.arrived if each == kind]

    def watchdog(self):
        return [json.loads(text) for text in self.texts("watchdog")]

    def watchdog_headers(self):
        with self._lock:
            return [headers for kind, _, headers in self.arrived if kind == "watchdog"]

    def stop(self):
        self.http.shutdown()
        self.http.server_close()
        self.smtp.stop()


def free_port():
    """Below the range from which the system takes the near ends of connections: a server that is
    away for a while must find its port free when it comes back."""
    while True:
        port = random.randrange(15000, 32000)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
