// The same questions in other realms: an empty frame and a worker.

import { read } from "../component";
import { chromeObject } from "./chrome";
import { frame } from "./frame";
import { realm, type Realm } from "./realm";
import { askWorker } from "./worker";

/** Where the worker's script is: this very file, unless the embedder says otherwise. */
export const workerScript = { url: "/collector.js" };

function iframe() {
  const inner = frame().contentWindow as unknown as Realm & Window;
  return {
    ...realm(inner),
    chrome_object: read(() => chromeObject(inner)),
    /** A stealth plug-in that wraps the frame's window gives itself away: a frame is not its own page. */
    self_is_window: read(() => inner.self === (inner as unknown) && inner.parent === window && inner !== (window as unknown)),
  };
}

export const contextsSignal = {
  worker: () => askWorker(workerScript.url),
  iframe,
};
