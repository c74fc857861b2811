// The object that Chromium defines in every page, and that some spoofing tools forget.

type WithChrome = typeof globalThis & { chrome?: unknown };

export const chromeObject = (scope: unknown = globalThis): boolean =>
  typeof (scope as WithChrome).chrome === "object";

export const chromeProperties = () => {
  const { chrome } = globalThis as WithChrome;
  return typeof chrome === "object" && chrome ? Object.keys(chrome) : [];
};
