"""Log lines of the real service, asked as the dashboard Logs asks Elasticsearch: the little of its query
language and of its aggregations that is used there. What is beyond that is an error, not an empty answer."""

import datetime
import json
import re
from collections import defaultdict

TERM = re.compile(r'([\w.@]+) ?: ?(?:"([^"]*)"|(\S+))')


def read(folder):
    """Every line of the services whose logs stand in the folder, oldest first."""
    found = []
    for path in folder.glob("api-*.log"):
        for line in path.read_text().splitlines():
            if line.startswith("{"):
                event = json.loads(line)
                # Written by the log's own thread, without a clock.
                if "@timestamp" in event:
                    event["at"] = datetime.datetime.fromisoformat(event["@timestamp"]).timestamp()
                    found.append(event)
    return sorted(found, key=lambda event: event["at"])


def asked(query, trace="*"):
    """A query as a predicate of an event."""
    terms = query.replace("$trace", trace).split(" AND ")
    conditions = []
    for term in terms:
        found = TERM.fullmatch(term)
        if found is None:
            raise AssertionError(f"a query that this reader does not know: {term}")
        field, phrase, word = found.groups()
        conditions.append((field, phrase if phrase is not None else word))

    def has(text, wanted):
        # A keyword as a whole; of a text any word.
        return wanted in ("*", text) or wanted in re.findall(r"[\w.-]+", text)

    return lambda event: all(
        field in event and has(str(event[field]), wanted) for field, wanted in conditions
    )


def found(target, events, trace="*"):
    """The events that a target of a panel asks for."""
    return list(filter(asked(target["query"], trace), events))


def aggregated(target, events, step):
    """{term: [(time, value)]} of a target's buckets, `step` seconds wide."""
    metric, (terms, histogram) = target["metrics"][0], target["bucketAggs"]
    if (terms["type"], histogram["type"], metric["type"]) not in {
        ("terms", "date_histogram", "count"),
        ("terms", "date_histogram", "max"),
    }:
        raise AssertionError(f"an aggregation that this reader does not know: {target}")
    buckets = defaultdict(lambda: defaultdict(list))
    for event in found(target, events):
        if terms["field"] in event:
            buckets[str(event[terms["field"]])][event["at"] // step * step].append(event)
    value = (
        len
        if metric["type"] == "count"
        else lambda each: max(event[metric["field"]] for event in each)
    )
    return {
        term: [(at, value(each)) for at, each in sorted(by_time.items())]
        for term, by_time in buckets.items()
    }
