import { brandObjects } from "./brand_objects";
import { chromeProperties } from "./chrome";
import { codecsSignal } from "./codecs";
import { fontsSignal } from "./fonts";
import { pluginsSignal } from "./plugins";
import { webglSignal } from "./webgl";
export declare const SIGNALS: {
    contexts: {
        worker: typeof import("./worker").askWorker;
        iframe: () => {
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
            self_is_window: import("..").Component<boolean>;
        };
    };
    counts: {
        media_devices: () => Promise<number>;
        voices: () => Promise<number>;
        mime_types: () => number;
    };
    navigator: {
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
        do_not_track: () => string | null;
        global_privacy_control: () => boolean | undefined;
        connection_rtt: () => number | undefined;
        user_agent_data: () => Promise<{
            brands: [string, string][];
            mobile: boolean;
            platform: string;
            full_version_list: [string, string][] | import("..").Component<Record<string, unknown>>;
        }>;
    };
    hashes: {
        canvas: typeof import("./canvas").canvasHash;
        canvas_noise: typeof import("./canvas").canvasNoise;
        audio: () => Promise<string>;
        math: () => string;
    };
    automation: {
        globals: () => string[];
        document_attributes: () => string[];
        notification_permission: () => NotificationPermission;
        permission_state: () => Promise<PermissionState>;
        webdriver_descriptor: () => string;
        devtools_protocol: () => boolean;
        history_unlimited: typeof import("./history").historyUnlimited;
    };
    screen: {
        width: () => number;
        height: () => number;
        avail_width: () => number;
        avail_height: () => number;
        color_depth: () => number;
        pixel_ratio: () => number;
        inner_width: () => number;
        inner_height: () => number;
        outer_width: () => number;
        outer_height: () => number;
        orientation: () => OrientationType;
    };
    webgl: typeof webglSignal;
    probes: {
        set: () => string;
        bits: () => string;
    };
    tampering: {
        functions: () => string[];
        navigator_properties: () => string[];
        screen_properties: () => string[];
        frame_properties: () => string[];
    };
    errors: {
        eval_length: () => number;
        stack_style: () => string;
        function_to_string: () => string;
        null_property: () => string;
    };
    timezone: {
        name: () => string;
        offset_minutes: () => number;
    };
    media: {
        prefers_dark: () => boolean;
        prefers_reduced_motion: () => boolean;
        pointer: () => string;
        any_pointer: () => string;
        hover: () => boolean;
        any_hover: () => boolean;
        color_gamut: () => string;
        display_mode: () => string;
        system_font: typeof import("./system_font").systemFont;
        touch_events: () => boolean;
    };
    codecs: typeof codecsSignal;
    plugins: typeof pluginsSignal;
    chrome_object: () => boolean;
    chrome_properties: typeof chromeProperties;
    brand_objects: typeof brandObjects;
    fonts: typeof fontsSignal;
};
