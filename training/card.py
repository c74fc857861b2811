"""Writes a model's card: its figures in words and tables, and its reliability as a picture."""

import calibrate
import intervals

# The evidence that README and the status route show, in README's words, by the groups of the card's table.
EVIDENCE = {
    "TLS alone": "tls", "HTTP/2 opening alone": "http2", "header shape alone, no claims": "http", "user agent alone": "user_agent",
    "TLS and HTTP/2": "tls+http2", "TLS and header shape, no claims": "tls+http", "TLS, HTTP/2 and header shape, no claims": "tls+http2+http",
    "TLS and all headers": "tls+http+client_hints+user_agent", "TLS, HTTP/2 and all headers": "tls+http2+http+client_hints+user_agent",
    "page alone, no user agent": "browser", "page with probes, no user agent": "browser+probes",
    "all headers and page with probes": "http+client_hints+user_agent+browser+probes",
    "every layer but TCP": "tls+http2+http+client_hints+user_agent+browser+probes",
}


def published(metrics):
    """The figures that a manifest carries: the card has those of every subset."""
    kept = {groups: figures for groups, figures in metrics["subsets"].items() if groups in EVIDENCE.values()}
    builds = {groups: figures for groups, figures in metrics["by_build"].items() if groups in EVIDENCE.values()}
    return metrics | {"subsets": kept, "by_build": builds}


def error(metrics):
    """The calibration error, and behind it what chance makes of a perfect model's on the same rows."""
    chance = metrics["ece_by_chance"]
    return f"{metrics['ece']:.3f} ({chance['median']:.3f}–{chance['most']:.3f})"


def summary(metrics):
    accuracy = metrics["accuracy"]
    return f"accuracy {accuracy['value']} ({accuracy['low']}-{accuracy['high']}), unseen rows {metrics['accuracy_unseen_rows']['value']}, macro-F1 {metrics['macro_f1']}, ECE {metrics['ece']}, coverage {metrics['coverage_at_0_9']}"


def shown(figure):
    if figure["value"] is None:
        return "–"
    groups = f" in {figure['groups']}" if "groups" in figure else ""
    return f"{figure['value']:.3f} ({figure['low']:.3f}–{figure['high']:.3f}){'†' if figure.get('wilson') else ''}, n {figure['n']}{groups}"


def write(folder, question, labels, metrics, trained_on):
    (folder / "reliability.svg").write_text(reliability(question, metrics["reliability"]))
    browser = question == "browser"
    parts = [head(folder, question, metrics, trained_on, browser), kinds(metrics), novelty(metrics, browser), subsets(metrics, browser)]
    parts += [new_builds(metrics), strangers(metrics)] if browser else []
    parts += [lies(metrics)] if question == "spoofing" else []
    parts += [automation(metrics)] if question == "client" else []
    parts += [by_label(metrics), confusion(labels, metrics["confusion"])]
    (folder / "card.md").write_text("\n".join(line for part in parts for line in part))


def head(folder, question, metrics, trained_on, browser):
    strongest = trained_on["strongest_column"]
    return [
        f"# {question} {folder.name}",
        "",
        "Written by `make models` (training/train.py). Every figure is out of fold: five folds by group "
        "(TLS key, snapshot, client build, user agent, impersonator's tool), the answering net never saw the row's group. "
        "Groups that share a TLS key are one, so no stack is known in advance: the worst case.",
        "",
        "Intervals hold 95 % and count groups, not rows, because the rows of one are right or wrong together: "
        f"{intervals.DRAWS} times whole groups are drawn anew, weighted as in training. A composed client has the group of its stack and that "
        "of its headers; the wider interval is given. *n 900 in 40* is 900 rows in 40 groups. † marks Wilson's interval at the "
        f"effective number of groups: where that number is below {intervals.FEWEST}, or every row is right or none.",
        "",
        "*Composed* clients pair a TLS stack with header fields of the same kind of browser from the same fold; "
        f"one in ten lies, which is an assumption (`liars` = {trained_on['liars']}). Labels of header rows are the "
        "sources' claims, verified by nobody. *Unseen rows* are those whose numbers equal no training row's. "
        "What nobody can tell, because two clients send the same: [docs/evidence-limits.md](../../../docs/evidence-limits.md).",
        "",
        "Behind a calibration error stands what a model whose probabilities are perfect would show on the same rows, in the middle and "
        f"at most in 95 of 100 of {calibrate.DRAWS} draws in which the rows of one group with one answer are right or wrong together: "
        "few groups leave much to chance.",
        "",
        f"- accuracy: {shown(metrics['accuracy'])}",
        f"- accuracy on unseen rows: {shown(metrics['accuracy_unseen_rows'])}",
        *([f"- accuracy with the brands of Blink as one: {shown(metrics['accuracy_blink_as_one'])}"] if browser else []),
        f"- macro-F1 {metrics['macro_f1']}, expected calibration error {error(metrics)}",
        f"- sets at coverage 0.9 hold the truth in {metrics['coverage_at_0_9']}, mean size {metrics['mean_set_size']}",
        f"- trained on {trained_on['rows']} rows from {trained_on['observations']}, seed {trained_on['seed']}",
        *([f"- strongest single column: `{strongest['name']}`, {strongest['accuracy']} (gate: 0.995)"] if strongest else []),
        "",
        "![What is said, and how often it is right](reliability.svg)",
        "",
    ]


