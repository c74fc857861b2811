"""Runs one client, one request at a time, and takes what the server saw meanwhile: attribution is
by turn, so it is certain."""

import contextlib
import os
import re
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from harness import row
from harness.client import ANY, HTTP1, Client
from harness.connection import Observation
from harness.environment import client_environment
from harness.row import Attribution, Row
from harness.scenarios import CLAIM, PLAIN, Scenario, claim
from harness.server import Server

VERSION_SECONDS = 30
SETTLE_SECONDS = 3
# The requests, by name, that are asked for a second time, over HTTP/1.1.
AGAIN = (PLAIN.name, CLAIM.name, "dressed")


def versions(clients: list[Client]) -> tuple[dict[int, str], dict[int, str]]:
    """What each client says of itself, and why it is missing where it says nothing."""
    known, missing = {}, {}
    for client in clients:
        try:
            output = subprocess.run(
                client.version,
                capture_output=True,
                text=True,
                timeout=VERSION_SECONDS,
                cwd=client.folder,
                stdin=subprocess.DEVNULL,
                env={**os.environ, **client.environment},
            )
        except (OSError, subprocess.TimeoutExpired) as problem:
            missing[id(client)] = (
                f"{type(problem).__name__}: {Path(client.version[0]).name} (is it installed?)"
            )
            continue
        found = re.search(client.version_pattern, output.stdout + output.stderr)
        if output.returncode == 0 and found:
            known[id(client)] = found.group(1)
        else:
            missing[id(client)] = (
                f"no version from it: {last_line(output.stderr) or last_line(output.stdout)}"
            )
    return known, missing


class Runner:
    def __init__(self, server: Server, folder: Path, day: str) -> None:
        self.server = server
        self.folder = folder
        self.day = day

    def drive(self, client: Client, version: str) -> tuple[list[Row], list[str]]:
        """The rows of one client, and what went wrong."""

        def attributed(scenario: Scenario) -> Attribution:
            claimed = claim(scenario, f"{client.name} {client.build} {version}")
            return Attribution(client, version, claimed, self.day)

        rows: list[Row] = []
        problems: list[str] = []
        for scenario in client.scenarios:
            made, problem = self._once(attributed(scenario), ANY)
            rows += made
            problems += problem
        spoke_h2 = any(one["fingerprint"]["http"]["version"] == "h2" for one in rows)
        if spoke_h2 and not client.only_http2:
            # The same hello, but a server that knows no HTTP/2: header case and order are others.
            for scenario in dict.fromkeys(client.scenarios):
                if scenario.name in AGAIN:
                    made, problem = self._once(attributed(scenario), HTTP1)
                    rows += made
                    problems += problem
        return rows, problems

    def _once(self, by: Attribution, protocols: tuple[str, ...]) -> tuple[list[Row], list[str]]:
        client, scenario = by.client, by.scenario
        self.server.offer(protocols)
        self.server.collect(SETTLE_SECONDS)
        failure = self._run(client, client.command(self._url(client.host), scenario))
        seen = self.server.collect(SETTLE_SECONDS)
        whole = [
            observation for observation in seen if observation.method and not observation.error
        ]
        made = [
            row.from_observation(observation, by)
            for observation in whole
            if wanted(client, observation)
        ]
        if made and not client.browser:
            made = made[:1]
        if made:
            return made, []
        errors = "; ".join(observation.error for observation in seen if observation.error)
        client_said, server_said = failure or "it ended well", errors or "saw no connection"
        return [], [f"{scenario.name}: nothing recorded ({client_said}; server: {server_said})"]

    def _run(self, client: Client, command: list[str]) -> str:
        """Runs to the end or to the deadline, then ends the whole process group, children
        included."""
        profile = tempfile.mkdtemp(prefix="profile-", dir=self.folder)
        # A browser's chatter is not read, so it must not fill a pipe.
        output = subprocess.DEVNULL if client.browser else subprocess.PIPE
        try:
            process = subprocess.Popen(
                [self._filled(word).replace("{profile}", profile) for word in command],
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                text=True,
                errors="replace",
                cwd=client.folder or self.folder,
                env=self._environment(client),
                start_new_session=True,
            )
        except OSError as problem:
            return str(problem)
        failure = (
            self._visit(process, client.seconds)
            if client.browser
            else self._wait(process, client.seconds)
        )
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if client.browser:
            end_all_of(profile)
        return failure

    def _wait(self, process: subprocess.Popen[str], seconds: float) -> str:
        try:
            output, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            return f"ended after {seconds} s"
        return f"exit {process.returncode}: {last_line(output)}" if process.returncode else ""

    def _visit(self, process: subprocess.Popen[str], seconds: float) -> str:
        """A browser stays open: its visit is over when the page's last request has come."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.server.saw("POST", "/items"):
                return ""
            if process.poll() is not None:
                return f"exit {process.returncode}"
            time.sleep(0.1)
        return f"ended after {seconds} s"

    def _environment(self, client: Client) -> dict[str, str]:
        own = {name: self._filled(value) for name, value in client.environment.items()}
        return {
            **client_environment(self.server.certificates.authority, self.folder / "home"),
            **own,
        }

    def _url(self, host: str) -> str:
        return (
            f"https://{host}/" if self.server.port == 443 else f"https://{host}:{self.server.port}/"
        )

    def _filled(self, word: str) -> str:
        return word.replace("{authority}", str(self.server.certificates.authority)).replace(
            "{folder}", str(self.folder)
        )


def end_all_of(profile: str) -> None:
    """A driver starts its browser in a process group of its own: known by the profile, which is
    this run's alone."""
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if profile.encode() in entry.read_bytes():
                os.kill(int(entry.parent.name), signal.SIGKILL)
        except OSError:
            continue  # It ended meanwhile.


def wanted(client: Client, seen: Observation) -> bool:
    return seen.path in (("/", "/items") if client.browser else ("/",)) or client.name == "git"


def last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:200] if lines else ""
