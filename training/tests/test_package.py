"""The package has no circle of imports, one root, one module that starts the service."""

import ast
import unittest
from pathlib import Path

import fingerprint_training

PACKAGE = Path(fingerprint_training.__file__).parent
# Each sub-package may import those before it and itself.
ORDER = [
    "observations",
    "composition",
    "dataset",
    "model",
    "calibration",
    "evaluation",
    "report",
    "commands",
]


def imports() -> dict[str, set[str]]:
    """Every module of the package, and the modules of the package that it imports."""
    modules = {}
    for path in PACKAGE.rglob("*.py"):
        parts = (PACKAGE.name, *path.relative_to(PACKAGE).with_suffix("").parts)
        modules[".".join(parts)] = path
    found: dict[str, set[str]] = {}
    for name, path in modules.items():
        named = set()
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module:
                named |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
            elif isinstance(node, ast.Import):
                named |= {one.name for one in node.names}
        found[name] = named & set(modules)
    return found


def circle(graph: dict[str, set[str]]) -> list[str]:
    """What is left when modules that import nothing that is left are taken away."""
    left = dict(graph)
    while free := [name for name, named in left.items() if not named & set(left)]:
        for name in free:
            del left[name]
    return sorted(left)


def modules_with(text: str) -> list[str]:
    paths = [path for path in PACKAGE.rglob("*.py") if text in path.read_text()]
    return sorted(str(path.relative_to(PACKAGE)) for path in paths)


class Package(unittest.TestCase):
    def test_no_modules_import_each_other_in_a_circle(self) -> None:
        graph = imports()
        self.assertGreater(sum(map(len, graph.values())), 100)
        self.assertEqual(circle(graph), [])

    def test_a_circle_is_found(self) -> None:
        graph: dict[str, set[str]] = {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": set()}
        self.assertEqual(circle(graph), ["a", "b", "c"])

    def test_a_sub_package_imports_only_those_before_it(self) -> None:
        for name, named in imports().items():
            own = name.split(".")[1]
            if own not in ORDER:
                continue
            used = {module.split(".")[1] for module in named} & set(ORDER)
            self.assertLessEqual(used, set(ORDER[: ORDER.index(own) + 1]), name)

    def test_the_root_is_defined_once(self) -> None:
        self.assertEqual(modules_with("__file__"), ["paths.py"])

    def test_one_module_starts_the_service(self) -> None:
        self.assertEqual(modules_with("subprocess"), ["service.py"])

    def test_one_module_writes_tables(self) -> None:
        self.assertEqual(modules_with("|---"), ["report/tables.py"])


if __name__ == "__main__":
    unittest.main()
