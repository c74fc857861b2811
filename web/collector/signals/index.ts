// Every signal, under its name and in its shape in the payload: a function reads one field.
// To add a signal, write its file and its test and list it here; the payload's type follows.
// Slow signals come first, so that they wait while the others run.

import { automationSignal } from "./automation";
import { brandObjects } from "./brand_objects";
import { chromeObject, chromeProperties } from "./chrome";
import { codecsSignal } from "./codecs";
import { contextsSignal } from "./contexts";
import { countsSignal } from "./counts";
import { errorsSignal } from "./errors";
import { fontsSignal } from "./fonts";
import { hashesSignal } from "./hashes";
import { mediaSignal } from "./media";
import { navigatorSignal } from "./navigator";
import { pluginsSignal } from "./plugins";
import { probesSignal } from "./probes";
import { screenSignal } from "./screen";
import { tamperingSignal } from "./tampering";
import { timezoneSignal } from "./timezone";
import { webglSignal } from "./webgl";

export const SIGNALS = {
  contexts: contextsSignal,
  counts: countsSignal,
  navigator: navigatorSignal,
  hashes: hashesSignal,
  automation: automationSignal,
  screen: screenSignal,
  webgl: webglSignal,
  probes: probesSignal,
  tampering: tamperingSignal,
  errors: errorsSignal,
  timezone: timezoneSignal,
  media: mediaSignal,
  codecs: codecsSignal,
  plugins: pluginsSignal,
  chrome_object: () => chromeObject(),
  chrome_properties: chromeProperties,
  brand_objects: brandObjects,
  fonts: fontsSignal,
};
