"""How the browser model meets what it never saw, on TLS alone: a class of clients that was left out
of training, and the newest majors of browsers held out in time."""

import numpy as np

import familiar
import figures
import measured
from intervals import interval
from net import Head, Net

FEWEST = 20
SINGLE = {"stack", "stack_alone", "capture", "forged_capture"}
# Majors from which a release counts as new: what came out in the last year of the data.
NEW = {"blink": 137, "gecko": 135, "webkit": 18}


def figures_of(data, result, settings):
    labels = data.labels["browser"]
    target, weight = data.targets["browser"], data.weights["browser"]
    single = np.array([kind in SINGLE for kind in data.kinds]) & data.has_tls & (target >= 0)
    new = single & np.array([is_new(client.truth) for client in data.clients])
    # Whatever shares a fold's group with a new client leaves training with it, composed clients too.
    groups = {client.fold_group for client, held in zip(data.clients, new) if held}
    old = data.has_tls & (target >= 0) & ~np.array([client.fold_group in groups for client in data.clients])
    merged = figures.as_families(answered(data, old, new, result, labels, settings), figures.family(labels))
    of, names = figures.family(labels), np.unique(figures.family(labels))
    right = names[merged.argmax(axis=1)] == of[target[new]]
    return {
        "left_out_classes": left_out(data, result, single, settings),
        "newest_majors": {"from": NEW, "blink_as_one": interval(right, weight[new], data.groups[new])},
    }


def left_out(data, result, single, settings):
    """How often a class that was left out is not answered: from the probability on from which 97 % of the
    answers are right, the brands of Blink as one; and, from its own, HTTP libraries as one, too."""
    labels, target, weight = data.labels["browser"], data.targets["browser"], data.weights["browser"]
    figures_of_tls = result.metrics["subsets"]["tls"]
    named = np.array([labels[t] if t >= 0 else "" for t in target])
    tables = []
    for kind, of, whole in (
        ("answered", figures.family(labels), {"blink": figures.BLINK}),
        ("answered_libraries_as_one", figures.family_or_library(labels), {"blink": figures.BLINK, "libraries": figures.LIBRARIES}),
    ):
        family, least, table = named.copy(), figures_of_tls[kind]["least_probability"], {}
        for name, members in whole.items():
            family[np.isin(named, sorted(members))] = name
        for name in sorted(set(family[single])):
            inside = single & (family == name)
            if inside.sum() >= FEWEST:
                sure = figures.as_families(answered(data, single & ~inside, inside, result, labels, settings), of).max(axis=1)
                table[name] = interval(sure < least, weight[inside], data.groups[inside])
        mean = round(float(np.mean([row["value"] for row in table.values()])), 4)
        tables.append({"least_probability": least, "answered": figures_of_tls[kind]["answered"], "abstains": table, "mean": mean})
    return tables[0] | {"libraries_as_one": tables[1]}


def is_new(truth):
    version = str(truth.get("version", ""))
    return version.isdigit() and int(version) >= NEW.get(truth.get("engine"), 10_000)


def answered(data, train, test, result, labels, settings):
    """Calibrated probabilities from the TLS columns of a net that saw `train` alone."""
    span = next(span for span in data.spans if span[0] == "tls")
    net = Net([("tls", 0, span[2] - span[1])], {"browser": Head(len(labels), ())}, settings.seed)
    rows = data.rows[:, span[1] : span[2]]
    masks = [columns - span[1] for columns in data.fields if len(columns) and span[1] <= columns[0] < span[2]]
    net.fit(rows[train], {"browser": data.targets["browser"][train]}, {"browser": data.weights["browser"][train]},
            masks, epochs=settings.epochs, seed=settings.seed, report=lambda *_: None)
    distances = data.stacks.distances(data.rows[test], data.stacks.unique(data.rows[train]))
    levels = familiar.levels(distances, data.has_tls[test])
    held = measured.Held(net.blocks(rows[test], "browser"), levels, np.ones(test.sum(), bool))
    return measured.applied(held, (0,), held.rows, result.calibration["tls"])[0]
