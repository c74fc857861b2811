"""The image as it was built, run as the rendered Deployment says: its own root read-only, user 1000, no
capability, the manifest's volumes, environment and limits. `make test-image` builds it first."""

import json
import os
import pathlib
import shutil
import signal
import struct
import subprocess
import tempfile
import time
import unittest

import cluster
import service
import tree

IMAGE = os.environ.get("FPA_IMAGE", "fingerprint-api:0.1.0")
MOST_BYTES = 30 * 1000 * 1000
MIB = 1024 * 1024


class Limits:
    """A control group with the limits of a container, version 1 or 2."""

    def __init__(self, limits, name):
        root = pathlib.Path("/sys/fs/cgroup")
        memory, share = (
            str(int(service.quantity(limits["memory"]))),
            service.quantity(limits["cpu"]),
        )
        if (root / "cgroup.controllers").exists():
            files = {
                root / name: {"memory.max": memory, "cpu.max": f"{int(share * 100000)} 100000"}
            }
        else:
            files = {
                root / "memory" / name: {"memory.limit_in_bytes": memory},
                root / "cpu" / name: {
                    "cpu.cfs_period_us": "100000",
                    "cpu.cfs_quota_us": str(int(share * 100000)),
                },
            }
        self.folders = list(files)
        try:
            for folder, settings in files.items():
                folder.mkdir(exist_ok=True)
                for file, value in settings.items():
                    (folder / file).write_text(value)
        except OSError as error:
            raise AssertionError(
                f"control groups cannot be made here ({error}): run as root"
            ) from error

    def enter(self):
        """What a shell does before it becomes the container."""
        return (
            "".join(f"echo $$ > {folder}/cgroup.procs; " for folder in self.folders) + 'exec "$@"'
        )

    def peak(self):
        for folder in self.folders:
            for file in ("memory.peak", "memory.max_usage_in_bytes"):
                if (folder / file).exists():
                    return int((folder / file).read_text())
        return None

    def close(self):
        for folder in self.folders:
            # What was killed a moment ago is still on its way out.
            for _ in range(100):
                try:
                    folder.rmdir()
                except FileNotFoundError:
                    break
                except OSError:
                    time.sleep(0.02)


class Container(service.Pod):
    """The Deployment's pod out of the image itself."""

    def __init__(self, objects, folder, root, its_cluster):
        self.root = root
        super().__init__(objects, folder, its_cluster)
        self.limits = Limits(self.container["resources"]["limits"], f"fpa-test-{os.getpid()}")
        os.chown(self.folder / "models", 1000, 1000)
        os.chmod(self.folder, 0o755)  # noqa: PTH101

    def _paths(self, text, container):
        return text

    def command(self, container, arguments):
        context = container["securityContext"]
        assert context["readOnlyRootFilesystem"] and context["capabilities"]["drop"] == ["ALL"]
        user = str(context["runAsUser"])
        # The user is the manifest's outside, too: a user namespace alone would only rename root.
        command = [
            "sh",
            "-c",
            self.limits.enter(),
            "sh",
            tree.tool("setpriv", "util-linux"),
            f"--reuid={user}",
            f"--regid={user}",
            "--clear-groups",
            "--no-new-privs",
            tree.tool("bwrap", "bubblewrap"),
            "--clearenv",
            "--die-with-parent",
            "--unshare-user",
            "--uid",
            user,
            "--gid",
            user,
            "--unshare-pid",
            "--unshare-ipc",
            "--unshare-uts",
            "--cap-drop",
            "ALL",
            "--new-session",
        ]
        for entry in sorted(self.root.iterdir()):
            if entry.name not in ("proc", "dev", "sys", "tmp", "var", "etc"):
                command += ["--ro-bind", str(entry), f"/{entry.name}"]
        command += [
            "--proc",
            "/proc",
            "--dev",
            "/dev",
            "--ro-bind",
            "/sys/fs/cgroup",
            "/sys/fs/cgroup",
        ]
        for mount in container["volumeMounts"]:
            command += [
                "--ro-bind" if mount.get("readOnly") else "--bind",
                str(self.folder / mount["name"]),
                mount["mountPath"],
            ]
        command += ["--remount-ro", "/"]
        for name, value in self.environment(container).items():
            command += ["--setenv", name, value]
        return [*command, "/fingerprint-api", *arguments]

    def init_environment(self, container):
        return None

    def close(self):
        super().close()
        self.limits.close()


