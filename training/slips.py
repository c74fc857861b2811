"""What no real browser did in a request here and impersonators do: differences that a rule could use,
counted where they could have shown."""

from collections import defaultdict

# Where it can show, and whether it does: (HTTP version, method, header fields by lower-case name).
SLIPS = {
    "HTTP/1.1 without `Connection`": (
        lambda version, method, fields: version == "1.1",
        lambda fields: "connection" not in fields),
    "JSON posted by a navigation": (
        lambda version, method, fields: method == "POST" and "json" in fields.get("content-type", ""),
        lambda fields: fields.get("sec-fetch-mode") == "navigate"),
    "a post without `Origin`": (
        lambda version, method, fields: method == "POST",
        lambda fields: "origin" not in fields),
    "a navigation of Blink or Gecko without `Upgrade-Insecure-Requests`": (
        lambda version, method, fields: fields.get("sec-fetch-mode") == "navigate" and any(name in fields["user-agent"] for name in ("Chrome/", "Gecko/20")),
        lambda fields: "upgrade-insecure-requests" not in fields),
}
CLIENTS = ["browser", "browser that lies", "library with a browser's name"]


def report(rows):
    """`rows` as the sources have them. Only requests that name a browser are asked."""
    counts, tools = defaultdict(lambda: [0, 0]), set()
    for row in rows:
        http = row["fingerprint"].get("http", {})
        fields = {name.lower(): value for name, value in http["headers"]} if isinstance(http.get("headers"), list) else {}
        if not fields.get("user-agent", "").startswith("Mozilla/"):
            continue
        client = kind(row["truth"])
        if client not in CLIENTS:
            tools.add(client)
        for slip, (asked, shows) in SLIPS.items():
            if asked(http.get("version"), http.get("method", "GET"), fields):
                counts[slip, client][0] += shows(fields)
                counts[slip, client][1] += 1
    clients = CLIENTS + sorted(tools)
    print(f"\n## Slips of impersonators\n\n| request | {' | '.join(clients)} |\n{'|---' * (len(clients) + 1)}|")
    for slip in SLIPS:
        print(f"| {slip} | {' | '.join(said(counts[slip, client]) for client in clients)} |")


def said(count):
    return f"{count[0]} of {count[1]}" if count[1] else "–"


def kind(truth):
    if truth.get("client") == "impersonator":
        return truth["automation_tool"]
    if truth.get("client") != "browser":
        return CLIENTS[2]
    return CLIENTS[1] if truth.get("spoofing") else CLIENTS[0]
