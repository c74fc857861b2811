"""The figures of a model and its card. Every figure is out of fold: the answering net never saw the
row's group."""

import numpy as np

import calibrate


BLINK = {"chrome", "edge", "opera", "samsung_internet", "brave", "vivaldi", "yandex", "chromium", "webview"}


def measure(data, heard, labels, rows, blocks, target, weight, kinds, unseen, calibration):
    """Figures over all rows with the groups they have, by kind of client, and by label."""
    present = np.stack([np.any(rows[:, a:b] != 0, axis=1) for _, a, b in data.spans], axis=1) & heard
    probabilities = np.zeros((len(rows), len(labels)), np.float32)
    threshold = np.zeros(len(rows), np.float32)
    names = ["+".join(data.spans[i][0] for i in np.flatnonzero(p)) for p in present]
    for name in set(names):
        inside = np.array([n == name for n in names])
        fit = calibration.get(name, calibration["any"])
        chosen = np.flatnonzero(present[inside][0])
        probabilities[inside] = calibrate.answered(blocks[inside], chosen, fit)
        threshold[inside] = dict(fit["conformal"])[0.9]
    right = probabilities.argmax(axis=1) == target
    return {
        "accuracy": interval(right, weight),
        "accuracy_unseen_rows": interval(right[unseen], weight[unseen]),
        "accuracy_blink_as_one": interval(same_family(probabilities.argmax(axis=1), target, labels), weight),
        "macro_f1": round(macro_f1(probabilities.argmax(axis=1), target, weight, len(labels)), 4),
        "ece": round(calibrate.calibration_error(probabilities, target, weight), 4),
        "coverage_at_0_9": round(covered(probabilities, target, weight, threshold), 4),
        "mean_set_size": round(float(np.average(np.maximum((probabilities >= threshold[:, None]).sum(axis=1), 1), weights=weight)), 3),
        "by_kind": {kind: interval(right[kinds == kind], weight[kinds == kind]) for kind in sorted(set(kinds))},
        "by_label": {label: by_label(probabilities.argmax(axis=1), target, i) for i, label in enumerate(labels)},
    }


def same_family(answer, target, labels):
    """Brands of Blink share their stack, and TLS cannot tell them apart."""
    family = np.array([0 if label in BLINK else 1 + i for i, label in enumerate(labels)])
    return family[answer] == family[target]


def subset_row(probabilities, target, weight, unseen, fit, labels):
    right = probabilities.argmax(axis=1) == target
    threshold = np.full(len(target), dict(fit["conformal"])[0.9], np.float32)
    return {
        "accuracy": interval(right, weight),
        "accuracy_unseen_rows": interval(right[unseen], weight[unseen]),
        "accuracy_blink_as_one": interval(same_family(probabilities.argmax(axis=1), target, labels), weight),
        "ece": round(calibrate.calibration_error(probabilities, target, weight), 4),
        "coverage_at_0_9": round(covered(probabilities, target, weight, threshold), 4),
        "mean_set_size": round(float(np.average(np.maximum((probabilities >= threshold[:, None]).sum(axis=1), 1), weights=weight)), 3),
    }


def covered(probabilities, target, weight, threshold):
    truth = probabilities[np.arange(len(target)), target]
    return float(np.average((truth >= threshold) | (probabilities.argmax(axis=1) == target), weights=weight))


def interval(right, weight):
    """Weighted share with its Wilson interval at the effective number of rows."""
    if not len(right):
        return {"value": None, "low": None, "high": None, "n": 0}
    share = float(np.average(right, weights=weight))
    n = float(weight.sum() ** 2 / (weight**2).sum())
    z = 1.96
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return {"value": round(share, 4), "low": round(middle - half, 4), "high": round(middle + half, 4), "n": int(len(right))}


def macro_f1(answer, target, weight, labels):
    scores = []
    for label in range(labels):
        hit = weight[(answer == label) & (target == label)].sum()
        wrong = weight[(answer == label) != (target == label)].sum()
        if (target == label).any():
            scores.append(2 * hit / (2 * hit + wrong) if hit + wrong else 0.0)
    return float(np.mean(scores))


def by_label(answer, target, label):
    answered, true = answer == label, target == label
    return {
        "n": int(true.sum()),
        "precision": round(float((answered & true).sum() / max(answered.sum(), 1)), 4),
        "recall": round(float((answered & true).sum() / max(true.sum(), 1)), 4),
    }


def summary(metrics):
    accuracy = metrics["accuracy"]
    return f"accuracy {accuracy['value']} ({accuracy['low']}-{accuracy['high']}), unseen rows {metrics['accuracy_unseen_rows']['value']}, ECE {metrics['ece']}, coverage {metrics['coverage_at_0_9']}"


def shown(figure):
    return "–" if figure["value"] is None else f"{figure['value']:.3f} ({figure['low']:.3f}–{figure['high']:.3f}), n {figure['n']}"


def write(path, question, version, labels, metrics, trained_on):
    lines = [
        f"# {question} {version}",
        "",
        "Written by `make models` (models/training/train.py). Every figure is out of fold: five folds by group "
        "(TLS key, snapshot, client build, user agent), the answering net never saw the row's group. Intervals are "
        "95 % Wilson intervals at the effective number of rows, weighted as in training.",
        "",
        "*Composed* clients pair a TLS stack with header fields of the same kind of browser from the same fold; "
        f"one in ten lies, which is an assumption (`liars` = {trained_on['liars']}). Labels of header rows are the "
        "sources' claims, verified by nobody. *Unseen rows* are those whose numbers equal no training row's.",
        "",
        f"- accuracy: {shown(metrics['accuracy'])}",
        f"- accuracy on unseen rows: {shown(metrics['accuracy_unseen_rows'])}",
        *([f"- accuracy with the brands of Blink as one: {shown(metrics['accuracy_blink_as_one'])}"] if question == "browser" else []),
        f"- macro-F1 {metrics['macro_f1']}, expected calibration error {metrics['ece']}",
        f"- sets at coverage 0.9 hold the truth in {metrics['coverage_at_0_9']}, mean size {metrics['mean_set_size']}",
        f"- trained on {trained_on['rows']} rows from {trained_on['observations']}, seed {trained_on['seed']}",
        f"- strongest single column: `{trained_on['strongest_column']['name']}`, {trained_on['strongest_column']['accuracy']} (gate: 0.995)",
        "",
        "## By kind of client",
        "",
        "| kind | accuracy |",
        "|---|---|",
        *[f"| {kind} | {shown(figure)} |" for kind, figure in metrics["by_kind"].items()],
        "",
        "## By subset of feature groups",
        "",
        "| groups | accuracy | Blink as one | on unseen rows | ECE | coverage at 0.9 | mean set |",
        "|---|---|---|---|---|---|---|",
        *[
            f"| {name} | {shown(row['accuracy'])} | {shown(row['accuracy_blink_as_one'])} | {shown(row['accuracy_unseen_rows'])} | {row['ece']} | {row['coverage_at_0_9']} | {row['mean_set_size']} |"
            for name, row in metrics["subsets"].items()
        ],
        "",
        "## By label",
        "",
        "| label | rows | precision | recall |",
        "|---|---|---|---|",
        *[f"| {label} | {row['n']} | {row['precision']} | {row['recall']} |" for label, row in metrics["by_label"].items()],
        "",
    ]
    path.write_text("\n".join(lines))
