"""How the evidence of a lie is added up: factors for the spoofing model, the browser model's doubt
in the claimed engine, and the checks' findings, fitted on held-out clients.

A factor is never negative, so that no evidence of a lie can speak for honesty.
"""

import json
import subprocess

import numpy as np

# What the verdict assumes before anything is known of a client (src/verdict/spoofing.rs).
LIARS = 0.05
MOST = 7.0

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
    """The weights of the checks' findings of spoofing, by client."""
    printed = subprocess.run([str(binary), "findings", str(path)], check=True, stdout=subprocess.PIPE).stdout
    rows = [json.loads(line) for line in printed.splitlines()]
    return np.array([sum(f["weight"] for f in row if f["question"] == "spoofing") for row in rows])


def claimed_engines(columns, rows):
    """The engine that the user agent claims, as the extractor read it."""
    names = [c.removeprefix("user_agent.engine_") for c in columns if c.startswith("user_agent.engine_")]
    place = [columns.index(f"user_agent.engine_{name}") for name in names]
    flags = rows[:, place]
    return np.where(flags.any(axis=1), np.array(names)[flags.argmax(axis=1)], "unknown")


def fit(evidence, lies, weight):
    """Logistic regression with factors of zero and more, by projected Newton steps; the bias is moved
    from the share of lies in the rows to the share that is assumed."""
    x = np.concatenate([evidence, np.ones((len(evidence), 1))], axis=1)
    share = np.where(lies, 0.5 * weight / weight[lies].sum(), 0.5 * weight / weight[~lies].sum())
    factors = np.array([0.5] * evidence.shape[1] + [0.0])
    penalty = np.array([1e-4] * evidence.shape[1] + [0.0])
    for _ in range(200):
        p = 1 / (1 + np.exp(-np.clip(x @ factors, -30, 30)))
        slope = x.T @ (share * (p - lies)) + penalty * factors
        curve = (x * (share * p * (1 - p))[:, None]).T @ x + np.diag(penalty + 1e-9)
        moved = factors - 0.5 * np.linalg.solve(curve, slope)
        moved[:-1] = np.clip(moved[:-1], 0, 2)
        if np.abs(moved - factors).max() < 1e-7:
            break
        factors = moved
    bias = factors[-1] + np.log(LIARS / (1 - LIARS))
    return {"agreement": round(float(factors[0]), 4), "evidence": round(float(factors[1]), 4), "findings": round(float(factors[2]), 4), "bias": round(float(bias), 4)}


def combined(evidence, factors):
    return evidence @ np.array([factors["agreement"], factors["evidence"], factors["findings"]]) + factors["bias"]
