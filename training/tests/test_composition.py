"""Composed clients must hold together: one fold, the truth of their parts, the same every time."""

import random
import unittest

from fingerprint_training.arrays import Json
from fingerprint_training.composition import composer
from fingerprint_training.composition.client import Client
from fingerprint_training.composition.pages import claim_identity, emulate_phone
from fingerprint_training.composition.pools import Sources
from fingerprint_training.composition.probes import codeword_name, codewords, probe_bits
from fingerprint_training.composition.requests import replace_user_agent, user_agent
from fingerprint_training.observations.observation import Observation, fold_of

BROWSERS = {
    "chrome": ("blink", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36"),
    "firefox": ("gecko", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
}
SYSTEMS = {"windows": "desktop", "linux": "desktop", "android": "mobile"}


def page(agent: str, system: str) -> Json:
    navigator = {"user_agent": agent, "platform": system, "max_touch_points": 0}
    return {"navigator": navigator, "screen": {"width": len(system)}}


def sources() -> Sources:
    """Ten groups of two browsers on three systems, with a name of the group in every layer."""
    found = Sources([], [], [], [], [], [], [])
    for number in range(10):
        group = f"group {number}"
        for browser, (engine, agent) in BROWSERS.items():
            truth = {"browser": browser, "engine": engine, "client": "browser", "version": "140"}
            tls = {"tls": {"ciphers": [number], "group": group}}
            found.stacks.append(Observation(tls, truth, group, 1.0, "tls"))
            for system, device in SYSTEMS.items():
                http = {"http": {"headers": {"user-agent": agent, "x-group": group}}}
                labels = truth | {"os": system, "device": device}
                row = Observation(http, labels, group, 1.0, "headers")
                row.pages.append(page(agent, system))
                found.headers.append(row)
        for system in ("windows", "macos", "linux"):
            tcp = {"tcp": {"signature": system, "group": group}}
            found.syns.append(Observation(tcp, {"os": system}, group, 1.0, "syns"))
        library = {"browser": "curl", "client": "http_library"}
        request = {
            "tls": {"group": group},
            "http": {"headers": [["User-Agent", "curl/8.0"], ["Accept", "*/*"], ["X", group]]},
        }
        found.captures.append(Observation(request, library, group, 1.0, "captures"))
        crawler = {"http": {"headers": [["user-agent", f"bot {number}"]]}}
        found.user_agents.append(Observation(crawler, {"client": "crawler"}, group, 1.0, "ua"))
    return found


def groups_in(value: object) -> set[str]:
    """The names of groups that a request holds anywhere."""
    if isinstance(value, dict):
        return set().union(*map(groups_in, value.values()))
    if isinstance(value, list):
        return set().union(*map(groups_in, value))
    return {value} if isinstance(value, str) and value.startswith("group ") else set()


def compose() -> list[Client]:
    return composer.compose(sources(), seed=7, size=800)


class Composed(unittest.TestCase):
    def test_every_kind_is_drawn(self) -> None:
        kinds = {client.kind for client in compose()}
        forged = {f"forged_{part}" for part in ("headers", "user_agent", "kernel", "page")}
        self.assertLessEqual({"honest", "one_version", "crawler", "capture", *forged}, kinds)

    def test_all_parts_of_a_client_are_of_its_fold(self) -> None:
        for client in compose():
            folds = {fold_of(group) for group in groups_in(client.request)}
            self.assertLessEqual(folds, {client.fold}, client.kind)

    def test_a_seed_draws_the_same_clients(self) -> None:
        self.assertEqual(compose(), compose())

    def test_clients_that_lie_are_not_honest(self) -> None:
        for client in compose():
            if client.lies:
                self.assertFalse(client.honest, client.kind)
            elif client.kind in {"honest", "one_version"}:
                self.assertTrue(client.honest, client.kind)

    def test_a_forged_kernel_is_the_truth_of_the_system(self) -> None:
        for client in compose():
            if client.kind == "forged_kernel":
                self.assertEqual(client.truth["os"], client.request["tcp"]["signature"])


class Requests(unittest.TestCase):
    def test_a_user_agent_is_replaced_or_added(self) -> None:
        for headers in ([["User-Agent", "old"], ["A", "b"]], [["A", "b"]]):
            http = {"headers": headers}
            replace_user_agent(http, "new")
            self.assertEqual(user_agent(http), "new")
            self.assertIn(["A", "b"], http["headers"])


class Pages(unittest.TestCase):
    def test_a_claim_changes_the_navigator_and_no_machine(self) -> None:
        own, claimed = page("own", "linux"), page("claimed", "windows")
        found = claim_identity(own, claimed, random.Random(1))
        self.assertEqual(found["navigator"]["user_agent"], "claimed")
        self.assertEqual(found["screen"], own["screen"])
        self.assertEqual(own["navigator"]["user_agent"], "own")

    def test_an_emulated_phone_has_the_phones_screen(self) -> None:
        own, phone = page("own", "linux"), page("phone", "android")
        found = emulate_phone(own, phone, random.Random(1))
        self.assertEqual(found["screen"], phone["screen"])
        self.assertGreater(found["navigator"]["max_touch_points"], 0)


class Probes(unittest.TestCase):
    def test_a_codeword_is_that_of_the_named_version(self) -> None:
        _, chrome = BROWSERS["chrome"]
        self.assertEqual(codeword_name(chrome, {}), ("chrome", "140"))
        android = {"os": "android", "browser": "webview"}
        self.assertEqual(codeword_name(chrome, android), ("webview_android", "140"))
        self.assertIn(("chrome", "140"), codewords())

    def test_an_unknown_browser_has_no_probes(self) -> None:
        for agent in (None, "curl/8.0", "Chrome/9999"):
            self.assertIsNone(probe_bits(agent, {}, random.Random(1)))


if __name__ == "__main__":
    unittest.main()
