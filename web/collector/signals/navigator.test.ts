import assert from "node:assert/strict";
import { test } from "node:test";

import { pose } from "../pose";
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

test("brands are pairs, and hints that are not given are unsupported", async () => {
  pose({ navigator: { userAgentData: data } });
  const found = await navigatorSignal.user_agent_data();
  assert.deepEqual(found.brands, [["Chromium", "150"]]);
  assert.deepEqual(found.full_version_list, [["Chromium", "150.0.1.2"]]);
  assert.equal((found as Record<string, unknown>).platform_version, "15.0.0");
  assert.deepEqual((found as Record<string, unknown>).bitness, { error: "unsupported" });
});

test("refused hints leave what needs no asking", async () => {
  pose({
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

test("a browser without brands says so", async () => {
  pose({ navigator: {}, isSecureContext: true });
  await assert.rejects(navigatorSignal.user_agent_data(), { fault: "unsupported" });
});

test("do not track is null where nothing is said, and unsupported where it cannot be", () => {
  pose({ navigator: { doNotTrack: null } });
  assert.equal(navigatorSignal.do_not_track(), null);
  pose({ navigator: {}, isSecureContext: true });
  assert.throws(navigatorSignal.do_not_track, { fault: "unsupported" });
});
