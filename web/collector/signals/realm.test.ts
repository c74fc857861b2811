import assert from "node:assert/strict";
import { test } from "node:test";

import { realm } from "./realm";

test("a realm answers for itself", () => {
  const navigator = {
    userAgent: "other",
    languages: ["de"],
    hardwareConcurrency: 3,
    userAgentData: { brands: [{ brand: "Chromium", version: "150" }], platform: "Windows" },
  };
  const found = realm({ navigator: navigator as never, Intl, Function });
  assert.equal(found.user_agent, "other");
  assert.deepEqual(found.brands, [["Chromium", "150"]]);
  assert.deepEqual(found.webdriver, { error: "unsupported" });
  assert.equal(found.function_to_string, "function toString() { [native code] }");
});
