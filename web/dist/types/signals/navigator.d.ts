interface Brand {
    brand: string;
    version: string;
}
/** User-Agent Client Hints API (WICG); not in TypeScript's library. */
export interface UserAgentData {
    brands: Brand[];
    mobile: boolean;
    platform: string;
    getHighEntropyValues(hints: string[]): Promise<Record<string, unknown>>;
}
/** Fields that only some browsers have. */
export type AnyNavigator = Navigator & {
    deviceMemory?: number;
    oscpu?: string;
    buildID?: string;
    globalPrivacyControl?: boolean;
    connection?: {
        rtt?: number;
    };
    userAgentData?: UserAgentData;
};
declare function userAgentData(): Promise<{
    brands: [string, string][];
    mobile: boolean;
    platform: string;
    full_version_list: [string, string][] | import("..").Component<Record<string, unknown>>;
}>;
/** Firefox returns "unspecified" and WebKit null where the visitor has set no preference. */
declare function doNotTrack(): string | null;
export declare const navigatorSignal: {
    user_agent: () => string;
    app_version: () => string;
    platform: () => string;
    vendor: () => string;
    product_sub: () => string;
    oscpu: () => string | undefined;
    build_id: () => string | undefined;
    language: () => string;
    languages: () => string[];
    hardware_concurrency: () => number;
    device_memory: () => number;
    max_touch_points: () => number;
    webdriver: () => boolean;
    pdf_viewer_enabled: () => boolean;
    cookie_enabled: () => boolean;
    do_not_track: typeof doNotTrack;
    global_privacy_control: () => boolean | undefined;
    connection_rtt: () => number | undefined;
    user_agent_data: typeof userAgentData;
};
export {};
