// URL: real Chromium visits, loses its connection, and visits again. Prints both answers.
import { createRequire } from "node:module";
import net from "node:net";

// Its packages are installed in the folder that it is run in.
const { chromium } = createRequire(`${process.cwd()}/`)("playwright-core");
const url = new URL(process.argv[2]);
const { port } = url;
const open = [];
const relay = net.createServer((client) => {
  const server = net.connect(port, "127.0.0.1");
  for (const end of [client, server]) open.push(end.on("error", () => {}));
  client.pipe(server).pipe(client);
});
await new Promise((listening) => relay.listen(0, "127.0.0.1", listening));
url.port = relay.address().port;
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-quic"],
});
try {
  const page = await browser.newPage();
  const visit = async () => (await page.goto(url.href)).json();
  const first = await visit();
  for (const end of open) end.destroy();
  console.log(JSON.stringify([first, await visit()]));
} finally {
  await browser.close();
  relay.close();
}
