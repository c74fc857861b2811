// Serves the built collector, the page and the capture page under the service's policy, and
// receives what browsers post. The answers of the service are recorded ones.

import { readFile } from "node:fs/promises";
import http from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";

const WEB = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** The same policy as src/http/page.rs sends; tests/api/page.rs holds the two together. */
export const POLICY = (await readFile(path.join(WEB, "page/policy.txt"), "utf8")).trim();

const FILES = {
  "/": "page/index.html",
  "/page/page.css": "page/page.css",
  "/page/page.js": "dist/page.js",
  "/page/favicon.svg": "page/favicon.svg",
  "/collector.js": "dist/collector.js",
  "/collector.mjs": "dist/collector.mjs",
  "/capture": "tests/capture.html",
  "/capture.js": "tests/capture.js",
  "/empty": "tests/empty.html",
  "/compare": "tests/compare.html",
  "/compare.js": "tests/compare.js",
  "/botd.js": "tests/node_modules/@fingerprintjs/botd/dist/botd.esm.js",
  "/fpscanner.js": "tests/node_modules/fpscanner/dist/fpScanner.es.js",
  "/module": "tests/module.html",
  "/module.js": "tests/module.js",
  "/probes/set_1.json": "../data/probes/set_1.json",
};
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

async function body(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** `verdict(payload)` is the answer of the service's routes; `routes` lists those that exist. */
export async function serve({
  verdict = () => ({}),
  routes = ["/api/v1/inspect", "/api/v1/classify"],
  policy = POLICY,
} = {}) {
  const waiting = new Map();
  const headers = new Map();
  const posted = [];
  const answer = async (request, response) => {
    const url = new URL(request.url, "http://127.0.0.1");
    const client = url.searchParams.get("client");
    if (["/capture", "/compare"].includes(url.pathname))
      headers.set(client, pairs(request.rawHeaders));
    if (request.method === "POST" && url.pathname === "/payload") {
      waiting.get(client)?.({ ...JSON.parse(await body(request)), headers: headers.get(client) });
      return response.writeHead(204).end();
    }
    if (routes.includes(url.pathname)) {
      // As the service does where http.cors_origins allows.
      response
        .setHeader("access-control-allow-origin", "*")
        .setHeader("access-control-allow-headers", "content-type");
      if (request.method === "OPTIONS") return response.writeHead(204).end();
      const sent = request.method === "POST" ? JSON.parse(await body(request)) : null;
      posted.push({ path: url.pathname, sent });
      const result = verdict(sent, url.pathname);
      // The status of a verdict is a word, that of a problem is an HTTP status.
      const status = typeof result.status === "number" ? result.status : 200;
      const type = status < 400 ? "application/json" : "application/problem+json";
      return response.writeHead(status, { "content-type": type }).end(JSON.stringify(result));
    }
    const file = FILES[url.pathname];
    if (!file)
      return response
        .writeHead(404, { "content-type": "application/problem+json" })
        .end('{"code":"not_found"}');
    const type = TYPES[path.extname(file)] ?? TYPES[".html"];
    response
      .writeHead(200, { "content-type": type, "content-security-policy": policy })
      .end(await readFile(path.join(WEB, file)));
  };
  const server = http.createServer((request, response) => {
    answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    posted,
    /** What this client's capture page posts. */
    payload(client, milliseconds) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(
          reject,
          milliseconds,
          new Error(`${client} posted nothing in ${milliseconds} ms`),
        );
        waiting.set(client, (payload) => {
          clearTimeout(timer);
          resolve(payload);
        });
      });
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

function pairs(raw) {
  return raw.flatMap((name, i) => (i % 2 ? [] : [[name, raw[i + 1]]]));
}
