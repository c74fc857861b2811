import { systemFont } from "./system_font";
export declare const mediaSignal: {
    prefers_dark: () => boolean;
    prefers_reduced_motion: () => boolean;
    pointer: () => string;
    any_pointer: () => string;
    hover: () => boolean;
    any_hover: () => boolean;
    color_gamut: () => string;
    /** Includes whether the page fills the screen. */
    display_mode: () => string;
    system_font: typeof systemFont;
    touch_events: () => boolean;
};
