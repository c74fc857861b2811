// The payload field by field: what kind of value each one holds where it holds one.

const text = (value) => typeof value === "string";
const number = (value) => typeof value === "number" && Number.isFinite(value);
const flag = (value) => typeof value === "boolean";
const texts = (value) => Array.isArray(value) && value.every(text);
const pairs = (value) =>
  Array.isArray(value) && value.every((pair) => texts(pair) && pair.length === 2);
const hash = (value) => /^[0-9a-f]{16}$/.test(value);
const oneOf =
  (...values) =>
  (value) =>
    values.includes(value);
const orNull = (kind) => (value) => value === null || kind(value);
const pointer = oneOf("fine", "coarse", "none");

const realm = {
  user_agent: text,
  platform: text,
  language: text,
  languages: texts,
  hardware_concurrency: number,
  device_memory: number,
  webdriver: flag,
  brands: pairs,
  ua_data_platform: text,
  timezone: text,
  function_to_string: text,
};

export const SHAPE = {
  collector: oneOf("1"),
  collected_at: number,
  duration_ms: number,
  contexts: {
    worker: {
      ...realm,
      intl_timezone: text,
      intl_locale: text,
      webgl_vendor: text,
      webgl_renderer: text,
    },
    iframe: { ...realm, chrome_object: flag, self_is_window: flag },
  },
  counts: { media_devices: number, voices: number, mime_types: number },
  navigator: {
    user_agent: text,
    app_version: text,
    platform: text,
    vendor: text,
    product_sub: text,
    oscpu: text,
    build_id: text,
    language: text,
    languages: texts,
    hardware_concurrency: number,
    device_memory: number,
    max_touch_points: number,
    webdriver: flag,
    pdf_viewer_enabled: flag,
    cookie_enabled: flag,
    do_not_track: orNull(text),
    global_privacy_control: flag,
    connection_rtt: number,
    user_agent_data: {
      brands: pairs,
      mobile: flag,
      platform: text,
      platform_version: text,
      architecture: text,
      bitness: text,
      model: text,
      wow64: flag,
      form_factors: texts,
      full_version_list: pairs,
    },
  },
  hashes: { canvas: hash, canvas_noise: flag, audio: hash, math: hash },
  automation: {
    globals: texts,
    document_attributes: texts,
    notification_permission: oneOf("default", "denied", "granted"),
    permission_state: oneOf("prompt", "denied", "granted"),
    webdriver_descriptor: oneOf("native", "own_property", "altered", "missing"),
    devtools_protocol: flag,
    history_unlimited: flag,
  },
  screen: {
    width: number,
    height: number,
    avail_width: number,
    avail_height: number,
    color_depth: number,
    pixel_ratio: number,
    inner_width: number,
    inner_height: number,
    outer_width: number,
    outer_height: number,
    orientation: text,
  },
  webgl: {
    vendor: text,
    renderer: text,
    masked_vendor: text,
    masked_renderer: text,
    extension_count: number,
    max_texture_size: number,
  },
  probes: { set: oneOf("1"), bits: (value) => text(value) && atob(value).length === 20 },
  tampering: {
    functions: texts,
    navigator_properties: texts,
    screen_properties: texts,
    frame_properties: texts,
  },
  errors: {
    eval_length: number,
    stack_style: oneOf("v8", "gecko", "webkit", "unknown"),
    function_to_string: text,
    null_property: text,
  },
  timezone: { name: text, offset_minutes: number },
  media: {
    prefers_dark: flag,
    prefers_reduced_motion: flag,
    pointer,
    any_pointer: pointer,
    hover: flag,
    any_hover: flag,
    color_gamut: oneOf("rec2020", "p3", "srgb"),
    display_mode: oneOf(
      "fullscreen",
      "standalone",
      "minimal-ui",
      "window-controls-overlay",
      "picture-in-picture",
      "browser",
    ),
    system_font: text,
    touch_events: flag,
  },
  codecs: (value) =>
    Object.keys(value).length === 15 && Object.values(value).every(oneOf("probably", "maybe", "")),
  plugins: texts,
  chrome_object: flag,
  chrome_properties: texts,
  brand_objects: texts,
  fonts: texts,
};

const FAULTS = ["unsupported", "insecure_context", "blocked", "timeout", "failed"];

export function isMissing(value) {
  return (
    value !== null &&
    typeof value === "object" &&
    Object.keys(value).length === 1 &&
    FAULTS.includes(value.error)
  );
}

/** Paths whose value is neither of its kind nor a typed error, is missing, or is not named here. */
export function wrong(payload, shape = SHAPE, path = "") {
  const names = new Set([...Object.keys(payload), ...Object.keys(shape)]);
  return [...names].flatMap((name) => {
    const [value, kind] = [payload[name], shape[name]];
    const here = path ? `${path}.${name}` : name;
    if (kind === undefined) return [`${here} is not in the table`];
    if (isMissing(value)) return [];
    if (value === undefined) return [`${here} is left out`];
    if (typeof kind === "object") return wrong(value, kind, here);
    return kind(value) ? [] : [`${here} is ${JSON.stringify(value)}`];
  });
}

/** Paths of the fields that hold this error. */
export function faulty(payload, fault, path = "") {
  return Object.entries(payload).flatMap(([name, value]) => {
    const here = path ? `${path}.${name}` : name;
    if (isMissing(value)) return value.error === fault ? [here] : [];
    return value !== null && typeof value === "object" && !Array.isArray(value)
      ? faulty(value, fault, here)
      : [];
  });
}
