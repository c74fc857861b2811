"""What `make image` lists as the image's content, without building it."""

import json
import os
import pathlib
import platform
import subprocess
import sys
import tempfile
import unittest

import tree


class ImageFiles(unittest.TestCase):
    def test_the_bill_names_every_model_and_crate_with_its_digest(self):
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch)
            subprocess.run(
                [tree.binary(), "models", "copy", folder / "models"],
                check=True,
                capture_output=True,
                env={**os.environ, "FPA_MODELS__DIR": str(tree.ROOT / "models")},
            )
            subprocess.run(
                [
                    sys.executable,
                    tree.ROOT / "make/sbom.py",
                    f"{platform.machine()}-unknown-linux-musl",
                    folder,
                ],
                check=True,
                capture_output=True,
            )
            bill = json.loads((folder / "sbom.json").read_text())
            copied = {
                path.parents[1].name for path in (folder / "models").glob("*/*/manifest.json")
            }
            self.assertGreater((folder / "licences.txt").stat().st_size, 10_000)
        models = {
            one["name"] for one in bill["components"] if one["type"] == "machine-learning-model"
        }
        self.assertEqual(models, copied)
        self.assertIn("network", models)
        self.assertLessEqual(
            {"actix-web", "tract-onnx", "rayon"}, {one["name"] for one in bill["components"]}
        )
        for one in bill["components"]:
            self.assertTrue(one["hashes"] and one["version"], one["name"])


if __name__ == "__main__":
    unittest.main()
