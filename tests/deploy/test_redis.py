"""Backup and recovery of Redis: the shipped configuration, start line and scripts with a real Redis."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import tree
import yaml
from cluster import PASSWORD, Redis

SCRIPTS = tree.ROOT / "k8s/components/redis-backup"


class RedisScripts(unittest.TestCase):
    def setUp(self):
        for name, package in (
            ("redis-server", "redis-server"),
            ("redis-check-rdb", "redis-server"),
        ):
            tree.tool(name, package)
        self.scratch = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.scratch, True)
        self.redis = Redis(self.scratch)
        self.addCleanup(self.redis.stop)
        self.addCleanup(self.end_what_recovery_started)
        self.backups = self.scratch / "backups"
        self.backups.mkdir()

    def end_what_recovery_started(self):
        """The stand-in starts Redis as the cluster would: detached from this process."""
        if (self.scratch / "pid").exists():
            self.redis.cli("shutdown", "nosave", check=False)

    def backup(self, code=0, **variables):
        environment = {
            **os.environ,
            "REDIS_HOST": "127.0.0.1",
            "REDIS_PORT": str(self.redis.port),
            "REDISCLI_AUTH": PASSWORD,
            "BACKUP_DIR": str(self.backups),
        } | variables
        done = subprocess.run(
            ["sh", SCRIPTS / "redis-backup.sh"],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def dumps(self):
        return sorted(self.backups.glob("redis-*.rdb"))

    def recover(self, *arguments, code=0, answer=""):
        """redis-recovery.sh against a stand-in for kubectl that acts on this very Redis."""
        kubectl = self.scratch / "kubectl"
        standin = tree.ROOT / "tests/deploy/redis_standin.py"
        kubectl.write_text(f'#!/bin/sh\nexec {sys.executable} {standin} "$@"\n')
        kubectl.chmod(0o755)
        environment = {
            **os.environ,
            "KUBECTL": str(kubectl),
            "STANDIN_STATE": str(self.scratch),
            "STANDIN_PORT": str(self.redis.port),
            "STANDIN_PASSWORD": PASSWORD,
        }
        if self.redis.process:
            (self.scratch / "pid").write_text(str(self.redis.process.pid))
        done = subprocess.run(
            [SCRIPTS / "redis-recovery.sh", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            timeout=90,
            input=answer,
        )
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def test_the_password_is_in_force_and_the_memory_bounded(self):
        self.redis.start()
        self.assertIn("NOAUTH", self.redis.cli("get", "x", password="", check=False))
        self.assertIn("268435456", self.redis.cli("config", "get", "maxmemory"))
        self.assertIn("everysec", self.redis.cli("config", "get", "appendfsync"))

    def test_without_a_password_it_does_not_start(self):
        self.redis.start(password="")
        self.assertNotEqual(self.redis.process.wait(timeout=10), 0)
        self.assertIn("has no password", self.redis.process.stderr.read())

    def test_the_probe_tells_an_answer_from_an_error(self):
        self.redis.start()
        probe = self.redis.container["livenessProbe"]["exec"]["command"]
        command = [one.replace("redis-cli", f"redis-cli -p {self.redis.port}") for one in probe]
        right = subprocess.run(
            command, env={**os.environ, "REDISCLI_AUTH": PASSWORD}, capture_output=True
        )
        wrong = subprocess.run(
            command, env={**os.environ, "REDISCLI_AUTH": "wrong"}, capture_output=True
        )
        self.assertEqual((right.returncode, wrong.returncode), (0, 1))

    def test_what_was_written_survives_a_restart(self):
        self.redis.start().cli("set", "fpa:limit:1", "7")
        self.redis.stop()
        self.assertEqual(self.redis.start().cli("get", "fpa:limit:1").strip(), "7")

    def test_a_backup_is_whole_checked_and_old_ones_go(self):
        self.redis.start().cli("set", "a", "1")
        old = self.backups / "redis-20200101T020000Z.rdb"
        for path in (old, pathlib.Path(f"{old}.sha256")):
            path.write_text("old")
            os.utime(path, (0, 0))
        said = self.backup()
        self.assertRegex(said, r"redis-\d{8}T\d{6}Z\.rdb, \d+ bytes, 1 kept")
        [dump] = self.dumps()
        subprocess.run(
            ["sha256sum", "-c", f"{dump.name}.sha256"],
            cwd=self.backups,
            check=True,
            capture_output=True,
        )
        self.assertEqual(dump.stat().st_mode & 0o077, 0, "others may read the dump")

    def test_a_backup_that_fails_says_why_and_costs_no_old_one(self):
        old = self.backups / "redis-20200101T020000Z.rdb"
        old.write_text("old")
        os.utime(old, (0, 0))
        self.assertIn("does not answer after 1 s", self.backup(code=1, WAIT_SECONDS="1"))
        self.redis.start()
        self.assertIn("does not answer", self.backup(code=1, REDISCLI_AUTH="wrong"))
        self.assertIn("no folder", self.backup(code=1, BACKUP_DIR="/nowhere"))
        self.assertEqual([path.name for path in self.backups.iterdir()], [old.name])

    def test_a_backup_waits_for_a_redis_that_is_not_reached_yet(self):
        started = threading.Timer(2, self.redis.start)
        self.addCleanup(started.join)
        started.start()
        self.assertIn("1 kept", self.backup())

    def test_a_backup_goes_to_the_bucket_that_is_named(self):
        self.redis.start().cli("set", "a", "1")
        self.assertIn(
            "aws is missing", self.backup(code=1, S3_BUCKET="dumps", PATH=self.path_without("aws"))
        )
        # What the command line of S3 would do, into a folder.
        bucket, tools = self.scratch / "bucket", self.scratch / "tools"
        for folder in (bucket, tools):
            folder.mkdir()
        aws = tools / "aws"
        aws.write_text(
            f'#!/bin/sh\n[ "$1 $2" = "s3 cp" ] && mkdir -p "{bucket}/${{5%/*}}" && cp "$4" "{bucket}/$5"\n'
        )
        aws.chmod(0o755)
        self.backup(S3_BUCKET="dumps", PATH=f"{tools}:{os.environ['PATH']}")
        [dump] = self.dumps()
        copies = sorted(path for path in bucket.rglob("*") if path.is_file())
        self.assertEqual([path.name for path in copies], [dump.name, f"{dump.name}.sha256"])
        self.assertEqual(copies[0].read_bytes(), dump.read_bytes())
        self.assertIn("dumps/fingerprint-redis", str(copies[0].parent))
        aws.write_text("#!/bin/sh\nexit 1\n")
        self.assertIn(
            "could not be copied",
            self.backup(code=1, S3_BUCKET="dumps", PATH=f"{tools}:{os.environ['PATH']}"),
        )

    def path_without(self, program):
        return ":".join(
            folder
            for folder in os.environ["PATH"].split(":")
            if not (pathlib.Path(folder) / program).exists()
        )

    def test_a_pod_of_recovery_ends_when_it_is_told(self):
        script = (SCRIPTS / "redis-recovery.sh").read_text()
        command = yaml.safe_load(re.search(r"command: (\[sh.*)", script)[1])
        process = subprocess.Popen(command, start_new_session=True)
        time.sleep(0.3)
        process.terminate()
        self.assertEqual(process.wait(timeout=5), 0)
        os.killpg(process.pid, signal.SIGKILL)

    def test_recovery_brings_back_what_was_there(self):
        self.redis.start()
        for number in range(50):
            self.redis.cli("set", f"key:{number}", str(number))
        self.backup()
        self.redis.cli("flushall")
        self.redis.cli("set", "later", "1")
        [dump] = self.dumps()
        said = self.recover("-f", str(dump), "-n", "fingerprint", "-d", "redis", "--force")
        self.assertIn("holds 50 keys", said)
        self.assertIn("restored", said)
        self.assertEqual(self.redis.cli("dbsize").strip(), "50")
        self.assertEqual(self.redis.cli("get", "key:49").strip(), "49")
        self.assertEqual(self.redis.cli("exists", "later").strip(), "0")
        # And it lasts: the dump became the base of the append-only files.
        self.redis.cli("set", "after", "1")
        self.redis.cli("shutdown", "nosave", check=False)
        time.sleep(0.5)
        self.redis.stop()
        self.redis.start()
        self.assertEqual(self.redis.cli("dbsize").strip(), "51")
        self.assertTrue(list((self.scratch / "data").glob("before-recovery-*/appendonlydir")))

    def test_recovery_from_the_volume_of_backups(self):
        self.redis.start().cli("set", "a", "1")
        self.backup()
        [dump] = self.dumps()
        self.assertIn(dump.name, self.recover("-f", "volume:"))
        self.redis.cli("flushall")
        self.recover("-f", f"volume:{dump.name}", "--force")
        self.assertEqual(self.redis.cli("get", "a").strip(), "1")

    def test_recovery_asks_and_a_no_changes_nothing(self):
        self.redis.start().cli("set", "a", "1")
        self.backup()
        [dump] = self.dumps()
        self.redis.cli("set", "b", "2")
        self.assertIn("nothing was changed", self.recover("-f", str(dump), code=1, answer="no\n"))
        self.assertIn("would stop redis", self.recover("-f", str(dump), "--dry-run"))
        self.assertEqual(self.redis.cli("get", "b").strip(), "2")

    def test_recovery_refuses_what_is_no_whole_dump(self):
        self.redis.start().cli("set", "a", "1")
        self.backup()
        [dump] = self.dumps()
        content = dump.read_bytes()
        dump.write_bytes(content[:-4])
        self.assertIn("SHA-256 differs", self.recover("-f", str(dump), "--force", code=1))
        pathlib.Path(f"{dump}.sha256").unlink()
        self.assertIn(
            "does not pass redis-check-rdb", self.recover("-f", str(dump), "--force", code=1)
        )
        self.assertIn("missing or empty", self.recover("-f", "/nowhere.rdb", "--force", code=1))
        self.assertIn("-f is needed", self.recover(code=2))
        self.assertEqual(self.redis.cli("get", "a").strip(), "1")


if __name__ == "__main__":
    unittest.main()
