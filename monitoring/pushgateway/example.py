#!/usr/bin/env python3
"""Pushes one metric from Python, with nothing but the standard library.

PUSHGATEWAY_URL=… PUSHGATEWAY_USERNAME=… PUSHGATEWAY_PASSWORD=… python3 example.py JOB METRIC VALUE
"""

import base64
import os
import sys
import urllib.error
import urllib.parse
import urllib.request


def push(job, metric, value):
    """The status of the push; 0 when nobody answered. Never raises: a job must not fail for it."""
    user, password = (
        os.environ.get("PUSHGATEWAY_USERNAME", ""),
        os.environ.get("PUSHGATEWAY_PASSWORD", ""),
    )
    url = f"{os.environ['PUSHGATEWAY_URL'].rstrip('/')}/metrics/job/{urllib.parse.quote(job, safe='')}"
    # With its type: two groups that disagree on it are refused.
    text = f"# TYPE {metric} gauge\n{metric} {value}\n"
    request = urllib.request.Request(url, text.encode(), method="POST")
    request.add_header("Content-Type", "text/plain")
    request.add_header(
        "Authorization", "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


if __name__ == "__main__":
    print(push(sys.argv[1], sys.argv[2], float(sys.argv[3])))
