import { type Clock } from "./timezone";
export type Realm = Clock & {
    navigator: Navigator;
    Function: typeof Function;
};
export declare function realm(scope: Realm): {
    user_agent: import("..").Component<string>;
    platform: import("..").Component<string>;
    language: import("..").Component<string>;
    languages: import("..").Component<string[]>;
    hardware_concurrency: import("..").Component<number>;
    device_memory: import("..").Component<number>;
    webdriver: import("..").Component<boolean>;
    brands: import("..").Component<string[][]>;
    ua_data_platform: import("..").Component<string>;
    timezone: import("..").Component<string>;
    function_to_string: import("..").Component<string>;
};
