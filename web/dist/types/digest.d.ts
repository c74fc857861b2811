/** Two lanes of FNV-1a over the characters, 64 bits as 16 hexadecimal digits. */
export declare function digest(text: string): string;
