declare function functions(): string[];
export declare const tamperingSignal: {
    functions: typeof functions;
    /** Empty in an unchanged browser, whose members are on the prototype. */
    navigator_properties: () => string[];
    screen_properties: () => string[];
    frame_properties: () => string[];
};
export {};
