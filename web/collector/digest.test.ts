import assert from "node:assert/strict";
import { test } from "node:test";

import { digest } from "./digest";

test("a digest is sixteen hexadecimal digits, the same each time", () => {
  assert.match(digest(""), /^[0-9a-f]{16}$/);
  assert.equal(digest("canvas"), digest("canvas"));
});

test("a changed, moved or added character changes the digest", () => {
  const seen = new Set(["ab", "ba", "abc", "ab ", "aB", ""].map(digest));
  assert.equal(seen.size, 6);
});

test("ten thousand texts do not collide", () => {
  const seen = new Set(Array.from({ length: 10_000 }, (_, i) => digest(`0.${i}`)));
  assert.equal(seen.size, 10_000);
});
