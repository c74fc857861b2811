// Where the clock stands, and the locale that formats it.

export const timezoneSignal = {
  name: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
  /** Minutes from local time to UTC: Paris in winter is -60. */
  offset_minutes: () => new Date().getTimezoneOffset(),
  locale: () => Intl.DateTimeFormat().resolvedOptions().locale,
};