class Image(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.buildah = tree.tool("buildah", "buildah")
        cls.name = cls.run_buildah("from", "--pull-never", IMAGE)
        cls.addClassCleanup(cls.run_buildah, "rm", cls.name)
        # A copy, because the storage of images is root's alone.
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        os.chmod(scratch.name, 0o755)  # noqa: PTH101
        cls.root = pathlib.Path(scratch.name) / "root"
        shutil.copytree(cls.run_buildah("mount", cls.name), cls.root, symlinks=True)

    @classmethod
    def run_buildah(cls, *arguments):
        done = subprocess.run(
            [cls.buildah, *arguments], capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def files(self):
        return [path for path in self.root.rglob("*") if path.is_file() and not path.is_symlink()]

    def test_it_is_small_and_holds_nothing_else(self):
        size = sum(path.stat().st_size for path in self.files())
        binary = (self.root / "fingerprint-api").stat().st_size
        print(f"image {size / 1e6:.1f} MB, binary {binary / 1e6:.1f} MB")
        self.assertEqual(
            {path.name for path in self.root.iterdir() if any(path.rglob("*")) or path.is_file()}
            - {"proc", "sys", "dev", "etc", "run"},
            {"fingerprint-api", "models", "usr"},
        )
        self.assertLessEqual(size, MOST_BYTES)

    def test_the_binary_is_static(self):
        content = (self.root / "fingerprint-api").read_bytes()
        start, size, count = (
            struct.unpack_from("<Q", content, 32)[0],
            *struct.unpack_from("<HH", content, 54),
        )
        kinds = [
            struct.unpack_from("<I", content, start + number * size)[0] for number in range(count)
        ]
        self.assertIn(1, kinds, "PT_LOAD: the header is read right")
        self.assertNotIn(3, kinds, "PT_INTERP: it asks for a dynamic linker")

    def test_it_says_what_it_is(self):
        config = json.loads(self.run_buildah("inspect", "--type", "image", IMAGE))["OCIv1"][
            "config"
        ]
        self.assertEqual(config["User"], "1000:1000")
        self.assertEqual(config["Entrypoint"], ["/fingerprint-api"])
        for label in ("title", "description", "licenses", "version", "revision", "created"):
            self.assertTrue(config["Labels"][f"org.opencontainers.image.{label}"], label)

    def test_it_lists_what_is_inside(self):
        bill = json.loads((self.root / "usr/share/fingerprint-api/sbom.json").read_text())
        names = {one["name"] for one in bill["components"]}
        self.assertLessEqual(
            {
                "actix-web",
                "tract-onnx",
                "rayon",
                "network",
                "browser",
                "os",
                "device",
                "client",
                "spoofing",
            },
            names,
        )
        self.assertNotIn("criterion", names, "a tool of the tests is not inside")
        for one in bill["components"]:
            self.assertTrue(one["hashes"] and one["version"], one["name"])

    def test_it_serves_as_the_deployment_says(self):
        around = cluster.Cluster()
        self.addCleanup(around.close)
        around.redis.start()
        for render in ("dev", "production"):
            with self.subTest(render=render):
                # The best of three: what the image needs, not what else the machine is doing.
                for attempt in range(3):
                    pod = Container(tree.render(render), tempfile.mkdtemp(), self.root, around)
                    self.addCleanup(pod.close)
                    done = pod.init()
                    self.assertEqual(done.returncode, 0, done.stderr)
                    seconds = pod.start().wait("readinessProbe", 20)
                    if seconds < 1 or attempt == 2:
                        break
                    pod.close()
                self.assertLess(seconds, 1.0)
                for _ in range(500):
                    self.assertEqual(pod.ask("POST", "/api/v1/classify", service.REQUEST)[0], 200)
                # The process itself, below bwrap.
                process = self.service_of(pod)
                lines = (process / "status").read_text().splitlines()
                status = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
                self.assertEqual(
                    set(status["Uid"].split()), {str(pod.container["securityContext"]["runAsUser"])}
                )
                self.assertEqual(int(status["CapEff"], 16), 0)
                self.assertEqual(status["NoNewPrivs"], "1")
                peak, limit = (
                    pod.limits.peak(),
                    service.quantity(pod.container["resources"]["limits"]["memory"]),
                )
                self.assertLess(peak, limit)
                print(
                    f"{render}: ready after {seconds * 1000:.0f} ms, {peak / MIB:.0f} MiB at most of {limit / MIB:.0f}"
                )
                # bwrap hands no signal on; its exit code is that of the service.
                pod.told = time.monotonic()
                os.kill(int(process.name), signal.SIGTERM)
                code, seconds = pod.wait_for_end()
                self.assertEqual(code, 0, pod.logged())
                self.assertLess(seconds, pod.spec["terminationGracePeriodSeconds"])
                pod.close()

    def service_of(self, pod):
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                if (process / "comm").read_text().startswith("fingerprint-api") and str(
                    pod.ports["http"]
                ) in self.settings_of(process):
                    return process
            except OSError:
                continue
        raise AssertionError("the service is not among the processes")

    @staticmethod
    def settings_of(process):
        """What the process's own root has for settings, which name this pod's port."""
        return (process / "root/etc/fingerprint-api/config.toml").read_text()


if __name__ == "__main__":
    unittest.main()