def kinds(metrics):
    rows = [f"| {kind} | {shown(figure)} |" for kind, figure in metrics["by_kind"].items()]
    return ["## By kind of client", "", "| kind | accuracy |", "|---|---|", *rows, ""]


def novelty(metrics, browser):
    rows = [
        f"| {level} | {shown(row['accuracy'])} |" + (f" {shown(row['blink_as_one'])} |" if browser else "") + f" {error(row)} |"
        for level, row in metrics["by_novelty"].items()
    ]
    head = "| stack | accuracy |" + (" Blink as one |" if browser else "") + " ECE |"
    return [
        "## By novelty of the TLS stack", "",
        "*Known*: another client of the same stack was in training (held out by build; single observations only). *Near*: a few "
        "code points from one that was. *Far*: like none.", "",
        head, "|---" * (4 if browser else 3) + "|", *rows, "",
    ]


def subsets(metrics, browser):
    head = "| groups | accuracy |" + (" Blink as one | of labels taught | answered at 97 % right | right at 80 % answered | libraries as one: answered | right |" if browser else "") + " on unseen rows | ECE | coverage at 0.9 | mean set |"
    rows = []
    for name, row in metrics["subsets"].items():
        blink = f" {shown(row['accuracy_blink_as_one'])} | {share(row['taught'])} | {row['answered']['answered']:.3f} | {row['answered']['right_at_0_8_answered']:.3f} | {row['answered_libraries_as_one']['answered']:.3f} | {row['answered_libraries_as_one']['right_at_0_8_answered']:.3f} |" if browser else ""
        rows.append(f"| {name} | {shown(row['accuracy'])} |{blink} {shown(row['accuracy_unseen_rows'])} | {error(row)} | {row['coverage_at_0_9']} | {row['mean_set_size']} |")
    note = ["Each on rows that have at least these groups." + (TAUGHT if browser else ""), ""]
    return ["## By subset of feature groups", "", *note, head, "|---" * (12 if browser else 6) + "|", *rows, ""]


TAUGHT = (
    " *Of labels taught*: Blink as one, the rows whose label has another stack with a ClientHello and an opening like these in training; "
    "a label of which every stack is held out at once cannot be answered. *Answered* takes Blink as one and leaves out the least sure."
)


def share(figure):
    return "–" if figure["value"] is None else f"{figure['value']:.3f}, n {figure['n']}"


def new_builds(metrics):
    rows = [
        f"| {name} | {shown(row['blink_as_one'])} | {row['surest']:.3f} | {shown(row['libraries_as_one'])} | {row['surest_libraries_as_one']:.3f} | {error(row)} |"
        for name, row in metrics["by_build"].items()
    ]
    return [
        "## New builds", "",
        "Held out by build and not by stack: another build or another client may have brought the same stack, as most new releases do. Single "
        "observations only, with a ClientHello; each build counts once.", "",
        "| groups | Blink as one | right, of the 80 % surest | libraries as one, too | right, of the 80 % surest | ECE |", "|---|---|---|---|---|---|", *rows, "",
    ]


def automation(metrics):
    figures = metrics["automation"]
    rows = [f"| {kind} | {shown(figure)} |" for kind, figure in figures["by_kind"].items()]
    return [
        "## Automation", "",
        "What is no browser is automated; a browser is as far as the checks' findings say. Out of fold for the first, as the verdict adds them. "
        f"Driven browsers weigh the share that is assumed, one in fifty. Right: {shown(figures['right'])}; expected calibration error {error(figures)}.", "",
        "| kind: automation | said to be automated |", "|---|---|", *rows, "",
    ]


