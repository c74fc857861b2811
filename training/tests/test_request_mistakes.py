"""Each mistake must show where it is made, and not in a browser's request."""

import unittest

from fingerprint_training.arrays import Json
from fingerprint_training.evaluation.request_mistakes import MISTAKES, count_mistakes

AGENT = "Mozilla/5.0 Chrome/150.0"
BROWSER = {
    "user-agent": AGENT,
    "connection": "keep-alive",
    "origin": "x",
    "content-type": "application/json",
    "sec-fetch-mode": "cors",
}
FORGED = {
    "user-agent": AGENT,
    "content-type": "application/json",
    "sec-fetch-mode": "navigate",
}


def row(headers: dict[str, str], truth: Json) -> Json:
    pairs = [[name.title(), value] for name, value in headers.items()]
    http = {"version": "1.1", "method": "POST", "headers": pairs}
    return {"fingerprint": {"http": http}, "truth": truth}


class Mistakes(unittest.TestCase):
    def test_each_shows_where_it_is_made_and_not_in_a_browsers_request(self) -> None:
        tool = {"client": "impersonator", "automation_tool": "tool"}
        found = count_mistakes([row(BROWSER, {"client": "browser"}), row(FORGED, tool)])
        for mistake in MISTAKES:
            self.assertEqual(found.counts[mistake.name, "tool"].shown, 1, mistake.name)
            self.assertEqual(found.counts[mistake.name, "browser"].shown, 0, mistake.name)

    def test_a_request_that_names_no_browser_does_not_count(self) -> None:
        library = row(FORGED | {"user-agent": "curl/8.0"}, {"client": "http_library"})
        self.assertFalse(count_mistakes([library]).counts)


if __name__ == "__main__":
    unittest.main()
