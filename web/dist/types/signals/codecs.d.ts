declare const TYPES: {
    readonly h264: 'video/mp4; codecs="avc1.42E01E"';
    readonly hevc: 'video/mp4; codecs="hvc1.1.6.L93.B0"';
    readonly vp8: 'video/webm; codecs="vp8"';
    readonly vp9: 'video/webm; codecs="vp9"';
    readonly av1: 'video/mp4; codecs="av01.0.00M.08"';
    readonly theora: 'video/ogg; codecs="theora"';
    readonly hls: "application/vnd.apple.mpegurl";
    readonly aac: 'audio/mp4; codecs="mp4a.40.2"';
    readonly ac3: 'audio/mp4; codecs="ac-3"';
    readonly mp3: "audio/mpeg";
    readonly opus: 'audio/webm; codecs="opus"';
    readonly vorbis: 'audio/ogg; codecs="vorbis"';
    readonly flac: "audio/flac";
    readonly wav: 'audio/wav; codecs="1"';
    readonly matroska: 'video/x-matroska; codecs="avc1.42E01E"';
};
export declare function codecsSignal(): Record<keyof typeof TYPES, string>;
export {};
