import assert from "node:assert/strict";
import { test } from "node:test";

import { setGlobals } from "../set_globals";
import { removeFrame } from "./frame";
import { historyUnlimited } from "./history";

/** A page whose frames accept this many writes. */
function page(limit: number) {
  removeFrame();
  const history = {
    state: null as unknown,
    taken: 0,
    replaceState(state: unknown) {
      if (this.taken++ < limit) this.state = state;
    },
  };
  const body = {
    append(element: { isConnected: boolean }) {
      element.isConnected = true;
    },
  };
  const createElement = () => ({
    isConnected: false,
    contentWindow: { history },
    setAttribute() {},
    remove() {},
  });
  setGlobals({ document: { body, createElement } });
}

test("a browser that stops after two hundred writes has its limit", () => {
  page(200);
  assert.equal(historyUnlimited(), false);
});

test("a browser that accepts more has the limit disabled", () => {
  page(1000);
  assert.equal(historyUnlimited(), true);
});
