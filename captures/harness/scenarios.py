"""The requests that each client is asked to make: what ordinary users of libraries set, and what
they claim."""

import json
import zlib
from dataclasses import dataclass

BODY = json.dumps({"name": "item", "count": 3})

CHROMIUM_SUFFIX = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{0}.0.0.0 Safari/537.36"
CHROME = f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROMIUM_SUFFIX}"
CHROME_LINUX = f"Mozilla/5.0 (X11; Linux x86_64) {CHROMIUM_SUFFIX}"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:{0}.0) Gecko/20100101 Firefox/{0}.0"
FIREFOX_LINUX = "Mozilla/5.0 (X11; Linux x86_64; rv:{0}.0) Gecko/20100101 Firefox/{0}.0"
SAFARI = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/{0} Safari/605.1.15"
)
EDGE = CHROME + " Edg/{0}.0.0.0"

# Only what such programs really copy; the claim is spread over clients, so that
# no single user agent means "library".
CLAIMS = (
    (CHROME.format(148), True),
    (CHROME_LINUX.format(156), False),
    (FIREFOX.format(151), True),
    (FIREFOX_LINUX.format(153), False),
    (SAFARI.format("26.1"), True),
    (EDGE.format(152), True),
)


@dataclass(frozen=True)
class Scenario:
    name: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""
    spoofing: tuple[str, ...] = ()

    def arguments(self, url: str) -> list[str]:
        """How every program of `programs/` takes its request."""
        return [self.method, url, json.dumps([list(pair) for pair in self.headers]), self.body]


PLAIN = Scenario("plain")
HEADERS = Scenario(
    "headers", headers=(("Accept", "application/json"), ("Accept-Language", "en-US,en;q=0.9"))
)
AGENT = Scenario(
    "agent", headers=(("User-Agent", "example-app/1.4.2"), ("Authorization", "Bearer example"))
)
JSON = Scenario("json", method="POST", body=BODY)
# Filled in for each client by `claim`.
CLAIM = Scenario("claimed_agent")
CLAIM_ALL = Scenario("claimed_headers")

EVERY = (PLAIN, HEADERS, AGENT, JSON, CLAIM, CLAIM_ALL)


def claim(scenario: Scenario, client: str) -> Scenario:
    """CLAIM and CLAIM_ALL with the claim that falls to this client; every other request as it
    is."""
    if scenario not in (CLAIM, CLAIM_ALL):
        return scenario
    number = zlib.crc32(f"{client} {scenario.name}".encode())
    agent, other_system = CLAIMS[number % len(CLAIMS)]
    headers: tuple[tuple[str, str], ...] = (("User-Agent", agent),)
    if scenario is CLAIM_ALL:
        headers += copied_headers(agent)
    spoofing = ("user_agent_browser", "os") if other_system else ("user_agent_browser",)
    return Scenario(scenario.name, headers=headers, spoofing=spoofing)


def copied_headers(agent: str) -> tuple[tuple[str, str], ...]:
    """The rest of a browser's navigation request, as scripts copy it from developer tools."""
    headers = [
        (
            "Accept",
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
        ),
        ("Accept-Language", "en-US,en;q=0.9"),
        ("Upgrade-Insecure-Requests", "1"),
        ("Sec-Fetch-Dest", "document"),
        ("Sec-Fetch-Mode", "navigate"),
        ("Sec-Fetch-Site", "none"),
        ("Sec-Fetch-User", "?1"),
    ]
    if "Chrome/" in agent:
        major = agent.split("Chrome/")[1].split(".")[0]
        brand = "Microsoft Edge" if "Edg/" in agent else "Google Chrome"
        system = "Windows" if "Windows" in agent else "Linux"
        headers += [
            ("Sec-CH-UA", f'"{brand}";v="{major}", "Chromium";v="{major}", "Not_A Brand";v="24"'),
            ("Sec-CH-UA-Mobile", "?0"),
            ("Sec-CH-UA-Platform", f'"{system}"'),
        ]
    return tuple(headers)


# What is asked of browsers: an undisturbed visit, one of another language, and
# the changed user agents that extensions and drivers make common.
VISIT = PLAIN
GERMAN = Scenario("german")
OTHER_SYSTEM = Scenario("other_system", spoofing=("os",))
OTHER_BROWSER = Scenario("other_browser", spoofing=("user_agent_browser",))
OTHER_VERSION = Scenario("other_version", spoofing=("user_agent_version",))
VISITS = (VISIT, VISIT, VISIT, GERMAN)
CHANGED = (OTHER_SYSTEM, OTHER_BROWSER, OTHER_VERSION)


def changed_agent(scenario: Scenario, engine: str, major: str) -> str:
    """The user agent that a browser of this engine is made to send; empty: its own."""
    own, own_elsewhere, other = (
        (CHROME_LINUX, CHROME, FIREFOX_LINUX)
        if engine == "blink"
        else (FIREFOX_LINUX, FIREFOX, CHROME_LINUX)
    )
    return {
        "other_system": own_elsewhere.format(major),
        "other_browser": other.format(153),
        "other_version": own.format(int(major) - 20),
    }.get(scenario.name, "")
