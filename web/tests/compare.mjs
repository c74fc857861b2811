// The service, BotD and FPScanner on the same sessions: how many automated sessions each detects,
// and its false positives among the plain ones. `node compare.mjs [--captures FILE] [NAME...]`
// prints every session, and appends what each posted to the file, one line each, in the format of
// the golden captures.

import { appendFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { CLIENTS, scrubbed, visit } from "./capture.mjs";
import { DRIVEN, PLAIN } from "./clients/further.mjs";
import { serve } from "./server.mjs";
import { startService } from "./service.mjs";

/** Not a server's time zone: one of the other detectors takes UTC for a bot. */
const TIMEZONE = "Europe/Paris";

/** Sessions at the same time: each mostly waits for its browser to start. */
const LANES = 2;

const isAutomated = ({ truth, tool }) => (truth ? truth.automation !== "none" : tool !== undefined);
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

/** Every session with the results of the three detectors. */
export async function compare(sessions = SESSIONS, report = () => {}) {
  process.env.TZ = TIMEZONE;
  const service = await startService();
  const server = await serve({ policy: "" });
  const ask = async (client) => {
    const posted = await visit(server, client, { page: "compare" });
    const answer = await verdict(service.origin, posted);
    const row = {
      name: client.name,
      automated: isAutomated(client),
      tool: client.tool ?? client.truth?.automation_tool,
      answer,
      posted,
      found: {
        service: answer.automation.detected,
        botd: posted.botd.bot === true,
        fpscanner: posted.fpscanner.bot === true,
      },
    };
    report(row);
    return row;
  };
  const rows = new Array(sessions.length);
  const waiting = sessions.entries();
  // Each lane takes the next session as soon as its own is done.
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

/** One line of captures: a session's label, from how it was started, and what it posted. */
function captured({ name, truth, tool, stealth }, posted) {
  const kind = stealth ? "stealth_framework" : (KIND[tool] ?? "cdp_driver");
  const label = truth ?? {
    automation: tool === undefined ? "none" : kind,
    automation_tool: tool ?? null,
  };
  return `${JSON.stringify({ client: name, truth: label, fingerprint: scrubbed(posted) })}\n`;
}

const DETECTORS = ["service", "botd", "fpscanner"];

/** For each detector: how many automated sessions it found, those missed, and false positives. */
export function figures(rows) {
  const automated = rows.filter((row) => row.automated);
  const plain = rows.filter((row) => !row.automated);
  const figuresOf = (detector) => ({
    found: automated.filter(({ found }) => found[detector]).length,
    falsePositives: plain.filter(({ found }) => found[detector]).map(({ name }) => name),
    missed: automated.filter(({ found }) => !found[detector]).map(({ name }) => name),
  });
  return {
    automated: automated.length,
    plain: plain.length,
    ...Object.fromEntries(DETECTORS.map((detector) => [detector, figuresOf(detector)])),
  };
}

export function print({ automated, plain, ...detectors }) {
  for (const detector of DETECTORS) {
    const { found, falsePositives, missed } = detectors[detector];
    const wrong = `${falsePositives.length} false positives among ${plain} plain`;
    console.log(`${detector}: found ${found} of ${automated} automated, ${wrong}`);
    if (missed.length > 0) console.log(`  missed ${missed.join(", ")}`);
    if (falsePositives.length > 0) console.log(`  false positives ${falsePositives.join(", ")}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals: wanted } = parseArgs({
    options: { captures: { type: "string" } },
    allowPositionals: true,
  });
  const sessions = SESSIONS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const rows = await compare(sessions, ({ name, automated, found, answer, posted }) => {
    if (values.captures)
      appendFileSync(
        values.captures,
        captured(
          sessions.find((client) => client.name === name),
          posted,
        ),
      );
    const reasons = answer.reasons
      .filter(({ question, weight }) => question === "automation" && weight > 0)
      .map(({ code, weight }) => `${code} ${weight}`);
    const { kind, tool, probability } = answer.automation;
    const { botd, fpscanner } = posted;
    const marks = [found.service, found.botd, found.fpscanner].map((yes) => (yes ? "x" : "."));
    console.log(
      `${automated ? "automated" : "plain    "} ${marks.join("")} ${name}:`,
      `${kind} ${tool ?? "-"} ${probability} [${reasons.join(", ")}]`,
      `botd ${botd.botKind ?? botd.error ?? "-"}`,
      `fpscanner ${fpscanner.named?.join(" ") ?? fpscanner.error}`,
    );
  });
  print(figures(rows));
}
