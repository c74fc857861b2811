"""Traffic for the live stack: honest and lying clients, batches, labelled truth; and the kinds of
traffic that make a fault."""

import base64
import http.client
import json
import socket
import ssl
import threading
import time

from .tools import ROOT

# Clients as they are: browsers, libraries, and one that lies. Most of what they show is known.
ORDINARY = {
    "chrome-windows",
    "safari-macos",
    "edge-windows",
    "safari-iphone",
    "curl",
    "curl-as-chrome",
}
ORDINARY |= {"user-agent-only", "headers-as-object"}
CLIENTS = [
    client
    for client in map(json.loads, (ROOT / "tests/golden/requests.jsonl").read_text().splitlines())
    if client["id"] in ORDINARY
]


def post(port, path, body, timeout=10, content_type="application/json", **more):
    """(status, text) of one request on a connection of its own; (0, reason) where there is none."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        body = body if isinstance(body, (str, bytes)) else json.dumps(body)
        connection.request("POST", path, body, {"content-type": content_type, **more})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except OSError as error:
        return 0, str(error)
    finally:
        connection.close()


def traced(port, trace):
    """One request for the API's document, in a trace of its caller's that is recorded."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(
        "GET", "/api/v1/openapi.json", headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"}
    )
    connection.getresponse().read()
    connection.close()


class Loop:
    """Calls `step(number)` again and again, `pause` seconds apart, until it is stopped."""

    def __init__(self, step, pause, threads=1):
        self._stopped = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, args=(step, pause), daemon=True)
            for _ in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def _run(self, step, pause):
        number = 0
        while not self._stopped.is_set():
            step(number)
            number += 1
            self._stopped.wait(pause)

    def stop(self):
        self._stopped.set()
        for thread in self._threads:
            thread.join(timeout=15)


class Truth:
    """A world in which the models are right as often as they say, whatever models these are: a handful
    of clients, told the same truth again and again, would make a calibration error of what a
    probability is short of one. Told of what the models are sure of."""

    SURE = 0.9
    WRONG = {"browser": "wget", "version": "1"}  # noqa: RUF012

    def __init__(self):
        self.owed = dict.fromkeys(self.WRONG, 0.5)

    def of(self, answer):
        told = {}
        for question, wrong in self.WRONG.items():
            label, probability = answer[question]["label"], answer[question]["probability"]
            if probability >= self.SURE and label != wrong:
                self.owed[question] += 1 - probability
                mistaken = self.owed[question] >= 1
                self.owed[question] -= mistaken
                told[question] = wrong if mistaken else label
        return told


def ordinary(port):
    """One of each kind in turn; the truth is told where it is known."""
    truth = Truth()

    def step(number):
        status, answer = post(
            port, "/api/v1/classify", {**CLIENTS[number % len(CLIENTS)], "id": f"load-{number}"}
        )
        told = truth.of(json.loads(answer)) if status == 200 else {}
        if told:
            post(port, "/api/v1/feedback", {"id": f"load-{number}", "truth": told})
        if number % 20 == 0:
            post(port, "/api/v1/classify/batch", {"fingerprints": CLIENTS})

    return Loop(step, 0.02)


def through_sensor(port):
    """Connections of our own to the TLS sensor, whose certificate nobody signed."""
    trusting = ssl.create_default_context()
    trusting.check_hostname = False
    trusting.verify_mode = ssl.CERT_NONE

    def step(_):
        connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=5, context=trusting)
        try:
            connection.request("GET", "/health")
            connection.getresponse().read()
        except OSError:
            pass
        finally:
            connection.close()

    return Loop(step, 0.5)


def broken_handshakes(port):
    """Clients that do not speak TLS to the sensor."""

    def step(_):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
                connection.sendall(b"no handshake\r\n\r\n")
                while connection.recv(4096):
                    pass
        except OSError:
            pass

    return Loop(step, 0.1)


def classify(port, pause=0.03, threads=1):
    return Loop(
        lambda number: post(port, "/api/v1/classify", CLIENTS[number % len(CLIENTS)]),
        pause,
        threads,
    )


def nothing_known(port):
    """Clients that show next to nothing."""
    return Loop(
        lambda _: post(
            port, "/api/v1/classify", {"http": {"version": "1.1", "headers": [["x", "y"]]}}
        ),
        0.05,
    )


def never_seen(port):
    """A ClientHello that no client of the training data sends."""
    odd = {
        "tls": {"ja3": "771,4865-4866-49999-65000-61234,0-10-13-43-51-60000-60001,29-24-31000,0"}
    }
    return Loop(lambda _: post(port, "/api/v1/classify", odd), 0.05)


def slow_clients(port, threads, seconds=1.6):
    """Clients that send their head at once and their body late: the service's clock runs meanwhile."""
    body = json.dumps(CLIENTS[0]).encode()
    head = (
        "POST /api/v1/classify HTTP/1.1\r\nhost: test\r\ncontent-type: application/json\r\n"
        f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
    ).encode()

    def step(_):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
                connection.sendall(head + body[:1])
                time.sleep(seconds)
                connection.sendall(body[1:])
                while connection.recv(4096):
                    pass
        except OSError:
            pass

    return Loop(step, 0.0, threads)


def crowded_batches(port, threads=6, pause=0.0):
    """More batches at once than the queue holds."""
    batch = json.dumps({"fingerprints": CLIENTS * 20})
    return Loop(lambda _: post(port, "/api/v1/classify/batch", batch), pause, threads)


def ci_metrics():
    """What a run of the workflow pushes."""
    return (
        'ci_workflow_success{workflow="ci"} 1\nci_workflow_duration_seconds{workflow="ci"} 93\n'
        'ci_tests{workflow="ci",result="passed"} 300\nci_tests{workflow="ci",result="failed"} 0\n'
        'ci_coverage_ratio{workflow="ci"} 0.9\n# TYPE fingerprint_api_model_accuracy gauge\n'
        'fingerprint_api_model_accuracy{level="os"} 0.9\n'
    )


def accuracy(browser, ece):
    """What the nightly evaluation pushes."""
    return (
        "# TYPE fingerprint_api_model_accuracy gauge\n"
        f'fingerprint_api_model_accuracy{{level="browser"}} {browser}\n'
        'fingerprint_api_model_accuracy{level="version"} 0.9\n'
        "# TYPE fingerprint_api_model_ece gauge\n"
        f'fingerprint_api_model_ece{{level="browser"}} {ece}\n'
    )


def nightly(stack):
    """The nightly evaluation, whose night lasts two seconds."""
    return Loop(lambda _: stack.push("ci-nightly", accuracy(0.9, 0.02)), 2)


def basic(user, password):
    return {"authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}
