import assert from "node:assert/strict";
import { test } from "node:test";

import { pose } from "../pose";
import { codecsSignal } from "./codecs";

test("each codec has the media element's own answer", () => {
  pose({
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
