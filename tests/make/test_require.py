"""make/require.sh, with a stand-in for apt-get that installs into a folder of the path."""

import unittest

from checkout import Checkout

APT_GET = """#!/bin/bash
echo "$*" >>"$HOME/calls"
case "$*" in
*update*)
    if [[ -e $HOME/locked ]]; then
        rm "$HOME/locked"
        echo "E: Could not get lock /var/lib/apt/lists/lock."
        exit 100
    fi
    ;;
*install*) cp /bin/true "$HOME/bin/no-such-program" ;;
esac
"""


class Require(Checkout):
    def setUp(self):
        super().setUp()
        self.write("bin/apt-get", APT_GET, executable=True)
        self.write("bin/sudo", '#!/bin/sh\nexec "$@"\n', executable=True)

    def require(self, *pairs: str):
        path = f"{self.folder}/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        return self.run_here("make/require.sh", *pairs, PATH=path)

    def calls(self) -> list[str]:
        file = self.folder / "calls"
        return file.read_text().splitlines() if file.exists() else []

    def test_programs_and_files_that_are_there_install_nothing(self):
        file = self.write("some/module.so", "")
        done = self.require("bash:bash", f"{file}:libmodule")
        self.assertEqual((done.returncode, done.stdout, self.calls()), (0, "", []))

    def test_only_what_is_missing_is_installed(self):
        done = self.require("bash:bash", "no-such-program:its-package")
        self.assertEqual(done.returncode, 0, done.stderr)
        update, install = self.calls()
        self.assertTrue(update.endswith("update"), update)
        self.assertTrue(install.endswith("--no-install-recommends its-package"), install)
        self.assertIn("DPkg::Lock::Timeout=", install)

    def test_a_locked_package_list_is_waited_for(self):
        self.write("locked", "")
        self.assertEqual(self.require("no-such-program:its-package").returncode, 0)
        self.assertEqual([call.split()[-1] for call in self.calls()][:2], ["update", "update"])

    def test_a_package_that_does_not_bring_the_program_is_an_error(self):
        done = self.require("another-program:its-package")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("its-package", done.stderr)

    def test_without_apt_what_is_missing_is_named(self):
        for name in ("bash", "sort", "id"):
            (self.folder / "few" / name).parent.mkdir(exist_ok=True)
            (self.folder / "few" / name).symlink_to(f"/usr/bin/{name}")
        script = self.folder / "make/require.sh"
        done = self.run_here(
            "/bin/bash", str(script), "nothing:its-package", PATH=f"{self.folder}/few"
        )
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("missing: its-package", done.stderr)


if __name__ == "__main__":
    unittest.main()
