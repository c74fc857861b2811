import assert from "node:assert/strict";
import { test } from "node:test";

import { pose } from "../pose";
import { frame, removeFrame } from "./frame";

function page() {
  const frames: { isConnected: boolean; hidden?: boolean }[] = [];
  const body = {
    append: (element: { isConnected: boolean }) => (
      (element.isConnected = true), frames.push(element)
    ),
  };
  const createElement = () => ({
    isConnected: false,
    setAttribute() {},
    remove() {
      frames.pop();
    },
  });
  pose({ document: { body, createElement } });
  return frames;
}

test("one frame serves the whole run, unseen, and is taken away", () => {
  const frames = page();
  assert.equal(frame(), frame());
  assert.equal(frames.length, 1);
  assert.equal(frames[0]?.hidden, true);
  removeFrame();
  assert.equal(frames.length, 0);
});
