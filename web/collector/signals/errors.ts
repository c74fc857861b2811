// How the engine writes its own functions and errors: unlike a user agent, hard to change.

/** The engine by the form of its stack traces; Gecko and WebKit differ in what an error carries. */
export function stackStyle(error: Error): string {
  if (/\n\s+at /.test(error.stack ?? "")) return "v8";
  if ("lineNumber" in error) return "gecko";
  return "line" in error || /@/.test(error.stack ?? "") ? "webkit" : "unknown";
}

function nullProperty(nothing: { member?: unknown } | null): string {
  try {
    return String(nothing!.member);
  } catch (error) {
    return (error as Error).message;
  }
}

export const errorsSignal = {
  /** 33 in V8, 37 in Gecko and WebKit. */
  // biome-ignore lint/security/noGlobalEval: its source text is read, and it is never called
  eval_length: () => eval.toString().length,
  stack_style: () => stackStyle(new Error()),
  function_to_string: () => Function.prototype.toString.call(Function.prototype.toString),
  null_property: () => nullProperty(null),
};
