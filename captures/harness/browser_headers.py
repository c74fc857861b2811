"""What a browser sends of itself, in its own order, for impersonators that bring the hello and
leave the headers to their caller.

Their users copy the headers out of developer tools and put them in that order: a navigation on
Windows, on macOS for Safari.
"""

import re

from harness.scenarios import BODY, CHROME, FIREFOX, SAFARI, Scenario

# Chromium's own rule for the brand that means nothing: GetGreasedUserAgentBrandVersion,
# components/embedder_support/user_agent_utils.cc. It is that of 105 and newer; two older targets
# get it too.
GREASE_CHARACTERS = " (:-./);=?_"
GREASE_VERSIONS = ("8", "99", "24")
GREASE_ORDERS = ((0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0))
BRANDS = {"chrome": "Google Chrome", "edge": "Microsoft Edge", "brave": "Brave", "opera": "Opera"}
# Chromium's major of an Opera: Opera's own plus this, for the majors that impersonators offer.
OPERA_BEHIND = 14
# The newest of each, for targets that name no major ("chrome_latest").
NEWEST = {"chrome": 155, "edge": 152, "brave": 146, "opera": 131, "firefox": 153, "safari": 26}


def scenarios_with_headers(target: str) -> tuple[Scenario, ...]:
    """A page, the same session's JSON, and the JSON of one who minds what a page's script sends;
    nothing where the target is not a desktop browser."""
    headers = browser_headers(target)
    if not headers:
        return ()
    spoofing = ("tls_impersonation", "user_agent_browser")
    return (
        Scenario("dressed", headers=headers, spoofing=spoofing),
        Scenario("dressed_json", method="POST", headers=headers, body=BODY, spoofing=spoofing),
        Scenario(
            "dressed_fetch",
            method="POST",
            headers=fetch_headers(dict(headers)),
            body=BODY,
            spoofing=spoofing,
        ),
    )


# What a page's script sends, in the order of each engine; what a navigation alone has is left out.
FETCH_ORDER = {
    "chromium": (
        "sec-ch-ua-platform",
        "user-agent",
        "sec-ch-ua",
        "content-type",
        "sec-ch-ua-mobile",
        "accept",
        "origin",
        "sec-fetch-site",
        "sec-fetch-mode",
        "sec-fetch-dest",
        "referer",
        "accept-encoding",
        "accept-language",
        "priority",
    ),
    "firefox": (
        "user-agent",
        "accept",
        "accept-language",
        "accept-encoding",
        "referer",
        "content-type",
        "origin",
        "sec-fetch-dest",
        "sec-fetch-mode",
        "sec-fetch-site",
        "priority",
        "te",
    ),
    "safari": (
        "accept",
        "content-type",
        "origin",
        "sec-fetch-site",
        "sec-fetch-mode",
        "user-agent",
        "referer",
        "sec-fetch-dest",
        "accept-language",
        "priority",
        "accept-encoding",
    ),
}


def fetch_headers(page: dict[str, str]) -> tuple[tuple[str, str], ...]:
    engine = "chromium" if "sec-ch-ua" in page else "firefox" if "te" in page else "safari"
    said = {
        **page,
        "accept": "*/*",
        "content-type": "application/json",
        "origin": "https://localhost",
        "referer": "https://localhost/",
        "sec-fetch-site": "same-origin",
        "sec-fetch-mode": "cors",
        "sec-fetch-dest": "empty",
    }
    if "priority" in said:
        said["priority"] = (
            "u=1, i" if engine == "chromium" else "u=4" if engine == "firefox" else "u=3, i"
        )
    return tuple((name, said[name]) for name in FETCH_ORDER[engine] if name in said)


def browser_headers(target: str) -> tuple[tuple[str, str], ...]:
    found = re.match(
        r"(chrome|edge|brave|opera|firefox|safari)(?!_?(?:ios|ipad|android))\D*(\d{0,3})",
        target.lower().removeprefix("tls_"),
    )
    if not found:
        return ()
    family, major = found.group(1), int(found.group(2) or NEWEST[found.group(1)])
    if family == "firefox":
        return firefox(major)
    if family == "safari":
        return safari(major)
    return chromium(family, major)


def chromium(family: str, major: int) -> tuple[tuple[str, str], ...]:
    engine = major + OPERA_BEHIND if family == "opera" else major
    agent = CHROME.format(engine) + {
        "edge": f" Edg/{engine}.0.0.0",
        "opera": f" OPR/{major}.0.0.0",
    }.get(family, "")
    return (
        ("sec-ch-ua", brands(family, major, engine)),
        ("sec-ch-ua-mobile", "?0"),
        ("sec-ch-ua-platform", '"Windows"'),
        ("upgrade-insecure-requests", "1"),
        ("user-agent", agent),
        (
            "accept",
            "text/html,application/xhtml+xml,application/xml;q=0.9,"
            "image/avif,image/webp,image/apng,*/*;q=0.8,"
            f"application/signed-exchange;v=b3;q={'0.7' if engine >= 110 else '0.9'}",
        ),
        ("sec-fetch-site", "none"),
        ("sec-fetch-mode", "navigate"),
        ("sec-fetch-user", "?1"),
        ("sec-fetch-dest", "document"),
        ("accept-encoding", "gzip, deflate, br, zstd" if engine >= 123 else "gzip, deflate, br"),
        ("accept-language", "en-US,en;q=0.9"),
        *((("priority", "u=0, i"),) if engine >= 124 else ()),
    )


def brands(family: str, major: int, engine: int) -> str:
    first, second = (GREASE_CHARACTERS[(engine + step) % len(GREASE_CHARACTERS)] for step in (0, 1))
    grease = (f"Not{first}A{second}Brand", GREASE_VERSIONS[engine % len(GREASE_VERSIONS)])
    placed = dict(
        zip(
            GREASE_ORDERS[engine % len(GREASE_ORDERS)],
            (grease, ("Chromium", engine), (BRANDS[family], major)),
            strict=True,
        )
    )
    return ", ".join(f'"{name}";v="{version}"' for _, (name, version) in sorted(placed.items()))


def firefox(major: int) -> tuple[tuple[str, str], ...]:
    images = "" if major >= 132 else "image/avif,image/webp,"
    return (
        ("user-agent", FIREFOX.format(major)),
        ("accept", f"text/html,application/xhtml+xml,application/xml;q=0.9,{images}*/*;q=0.8"),
        ("accept-language", "en-US,en;q=0.5"),
        ("accept-encoding", "gzip, deflate, br, zstd" if major >= 126 else "gzip, deflate, br"),
        ("upgrade-insecure-requests", "1"),
        ("sec-fetch-dest", "document"),
        ("sec-fetch-mode", "navigate"),
        ("sec-fetch-site", "none"),
        ("sec-fetch-user", "?1"),
        *((("priority", "u=0, i"),) if major >= 128 else ()),
        ("te", "trailers"),
    )


def safari(major: int) -> tuple[tuple[str, str], ...]:
    return (
        ("sec-fetch-dest", "document"),
        ("user-agent", SAFARI.format(f"{major}.0")),
        ("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
        ("sec-fetch-site", "none"),
        ("sec-fetch-mode", "navigate"),
        ("accept-language", "en-US,en;q=0.9"),
        *((("priority", "u=0, i"),) if major >= 18 else ()),
        ("accept-encoding", "gzip, deflate, br"),
    )
