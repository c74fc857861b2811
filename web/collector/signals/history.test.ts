import assert from "node:assert/strict";
import { test } from "node:test";

import { pose } from "../pose";
import { removeFrame } from "./frame";
import { historyUnlimited } from "./history";

/** A page whose frames take this many writes. */
function page(limit: number) {
  removeFrame();
  const history = {
    state: null as unknown,
    taken: 0,
    replaceState(state: unknown) {
      if (this.taken++ < limit) this.state = state;
    },
  };
  const body = { append: (element: { isConnected: boolean }) => (element.isConnected = true) };
  const createElement = () => ({
    isConnected: false,
    contentWindow: { history },
    setAttribute() {},
    remove() {},
  });
  pose({ document: { body, createElement } });
}

test("a browser that stops at two hundred protects itself", () => {
  page(200);
  assert.equal(historyUnlimited(), false);
});

test("one that takes more was told not to", () => {
  page(1000);
  assert.equal(historyUnlimited(), true);
});
