// The same properties in other realms: an empty frame and a worker.

import { read } from "../component";
import { chromeObject } from "./chrome";
import { frame } from "./frame";
import { type Realm, realm } from "./realm";
import { askWorker } from "./worker";

function iframe() {
  const inner = frame().contentWindow as unknown as Realm & Window;
  return {
    ...realm(inner),
    chrome_object: read(() => chromeObject(inner)),
    /** False where a stealth plug-in wraps the frame's window: a real window is its own `self`. */
    self_is_window: read(() => inner.self === (inner as unknown)),
  };
}

export const contextsSignal = { worker: askWorker, iframe };
