// Pictures of the page for people to look at: `node screenshots.mjs FOLDER`.

import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";

import puppeteer from "puppeteer-core";

import { program, SANDBOX } from "./clients/programs.mjs";
import { serve } from "./server.mjs";

const folder = process.argv[2] ?? "screenshots";
mkdirSync(folder, { recursive: true });
const answer = async (name) =>
  JSON.parse(await readFile(new URL(`verdicts/${name}.json`, import.meta.url), "utf8"));
const [honest, forged] = [await answer("honest"), await answer("forged")];
const server = await serve({
  verdict: (_, route) => (route === "/api/v1/inspect" ? honest : forged),
});
const browser = await puppeteer.launch({ executablePath: program("chromium"), args: SANDBOX });

for (const [width, size] of [
  [390, "phone"],
  [1280, "desktop"],
]) {
  for (const scheme of ["light", "dark"]) {
    const page = await browser.newPage();
    await page.setViewport({ width, height: 850, deviceScaleFactor: width < 500 ? 2 : 1 });
    await page.emulateMediaFeatures([
      { name: "prefers-color-scheme", value: scheme },
      { name: "prefers-reduced-motion", value: "reduce" },
    ]);
    await page.goto(server.origin);
    await page.waitForSelector(".cards");
    await page.screenshot({ path: path.join(folder, `${size}-${scheme}.png`), fullPage: true });
    await page.goto(`${server.origin}/#other`);
    await page.click("#example");
    await page.click("button.primary");
    await page.waitForSelector("#verdict-other .cards");
    await page.screenshot({
      path: path.join(folder, `${size}-${scheme}-other.png`),
      fullPage: true,
    });
    await page.close();
  }
}
await browser.close();
await server.close();
