// Programs of the system: found, or reported missing with how to install them; started with a
// folder of their own and stopped as a process group.

import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";

const PACKAGES = {
  chromium: "chromium",
  chromedriver: "chromium-driver",
  "firefox-esr": "firefox-esr",
  Xvfb: "xvfb",
  "xvfb-run": "xvfb",
  WebKitWebDriver: "webkit2gtk-driver",
  MiniBrowser: "libwebkit2gtk-4.1-0",
};

/** The program's path; throws where it is missing. */
export function program(name) {
  const folders = [...process.env.PATH.split(":"), ...miniBrowserFolders()];
  const found = folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
  if (!found)
    throw new Error(
      `${name} is missing: apt-get install ${PACKAGES[name]} (make test-browsers does)`,
    );
  return found;
}

function miniBrowserFolders() {
  const libraries = `/usr/lib/${process.arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu`;
  if (!existsSync(libraries)) return [];
  return readdirSync(libraries)
    .filter((name) => name.startsWith("webkit2gtk-4"))
    .map((name) => path.join(libraries, name));
}

export function version(name) {
  const { stdout } = spawnSync(program(name), ["--version"], { encoding: "utf8" });
  return /[\d.]+\d/.exec(stdout)?.[0] ?? "unknown";
}

/** A temporary folder, and the function that removes it. */
export function folder() {
  const place = mkdtempSync(path.join(os.tmpdir(), "collector-"));
  return {
    place,
    remove: () => rmSync(place, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }),
  };
}

const WINDOW = ["-a", "-s", "-screen 0 1920x1080x24"];

/** Starts a command, on a display of its own if `window`; returns the function that stops it. */
export function start(command, { window = false, environment = {}, clean = () => {} } = {}) {
  const [file, ...rest] = window ? [program("xvfb-run"), ...WINDOW, ...command] : command;
  const child = spawn(file, rest, {
    detached: true,
    stdio: "ignore",
    env: { ...process.env, ...environment },
  });
  const signal = (name) => {
    try {
      process.kill(-child.pid, name);
    } catch {
      // The group has already exited.
    }
  };
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return async () => {
    signal("SIGTERM");
    const timer = setTimeout(signal, 3000, "SIGKILL");
    await ended;
    clearTimeout(timer);
    // Child processes may outlive it for a moment, and write to the profile.
    signal("SIGKILL");
    clean();
  };
}

/** A display for a tool that opens windows itself: its name, and the function that ends it. */
export async function display() {
  const child = spawn(
    program("Xvfb"),
    ["-displayfd", "3", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
    { stdio: ["ignore", "ignore", "ignore", "pipe"] },
  );
  const number = await new Promise((resolve, reject) => {
    child.stdio[3].once("data", (text) => resolve(String(text).trim()));
    child.once("exit", () => reject(new Error("Xvfb exited before it reported its display")));
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return {
    name: `:${number}`,
    end: () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
}

/** Chromium refuses to run as root with its sandbox. */
export const SANDBOX = process.getuid() === 0 ? ["--no-sandbox"] : [];

export async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function untilOpen(port) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const open = await new Promise((resolve) => {
      const socket = net
        .connect(port, "127.0.0.1", () => resolve(true))
        .on("error", () => resolve(false));
      socket.on("connect", () => socket.end());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nothing listens on ${port}`);
}
