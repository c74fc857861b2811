// The time zone: its name and its offset.

type Temporal = { Now: { timeZoneId(): string } };
export type Clock = { Temporal?: Temporal; Intl: typeof Intl };

/** Temporal returns the name at once; Intl first loads every locale, which takes 20 ms. */
export function zone(scope: Clock): string {
  return scope.Temporal?.Now.timeZoneId() ?? scope.Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export const timezoneSignal = {
  name: () => zone(globalThis as unknown as Clock),
  /** Minutes from local time to UTC: Paris in winter is -60. */
  offset_minutes: () => new Date().getTimezoneOffset(),
};
