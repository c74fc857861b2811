import assert from "node:assert/strict";
import { test } from "node:test";

import { setGlobals } from "../set_globals";
import { frame, removeFrame } from "./frame";

function page() {
  const frames: { isConnected: boolean; hidden?: boolean }[] = [];
  const body = {
    append(element: { isConnected: boolean }) {
      element.isConnected = true;
      frames.push(element);
    },
  };
  const createElement = () => ({
    isConnected: false,
    setAttribute() {},
    remove() {
      frames.pop();
    },
  });
  setGlobals({ document: { body, createElement } });
  return frames;
}

test("one hidden frame serves the whole run, and is removed", () => {
  const frames = page();
  assert.equal(frame(), frame());
  assert.equal(frames.length, 1);
  assert.equal(frames[0]?.hidden, true);
  removeFrame();
  assert.equal(frames.length, 0);
});
