import { askWorker } from "./worker";
declare function iframe(): {
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
    chrome_object: import("..").Component<boolean>;
    /** False where a stealth plug-in wraps the frame's window: a real window is its own `self`. */
    self_is_window: import("..").Component<boolean>;
};
export declare const contextsSignal: {
    worker: typeof askWorker;
    iframe: typeof iframe;
};
export {};
