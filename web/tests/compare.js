// Runs three detectors on the same session, ours first: the others leave traces of their own.

const query = new URLSearchParams(location.search);

/** The result of a detector, or its error. */
async function ask(detector) {
  try {
    return await detector();
  } catch (error) {
    return { error: String(error) };
  }
}

// As in capture.js: the answers matter here, not the time a busy machine takes for them.
const browser = await fingerprintApi.collect({ budget: 15_000 });
const botd = await ask(async () => {
  const { load } = await import("/botd.js");
  return (await load({ monitoring: false })).detect();
});
const fpscanner = await ask(async () => {
  const { default: Scanner } = await import("/fpscanner.js");
  const { fastBotDetection, fastBotDetectionDetails } = await new Scanner().collectFingerprint({
    encrypt: false,
  });
  const named = Object.entries(fastBotDetectionDetails).filter(([, { detected }]) => detected);
  return { bot: fastBotDetection, named: named.map(([name]) => name) };
});
await fetch(`/payload?client=${encodeURIComponent(query.get("client"))}`, {
  method: "POST",
  body: JSON.stringify({ browser, botd, fpscanner }),
});
