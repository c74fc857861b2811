"""How the evidence of a lie is added up: factors for the spoofing model, the browser model's doubt
in the claimed engine, and the checks' findings, fitted on held-out clients.

A factor is never negative, so that no evidence of a lie can speak for honesty.
"""

import json
import subprocess

import numpy as np

# What the verdict assumes before anything is known of a client (`UNFITTED` in src/verdict/spoofing.rs).
LIARS = 0.02
MOST = 7.0
# The models' own log-odds may be too timid; what a check weighs is stated, and never counts for more than that.
MOST_FACTOR = np.array([2.0, 2.0, 1.0])

ENGINE = {
    **dict.fromkeys(["chrome", "edge", "opera", "samsung_internet", "brave", "vivaldi", "yandex", "chromium", "webview"], "blink"),
    **dict.fromkeys(["firefox", "tor_browser"], "gecko"), **dict.fromkeys(["safari", "webkit"], "webkit"),
    "internet_explorer": "trident", "crawler": "unknown",
}


def log_odds(probability):
    bounded = np.clip(probability, 0.0001, 0.9999)
    return np.log(bounded / (1 - bounded))


def against_claim(engines, browser, os_, browser_labels, os_labels, trained_liars):
    """As src/verdict/spoofing.rs weighs it: how much likelier than in training the claimed engine is
    a lie; zero where nothing is claimed, or where doubt alone speaks."""
    ios = os_[:, os_labels.index("ios")] if "ios" in os_labels else np.zeros(len(browser))
    names = sorted(set(ENGINE.values()) | {"none"})
    home = np.array([names.index(ENGINE.get(label, "none")) for label in browser_labels])
    at_home = np.stack([browser[:, home == index].sum(axis=1) for index in range(len(names))], axis=1)
    on_ios = at_home.copy()
    moved = [names.index("blink"), names.index("gecko")]
    on_ios[:, names.index("webkit")] += at_home[:, moved].sum(axis=1)
    on_ios[:, moved] = 0
    share = ios[:, None] * on_ios + (1 - ios[:, None]) * at_home
    place = np.array([names.index(engine) if engine in names else -1 for engine in engines])
    claimed = np.where(place >= 0, share[np.arange(len(share)), np.maximum(place, 0)], 0.5)
    weight = np.clip(log_odds(1 - claimed) - log_odds(np.array(trained_liars)), -MOST, MOST)
    silent = (place < 0) | (np.array(engines) == "unknown") | ((weight > 0) & (share.argmax(axis=1) == place)) | (np.abs(weight) < 0.5)
    return np.where(silent, 0.0, weight)


def findings(binary, path):
    """What the checks found, by client."""
    printed = subprocess.run([str(binary), "findings", str(path)], check=True, stdout=subprocess.PIPE).stdout
    return [json.loads(line) for line in printed.splitlines()]


def weights(found):
    """The findings' weights, added: of the network, and of a page."""
    return np.array([[sum(f["weight"] for f in row if f["of_page"] == page) for page in (False, True)] for row in found])


def claimed_engines(columns, rows):
    """The engine that the user agent claims, as the extractor read it."""
    names = [c.removeprefix("user_agent.engine_") for c in columns if c.startswith("user_agent.engine_")]
    place = [columns.index(f"user_agent.engine_{name}") for name in names]
    flags = rows[:, place]
    return np.where(flags.any(axis=1), np.array(names)[flags.argmax(axis=1)], "unknown")


def fit(evidence, offset, lies, weight):
    """Logistic regression with factors of zero and more, by projected Newton steps, on as many lies as
    honest clients; the bias is the log-odds of the share that is assumed, so that a stated weight means
    what it says. `offset` counts in full: nothing on the network says the same as a page."""
    share = np.where(lies, 0.5 * weight / weight[lies].sum(), 0.5 * weight / weight[~lies].sum())
    factors = np.full(evidence.shape[1], 0.5)
    for _ in range(200):
        p = 1 / (1 + np.exp(-np.clip(evidence @ factors + offset, -30, 30)))
        slope = evidence.T @ (share * (p - lies)) + 1e-4 * factors
        curve = (evidence * (share * p * (1 - p))[:, None]).T @ evidence + np.diag(np.full(len(factors), 1e-4))
        moved = np.clip(factors - 0.5 * np.linalg.solve(curve, slope), 0, MOST_FACTOR)
        if np.abs(moved - factors).max() < 1e-7:
            break
        factors = moved
    agreement, against, found = (round(float(factor), 4) for factor in factors)
    return {"agreement": agreement, "evidence": against, "findings": found, "bias": round(float(np.log(LIARS / (1 - LIARS))), 4)}


# Checks that hold a hello to the claimed major.
OF_MAJORS = {"ahead_of_version", "static_extension_order", "post_quantum_missing"}

# Lies that cannot be where the evidence is that of the claimed engine (`is_of_engine` in src/verdict/spoofing.rs).
OF_ENGINE = {"user_agent_browser"}
# Findings that weigh less are suspicions, and all of them no more than this together (src/verdict/odds.rs).
SUSPICION, MOST_SUSPICION = 2.0, 2.5


def combined(evidence, found, factors):
    """The odds of a lie as the verdict adds them: `evidence` is what the models say of agreement and of
    the claimed engine, `found` what the checks found. That the engine is the claimed one acquits of a
    lie about the engine, and of no other."""
    told = evidence @ np.array([factors["agreement"], factors["evidence"]])
    for index, row in enumerate(found):
        if row:
            counted = [(f["kind"] in OF_ENGINE, f["weight"] * (1 if f["of_page"] else factors["findings"])) for f in row]
            of_engine = told[index] + added(weight for own, weight in counted if own)
            others = added(weight for own, weight in counted if not own)
            told[index] = others + max(of_engine, 0.0) if others > 0 else of_engine
    return told + factors["bias"]


def added(weights_):
    weights_ = list(weights_)
    firm = sum(weight for weight in weights_ if weight >= SUSPICION)
    return firm + min(sum(weight for weight in weights_ if weight < SUSPICION), MOST_SUSPICION)
