"""Programs that fetch an address for a purpose of their own: mirrors, players, load testers, a browser without script."""

from asked import AGENT, CLAIM, CLAIM_ALL, HEADERS, PLAIN, Asked
from client import Client, library
from surroundings import TRUSTING
from tools import Tools

GET = (PLAIN, HEADERS, AGENT, CLAIM, CLAIM_ALL)
AGENTS = (PLAIN, CLAIM)
DISPLAY = ("xvfb-run", "-a", "-s", "-screen 0 1024x768x24")


def named(*words: str):
    """The program, its headers each behind -H, the address."""
    def build(url: str, asked: Asked) -> list[str]:
        return [*words, *(word for name, value in asked.headers for word in ("-H", f"{name}: {value}")), url]

    return build


def debian(package: str) -> list[str]:
    """For those that say no version of themselves, or an error."""
    return ["dpkg-query", "--show", "--showformat=${Version}", package]


def agent(asked: Asked) -> str:
    return dict(asked.headers).get("User-Agent", "")


def ffmpeg(url: str, asked: Asked) -> list[str]:
    rest = "".join(f"{name}: {value}\r\n" for name, value in asked.headers if name != "User-Agent")
    return ["ffmpeg", "-v", "error", *(["-user_agent", agent(asked)] if agent(asked) else []), *(["-headers", rest] if rest else []), "-i", url, "-f", "null", "-"]


def lftp(url: str, asked: Asked) -> list[str]:
    setting = f'set http:user-agent "{agent(asked)}"; ' if agent(asked) else ""
    return ["lftp", "-c", f"set ssl:ca-file {{authority}}; set net:max-retries 1; {setting}cat {url}"]


def httrack(url: str, asked: Asked) -> list[str]:
    return ["httrack", url, "-O", "{profile}", "-q", "-r1", "-%v0", "-s0", *(["-F", agent(asked)] if agent(asked) else [])]


def clients(tools: Tools) -> list[Client]:
    other = library("library")

    def fixed(*words: str):
        return lambda url, asked: [*words, url]

    return [
        Client("ffmpeg", ["ffmpeg", "-version"], ffmpeg, other, build="gnutls", asks=GET, version_pattern=r"version (\d[\d.]*)"),
        Client("lftp", ["lftp", "--version"], lftp, other, build="gnutls", asks=AGENTS, version_pattern=r"Version (\d[\d.]*)"),
        # Its own user agent says Windows 98, as a joke of its age.
        Client("httrack", ["httrack", "--version"], httrack, {**other, "os": None}, asks=AGENTS, version_pattern=r"version (\d[\d.]*)"),
        Client("siege", debian("siege"), named("siege", "-q", "-r", "1", "-c", "1"), other, asks=GET),
        Client("ab", ["ab", "-V"], named("ab", "-q", "-n", "1"), other, asks=GET, version_pattern=r"Version (\d[\d.]*)"),
        Client("cadaver", debian("cadaver"), fixed(*TRUSTING, "cadaver"), other, build="gnutls", asks=(PLAIN,)),
        # An engine of its own, without the scripts that make a browser one to the service.
        Client("netsurf", debian("netsurf-gtk"), fixed(*DISPLAY, "netsurf-gtk", "--ca_bundle={authority}"), other, asks=(PLAIN,), seconds=8),
    ]
