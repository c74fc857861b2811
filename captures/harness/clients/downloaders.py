"""Programs that fetch an address for a purpose of their own: mirrors, players, load testers, a
browser without script."""

from harness.client import Client, Command, library, run_visit
from harness.environment import TRUSTING
from harness.scenarios import AGENT, CLAIM, CLAIM_ALL, HEADERS, PLAIN, Scenario
from harness.tools import Tools

GET = (PLAIN, HEADERS, AGENT, CLAIM, CLAIM_ALL)
AGENTS = (PLAIN, CLAIM)
DISPLAY = ("xvfb-run", "-a", "-s", "-screen 0 1024x768x24")


def named(*words: str) -> Command:
    """The program, its headers each behind -H, the address."""

    def build(url: str, scenario: Scenario) -> list[str]:
        return [
            *words,
            *(word for name, value in scenario.headers for word in ("-H", f"{name}: {value}")),
            url,
        ]

    return build


def debian(package: str) -> list[str]:
    """For those that say no version of themselves, or an error."""
    return ["dpkg-query", "--show", "--showformat=${Version}", package]


def agent(scenario: Scenario) -> str:
    return dict(scenario.headers).get("User-Agent", "")


def ffmpeg(url: str, scenario: Scenario) -> list[str]:
    rest = "".join(
        f"{name}: {value}\r\n" for name, value in scenario.headers if name != "User-Agent"
    )
    return [
        "ffmpeg",
        "-v",
        "error",
        *(["-user_agent", agent(scenario)] if agent(scenario) else []),
        *(["-headers", rest] if rest else []),
        "-i",
        url,
        "-f",
        "null",
        "-",
    ]


def lftp(url: str, scenario: Scenario) -> list[str]:
    setting = f'set http:user-agent "{agent(scenario)}"; ' if agent(scenario) else ""
    return [
        "lftp",
        "-c",
        f"set ssl:ca-file {{authority}}; set net:max-retries 1; {setting}cat {url}",
    ]


def httrack(url: str, scenario: Scenario) -> list[str]:
    return [
        "httrack",
        url,
        "-O",
        "{profile}",
        "-q",
        "-r1",
        "-%v0",
        "-s0",
        *(["-F", agent(scenario)] if agent(scenario) else []),
    ]


def clients(tools: Tools) -> list[Client]:
    other = library("library")

    def fixed(*words: str) -> Command:
        return run_visit(list(words))

    return [
        Client(
            "ffmpeg",
            ["ffmpeg", "-version"],
            ffmpeg,
            other,
            build="gnutls",
            scenarios=GET,
            version_pattern=r"version (\d[\d.]*)",
        ),
        Client(
            "lftp",
            ["lftp", "--version"],
            lftp,
            other,
            build="gnutls",
            scenarios=AGENTS,
            version_pattern=r"Version (\d[\d.]*)",
        ),
        # Its own user agent says Windows 98, as a joke of its age.
        Client(
            "httrack",
            ["httrack", "--version"],
            httrack,
            {**other, "os": None},
            scenarios=AGENTS,
            version_pattern=r"version (\d[\d.]*)",
        ),
        Client(
            "siege",
            debian("siege"),
            named("siege", "-q", "-r", "1", "-c", "1"),
            other,
            scenarios=GET,
        ),
        Client(
            "ab",
            ["ab", "-V"],
            named("ab", "-q", "-n", "1"),
            other,
            scenarios=GET,
            version_pattern=r"Version (\d[\d.]*)",
        ),
        Client(
            "cadaver",
            debian("cadaver"),
            fixed(*TRUSTING, "cadaver"),
            other,
            build="gnutls",
            scenarios=(PLAIN,),
        ),
        # An engine of its own, without the scripts that make a browser one to the service.
        Client(
            "netsurf",
            debian("netsurf-gtk"),
            fixed(*DISPLAY, "netsurf-gtk", "--ca_bundle={authority}"),
            other,
            scenarios=(PLAIN,),
            seconds=8,
        ),
    ]
