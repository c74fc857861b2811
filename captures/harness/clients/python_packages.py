"""Python's HTTP packages, in every environment (a time of release) that holds them."""

from harness.client import Client, library, run_program, run_visit
from harness.scenarios import EVERY, PLAIN
from harness.tools import Tools

PACKAGES = (
    "requests",
    "urllib3",
    "aiohttp",
    "tornado",
    "httplib2",
    "treq",
    "niquests",
    "aiosonic",
    "pyreqwest",
    "pyqwest",
    "blacksheep",
)
# HTTP/2 is off unless a user asks for it.
EITHER_PROTOCOL = ("httpx", "httpx2")


def clients(tools: Tools) -> list[Client]:
    found = []
    for name in PACKAGES:
        for environment, interpreter in tools.python_environments(name):
            found.append(
                driver(name, [interpreter, tools.program(f"python_{name}.py")], environment)
            )
    for name in EITHER_PROTOCOL:
        for environment, interpreter in tools.python_environments(name):
            run = [interpreter, tools.program(f"python_{name}.py")]
            found.append(driver(name, run, environment))
            found.append(driver(name, run, f"{environment}-http2", "h2"))
    for environment, interpreter in tools.python_environments("pycurl"):
        run = [interpreter, tools.program("python_pycurl.py")]
        # What it shows is curl's, user agent included.
        found.append(
            Client(
                "pycurl",
                [*run, "version"],
                run_program(run),
                library("curl"),
                build=environment,
                scenarios=EVERY,
                version_pattern=r"PycURL/(\S+)",
            )
        )
    for environment, interpreter in tools.python_environments("yt-dlp"):
        run = [interpreter, "-m", "yt_dlp"]
        # A downloader on urllib that is never honest: it sends a Chrome's headers, on Windows,
        # at random.
        found.append(
            Client(
                "yt-dlp",
                [*run, "--version"],
                run_visit(
                    [*run, "--ignore-config", "--compat-options", "no-certifi", "--simulate"]
                ),
                library("python", spoofing=["user_agent_browser", "os"]),
                build=environment,
                scenarios=(PLAIN,),
                variant="urllib",
            )
        )
    return found


def driver(name: str, run: list[str], build: str, protocol: str | None = None) -> Client:
    first = [protocol or "http/1.1"] if name in EITHER_PROTOCOL else []
    return Client(
        name,
        [*run, "version"],
        run_program([*run, *first]),
        library("python"),
        build=build,
        scenarios=EVERY,
        stack="rust" if name in ("pyreqwest", "pyqwest") else "",
    )
