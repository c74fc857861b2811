export declare const mediaSignal: {
    prefers_dark: () => boolean;
    prefers_reduced_motion: () => boolean;
    pointer: () => string;
    any_pointer: () => string;
    hover: () => boolean;
    any_hover: () => boolean;
    color_gamut: () => string;
    touch_events: () => boolean;
};
