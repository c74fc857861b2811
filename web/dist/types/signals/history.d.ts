export declare function historyUnlimited(): boolean;
