import { historyUnlimited } from "./history";
/** Names that only a driver gives, of these objects; few and short, whatever the page defines. */
export declare function traces(names: string[]): string[];
declare function globals(): string[];
declare function documentAttributes(): string[];
/** "native", or what became of it: "own_property" of navigator, "altered", "missing". */
export declare function webdriverDescriptor(object?: object, prototype?: object): string;
/**
 * Whether something reads what is written to the console: a driver that speaks the DevTools
 * protocol, or a human's open DevTools. V8 makes an error's stack when it is first read, and the
 * protocol reads it to show the error. Other forms (a getter for `stack`) fire nowhere any more.
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
