/** The engine by the form of its stack traces; Gecko and WebKit differ in what an error carries. */
export declare function stackStyle(error: Error): string;
export declare const errorsSignal: {
    /** 33 in V8, 37 in Gecko and WebKit. */
    eval_length: () => number;
    stack_style: () => string;
    function_to_string: () => string;
    null_property: () => string;
};
