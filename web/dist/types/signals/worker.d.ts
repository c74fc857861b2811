import { type Component } from "../component";
/** The URL of the worker's script: by default this very file. */
export declare const workerScript: {
    url: string;
};
declare function answer(): {
    facts: {
        user_agent: Component<string>;
        platform: Component<string>;
        language: Component<string>;
        languages: Component<string[]>;
        hardware_concurrency: Component<number>;
        device_memory: Component<number>;
        webdriver: Component<boolean>;
        brands: Component<string[][]>;
        ua_data_platform: Component<string>;
        timezone: Component<string>;
        function_to_string: Component<string>;
        intl_timezone: Component<string>;
        intl_locale: Component<string>;
        webgl_vendor: Component<string>;
        webgl_renderer: Component<string>;
    };
    fonts: Component<string[]>;
    canvas: Component<string>;
};
type Answer = ReturnType<typeof answer>;
/** In the collector's own worker: posts the answers and returns true. */
export declare function answerAsWorker(): boolean;
export declare function endWorker(): void;
export declare const askWorker: () => Promise<{
    user_agent: Component<string>;
    platform: Component<string>;
    language: Component<string>;
    languages: Component<string[]>;
    hardware_concurrency: Component<number>;
    device_memory: Component<number>;
    webdriver: Component<boolean>;
    brands: Component<string[][]>;
    ua_data_platform: Component<string>;
    timezone: Component<string>;
    function_to_string: Component<string>;
    intl_timezone: Component<string>;
    intl_locale: Component<string>;
    webgl_vendor: Component<string>;
    webgl_renderer: Component<string>;
}>;
/** What the worker found; where it found nothing, `here` is run in the page. */
export declare function inWorker<K extends "fonts" | "canvas">(what: K, here: () => Exclude<Answer[K], {
    error: unknown;
}>): Promise<{
    facts: {
        user_agent: Component<string>;
        platform: Component<string>;
        language: Component<string>;
        languages: Component<string[]>;
        hardware_concurrency: Component<number>;
        device_memory: Component<number>;
        webdriver: Component<boolean>;
        brands: Component<string[][]>;
        ua_data_platform: Component<string>;
        timezone: Component<string>;
        function_to_string: Component<string>;
        intl_timezone: Component<string>;
        intl_locale: Component<string>;
        webgl_vendor: Component<string>;
        webgl_renderer: Component<string>;
    };
    fonts: Component<string[]>;
    canvas: Component<string>;
}[K]>;
export {};
