"""A figure as text, and which subsets of feature groups have a name in words."""

from fingerprint_training.arrays import Json

# The evidence that README and the status route show, in README's words, by the groups of the card's
# table.
EVIDENCE = {
    "TLS alone": "tls",
    "HTTP/2 opening alone": "http2",
    "header shape alone, no claims": "http",
    "user agent alone": "user_agent",
    "TLS and HTTP/2": "tls+http2",
    "TLS and header shape, no claims": "tls+http",
    "TLS, HTTP/2 and header shape, no claims": "tls+http2+http",
    "TLS and all headers": "tls+http+client_hints+user_agent",
    "TLS, HTTP/2 and all headers": "tls+http2+http+client_hints+user_agent",
    "page alone, no user agent": "browser",
    "page with probes, no user agent": "browser+probes",
    "all headers and page with probes": "http+client_hints+user_agent+browser+probes",
    "every layer but TCP": "tls+http2+http+client_hints+user_agent+browser+probes",
}


def published_metrics(metrics: Json) -> Json:
    """The figures that a manifest carries: the card has those of every subset."""
    published = set(EVIDENCE.values())
    return metrics | {
        table: {groups: row for groups, row in metrics[table].items() if groups in published}
        for table in ("subsets", "by_build")
    }


def interval_text(figure: Json) -> str:
    """A share with its interval, the rows and the groups behind it; † where it is Wilson's."""
    if figure["value"] is None:
        return "–"
    groups = f" in {figure['groups']}" if "groups" in figure else ""
    wilson = "†" if figure.get("wilson") else ""
    bounds = f"({figure['low']:.3f}–{figure['high']:.3f}){wilson}"
    return f"{figure['value']:.3f} {bounds}, n {figure['n']}{groups}"


def share_text(figure: Json) -> str:
    return "–" if figure["value"] is None else f"{figure['value']:.3f}, n {figure['n']}"


def calibration_error_text(metrics: Json) -> str:
    """The calibration error, and behind it what chance makes of a perfect model's on the same
    rows."""
    chance = metrics["ece_by_chance"]
    return f"{metrics['ece']:.3f} ({chance['median']:.3f}–{chance['most']:.3f})"


def summary_line(metrics: Json) -> str:
    accuracy = metrics["accuracy"]
    return (
        f"accuracy {accuracy['value']} ({accuracy['low']}-{accuracy['high']}), "
        f"unseen rows {metrics['accuracy_unseen_rows']['value']}, "
        f"macro-F1 {metrics['macro_f1']}, ECE {metrics['ece']}, "
        f"coverage {metrics['coverage_at_0_9']}"
    )