def strangers(metrics):
    left, new = metrics["left_out_classes"], metrics["newest_majors"]
    lines = ["## Strangers", "", "TLS alone. A class that was left out of training should not be answered."]
    for table, words in ((left, "Blink as one"), (left["libraries_as_one"], "Blink as one and HTTP libraries as one")):
        rows = [f"| {name} | {shown(figure)} |" for name, figure in table["abstains"].items()]
        lines += [
            "",
            f"{words}: how often the best answer stays below {table['least_probability']}, from where on 97 % of answers are right and {table['answered']:.3f} "
            f"of all rows are answered. Mean over the classes {table['mean']}.", "",
            "| class left out | abstains |", "|---|---|", *rows,
        ]
    return [*lines, "", f"Newest majors held out in time ({new['from']} and later, with every client that shares a key with one), Blink as one: {shown(new['blink_as_one'])}.", ""]


def lies(metrics):
    copies = [f"| {kind} | {shown(figure)} |" for kind, figure in metrics["impersonators"].items()]
    rows = [f"| {kind} | {shown(figure)} |" for kind, figure in metrics["lies"].items()]
    return [
        "## Said to spoof, by kind of client", "",
        "The whole of the evidence, added as the verdict adds it, out of fold; a tool is left out of training as a whole (leave one tool out); its intervals draw its ClientHellos. *Honest* rows are false "
        "positives. A byte-exact impersonator whose layers all fit cannot be told here.", "",
        f"With as many liars as the verdict assumes, one in fifty: right {shown(metrics['verdict']['right'])}, expected calibration error {error(metrics['verdict'])}.", "",
        "| kind | said to spoof |", "|---|---|", *rows, "",
        "The impersonators once more, by what of a request equals a recorded real client's (docs/evidence-limits.md):", "",
        "| layers | said to spoof |", "|---|---|", *copies, "",
    ]


def by_label(metrics):
    rows = [f"| {label} | {row['n']} | {shown(row['precision'])} | {shown(row['recall'])} |" for label, row in metrics["by_label"].items()]
    return ["## By label", "", "| label | rows | precision | recall |", "|---|---|---|---|", *rows, ""]


def confusion(labels, table):
    rows = [f"| {label} | " + " | ".join(str(n) if n else "·" for n in row) + " |" for label, row in zip(labels, table)]
    return ["## Confusion", "", "Rows are the truth, columns the answer.", "", "| | " + " | ".join(labels) + " |", "|---" * (len(labels) + 1) + "|", *rows, ""]


SIZE, MARGIN = 240, 36


def reliability(question, bins):
    """Said against right, with intervals; the area of a point is its share of the rows."""
    def x(value):
        return round(MARGIN + value * SIZE, 1)

    def y(value):
        return round(MARGIN + (1 - value) * SIZE, 1)

    whole = SIZE + 2 * MARGIN
    shapes = [f'<rect x="{MARGIN}" y="{MARGIN}" width="{SIZE}" height="{SIZE}" fill="#fff" stroke="#999"/>',
              f'<path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="#999" stroke-dasharray="4 4"/>']
    for one in bins:
        right = one["right"]
        shapes.append(f'<path d="M{x(one["said"])} {y(right["low"])}V{y(right["high"])}" stroke="#2457a6"/>')
        shapes.append(f'<circle cx="{x(one["said"])}" cy="{y(right["value"])}" r="{max(2.0, 12 * one["share"] ** 0.5):.1f}" fill="#2457a6" fill-opacity="0.6"/>')
    texts = [(whole / 2, whole - 8, "probability said"), (whole / 2, 18, f"{question}: share that is right")]
    labels = [f'<text x="{a:.0f}" y="{b:.0f}" text-anchor="middle">{text}</text>' for a, b, text in texts]
    labels += [f'<text x="{x(v)}" y="{y(0) + 14}" text-anchor="middle">{v}</text><text x="{MARGIN - 4}" y="{y(v) + 4}" text-anchor="end">{v}</text>' for v in (0, 0.5, 1)]
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" width="{whole}" font-family="sans-serif" font-size="11">{"".join(shapes + labels)}</svg>\n'
