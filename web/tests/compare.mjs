// The service beside BotD and FPScanner on the same sessions: how many of the driven each finds, and
// whom it accuses of those that nobody drives. `node compare.mjs [--captures FILE] [NAME...]` prints every
// session, and adds what each posted to the file, a line each, in the form of the golden captures.

import { appendFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { CLIENTS, scrubbed, visit } from "./capture.mjs";
import { DRIVEN, PLAIN } from "./clients/further.mjs";
import { serve } from "./server.mjs";
import { startService } from "./service.mjs";

/** A clock that servers do not have: one of the others takes UTC for a robot. */
const TIMEZONE = "Europe/Paris";

/** Sessions at a time: most of one is waiting for a browser to start. */
const LANES = 2;

const isDriven = ({ truth, tool }) => (truth ? truth.automation !== "none" : tool !== undefined);
export const SESSIONS = [...CLIENTS, ...DRIVEN, ...PLAIN];

async function verdict(origin, { headers, browser }) {
  const body = JSON.stringify({
    http: { version: "1.1", method: "GET", path: "/compare", headers },
    browser,
  });
  const answer = await fetch(`${origin}/api/v1/classify`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  if (!answer.ok) throw new Error(`the service answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

/** Every session with what the three detectors say of it. */
export async function compare(sessions = SESSIONS, tell = () => {}) {
  process.env.TZ = TIMEZONE;
  const service = await startService();
  const server = await serve({ policy: "" });
  const ask = async (client) => {
    const told = await visit(server, client, { page: "compare" });
    const answer = await verdict(service.origin, told);
    const row = {
      name: client.name,
      driven: isDriven(client),
      tool: client.tool ?? client.truth?.automation_tool,
      answer,
      told,
      found: {
        service: answer.automation.detected,
        botd: told.botd.bot === true,
        fpscanner: told.fpscanner.bot === true,
      },
    };
    tell(row);
    return row;
  };
  const rows = new Array(sessions.length);
  const waiting = sessions.entries();
  // Each takes the next session as soon as it is done with its own.
  const lane = async () => {
    for (const [place, client] of waiting) rows[place] = await ask(client);
  };
  try {
    await Promise.all(Array.from({ length: LANES }, lane));
  } finally {
    await server.close();
    await service.stop();
  }
  return rows;
}

const KIND = { selenium: "webdriver" };

/** One line of captures: a session's label, by how it was started, and what it posted. */
function captured({ name, truth, tool, stealth }, told) {
  const kind = stealth ? "stealth_framework" : (KIND[tool] ?? "cdp_driver");
  const label = truth ?? {
    automation: tool === undefined ? "none" : kind,
    automation_tool: tool ?? null,
  };
  return `${JSON.stringify({ client: name, truth: label, fingerprint: scrubbed(told) })}\n`;
}

const DETECTORS = ["service", "botd", "fpscanner"];

/** For each detector: how many driven there were, how many it found, and whom it accused wrongly. */
export function figures(rows) {
  const driven = rows.filter((row) => row.driven);
  const plain = rows.filter((row) => !row.driven);
  const of = (detector) => ({
    found: driven.filter(({ found }) => found[detector]).length,
    accused: plain.filter(({ found }) => found[detector]).map(({ name }) => name),
    missed: driven.filter(({ found }) => !found[detector]).map(({ name }) => name),
  });
  return {
    driven: driven.length,
    plain: plain.length,
    ...Object.fromEntries(DETECTORS.map((detector) => [detector, of(detector)])),
  };
}

export function print({ driven, plain, ...detectors }) {
  for (const detector of DETECTORS) {
    const { found, accused, missed } = detectors[detector];
    console.log(
      `${detector}: found ${found} of ${driven} driven, accused ${accused.length} of ${plain} plain`,
    );
    if (missed.length > 0) console.log(`  missed ${missed.join(", ")}`);
    if (accused.length > 0) console.log(`  accused ${accused.join(", ")}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals: wanted } = parseArgs({
    options: { captures: { type: "string" } },
    allowPositionals: true,
  });
  const sessions = SESSIONS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const yes = (found) => (found ? "x" : ".");
  const rows = await compare(sessions, ({ name, driven, found, answer, told }) => {
    if (values.captures)
      appendFileSync(
        values.captures,
        captured(
          sessions.find((client) => client.name === name),
          told,
        ),
      );
    const reasons = answer.reasons
      .filter(({ question, weight }) => question === "automation" && weight > 0)
      .map(({ code, weight }) => `${code} ${weight}`);
    const { kind, tool, probability } = answer.automation;
    console.log(
      `${driven ? "driven" : "plain "} ${yes(found.service)}${yes(found.botd)}${yes(found.fpscanner)} ${name}: ${kind} ${tool ?? "-"} ${probability} [${reasons.join(", ")}] botd ${told.botd.botKind ?? told.botd.error ?? "-"} fpscanner ${told.fpscanner.named?.join(" ") ?? told.fpscanner.error}`,
    );
  });
  print(figures(rows));
}
