import assert from "node:assert/strict";
import { test } from "node:test";

import { setGlobals } from "../set_globals";
import { codecsSignal } from "./codecs";

test("each codec has the answer of the media element", () => {
  setGlobals({
    document: {
      createElement: () => ({
        canPlayType: (type: string) => (type.includes("avc1") ? "probably" : ""),
      }),
    },
  });
  const found = codecsSignal();
  assert.equal(found.h264, "probably");
  assert.equal(found.opus, "");
  assert.equal(Object.keys(found).length, 15);
});
