"""TARGET METHOD URL HEADERS BODY: Python's own TLS with a browser's ciphers, and a user agent by
lot of the target's browser and system."""

import json
import sys
from importlib.metadata import version

import cloudscraper

if sys.argv[1] == "version":
    print(version("cloudscraper"))
    sys.exit()
if sys.argv[1] == "targets":
    print("chrome@windows chrome@linux chrome@android firefox@windows firefox@linux firefox@darwin")
    sys.exit()
target, method, url, headers, body = sys.argv[1:]
browser, _, system = target.partition("@")
scraper = cloudscraper.create_scraper(
    browser={
        "browser": browser,
        "platform": system,
        "desktop": system != "android",
        "mobile": system == "android",
    }
)
scraper.request(
    method, url, headers=dict(json.loads(headers)), json=json.loads(body) if body else None
)
