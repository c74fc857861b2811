// How an error's stack is written, which tells V8 from the others.

export const speaksV8 = (): boolean =>
  "captureStackTrace" in Error && /\n\s+at /.test(new Error().stack ?? "");
