export declare const timezoneSignal: {
    name: () => string;
    /** Minutes from local time to UTC: Paris in winter is -60. */
    offset_minutes: () => number;
    locale: () => string;
};
