import { historyUnlimited } from "./history";
/** Those of the names that only automation tools use; few and short, whatever a page defines. */
export declare function traces(names: string[]): string[];
declare function globals(): string[];
declare function documentAttributes(): string[];
/** "native", or how it was changed: "own_property" of navigator, "altered", "missing". */
export declare function webdriverDescriptor(object?: object, prototype?: object): string;
/**
 * Whether something reads the console: a tool that uses the DevTools protocol, or DevTools that a
 * person opened. V8 formats an error's stack when it is first read, and the protocol reads it to
 * display the error. Other tests, such as a getter for `stack`, no longer work in any browser.
 */
declare function devtoolsProtocol(): boolean;
export declare const automationSignal: {
    globals: typeof globals;
    document_attributes: typeof documentAttributes;
    notification_permission: () => NotificationPermission;
    permission_state: () => Promise<PermissionState>;
    webdriver_descriptor: () => string;
    devtools_protocol: typeof devtoolsProtocol;
    history_unlimited: typeof historyUnlimited;
};
export {};
