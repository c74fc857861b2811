// The form of an error's stack, which distinguishes V8 from the other engines.

export const speaksV8 = (): boolean =>
  "captureStackTrace" in Error && /\n\s+at /.test(new Error().stack ?? "");
