"""Real load balancers in TCP mode, which name the client by the PROXY protocol.

Each runs for as long as a `with` lasts.
"""

import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import material
from driven import missing

START_SECONDS = 10

HAPROXY = """
defaults
    mode tcp
    timeout connect 5s
    timeout client 30s
    timeout server 30s
listen sensor
    bind 127.0.0.1:{port}
    server sensor 127.0.0.1:{to} send-proxy-v2
"""

# Debian builds the stream module as a file of its own.
NGINX = """
load_module /usr/lib/nginx/modules/ngx_stream_module.so;
daemon off;
master_process off;
pid nginx.pid;
error_log stderr;
events {{}}
stream {{
    server {{
        listen 127.0.0.1:{port};
        proxy_pass 127.0.0.1:{to};
        proxy_protocol on;
    }}
}}
"""


class Balancer:
    def __init__(self, name: str, configuration: str, *start: str):
        self.name, self.configuration, self.start = name, configuration, start

    def before(self, to: int) -> "Running":
        return Running(self, to)


# haproxy speaks version 2 of the protocol, nginx version 1.
BALANCERS = (
    Balancer("haproxy", HAPROXY, "-db", "-q", "-f"),
    Balancer("nginx", NGINX, "-e", "stderr", "-p", ".", "-c"),
)


class Running:
    """A balancer before one port of loopback; its own is `port`."""

    def __init__(self, balancer: Balancer, to: int):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.balancer = balancer
        self.folder = Path(tempfile.mkdtemp(dir=material.folder()))
        self.file = self.folder / "balancer.conf"
        self.file.write_text(balancer.configuration.format(port=self.port, to=to))

    def __enter__(self):
        executable = shutil.which(
            self.balancer.name, path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin"
        )
        if not executable:
            raise missing(self.balancer.name)
        with (self.folder / "log").open("w") as log:
            self.process = subprocess.Popen(
                [executable, *self.balancer.start, str(self.file)], cwd=self.folder, stderr=log
            )
        try:
            self._wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)

    def _wait(self):
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError(
            f"{self.balancer.name} did not start: {(self.folder / 'log').read_text()[-600:]}"
        )
