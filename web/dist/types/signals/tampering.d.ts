declare function functions(): string[];
export declare const tamperingSignal: {
    functions: typeof functions;
    /** An object of the platform has its members on its prototype, none on itself. */
    navigator_properties: () => string[];
    screen_properties: () => string[];
    frame_properties: () => string[];
};
export {};
