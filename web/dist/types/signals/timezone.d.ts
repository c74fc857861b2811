type Temporal = {
    Now: {
        timeZoneId(): string;
    };
};
export type Clock = {
    Temporal?: Temporal;
    Intl: typeof Intl;
};
/** Temporal returns the name at once; Intl first loads every locale, which takes 20 ms. */
export declare function zone(scope: Clock): string;
export declare const timezoneSignal: {
    name: () => string;
    /** Minutes from local time to UTC: Paris in winter is -60. */
    offset_minutes: () => number;
};
export {};
