import assert from "node:assert/strict";
import { test } from "node:test";

import { setGlobals } from "../set_globals";
import { navigatorSignal } from "./navigator";

const data = {
  brands: [{ brand: "Chromium", version: "150" }],
  mobile: false,
  platform: "Windows",
  getHighEntropyValues: async (hints: string[]) => ({
    platformVersion: "15.0.0",
    fullVersionList: [{ brand: "Chromium", version: "150.0.1.2" }],
    asked: hints,
  }),
};

test("brands are pairs, and missing hints are unsupported", async () => {
  setGlobals({ navigator: { userAgentData: data } });
  const found = await navigatorSignal.user_agent_data();
  assert.deepEqual(found.brands, [["Chromium", "150"]]);
  assert.deepEqual(found.full_version_list, [["Chromium", "150.0.1.2"]]);
  assert.equal((found as Record<string, unknown>).platform_version, "15.0.0");
  assert.deepEqual((found as Record<string, unknown>).bitness, { error: "unsupported" });
});

test("refused hints leave the fields that need no permission", async () => {
  setGlobals({
    navigator: {
      userAgentData: {
        ...data,
        getHighEntropyValues: () => Promise.reject(new DOMException("no", "NotAllowedError")),
      },
    },
  });
  const found = await navigatorSignal.user_agent_data();
  assert.equal(found.platform, "Windows");
  assert.deepEqual(found.full_version_list, { error: "blocked" });
});

test("a browser without brands is unsupported", async () => {
  setGlobals({ navigator: {}, isSecureContext: true });
  await assert.rejects(navigatorSignal.user_agent_data(), { fault: "unsupported" });
});

test("do not track is null where it is not set, and unsupported where it does not exist", () => {
  setGlobals({ navigator: { doNotTrack: null } });
  assert.equal(navigatorSignal.do_not_track(), null);
  setGlobals({ navigator: {}, isSecureContext: true });
  assert.throws(navigatorSignal.do_not_track, { fault: "unsupported" });
});
