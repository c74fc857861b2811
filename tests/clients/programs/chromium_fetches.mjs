// URL REQUESTS: in real Chromium, a navigation and then fetches from its page, each with its own
// header fields: one after the other, then all at once. Prints {navigation, alone, together}, each
// of them answers.
import { createRequire } from "node:module";

// Its packages are installed in the folder that it is run in.
const { chromium } = createRequire(`${process.cwd()}/`)("playwright-core");
const [url, requests] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-quic"],
});
try {
  const page = await browser.newPage();
  const navigation = await (await page.goto(url)).json();
  const fetched = await page.evaluate(async (requests) => {
    const answer = async (headers) => (await fetch(location.href, { headers })).json();
    const alone = [];
    for (const headers of requests) alone.push(await answer(headers));
    return { alone, together: await Promise.all(requests.map(answer)) };
  }, JSON.parse(requests));
  console.log(JSON.stringify({ navigation, ...fetched }));
} finally {
  await browser.close();
}
