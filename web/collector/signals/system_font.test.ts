import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "../component";
import { setGlobals } from "../set_globals";
import { removeFrame } from "./frame";
import { systemFont } from "./system_font";

function page(fontSize: string, fontFamily: string) {
  removeFrame();
  const style = { font: "" };
  const body = { append: (element: { isConnected: boolean }) => (element.isConnected = true) };
  const createElement = () => ({ isConnected: false, style, setAttribute() {}, remove() {} });
  setGlobals({
    document: { body, createElement },
    getComputedStyle: () => ({ fontSize, fontFamily }),
  });
  return style;
}

test("size and family are reported, and the element is left unchanged", () => {
  const style = page("13.3333px", "Cantarell");
  assert.equal(systemFont(), "13.3333px Cantarell");
  assert.equal(style.font, "");
});

test("an engine without system fonts is unsupported", () => {
  page("", "");
  assert.deepEqual(read(systemFont), { error: "unsupported" });
});
