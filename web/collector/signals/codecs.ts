// Whether the media element can play a type: "probably", "maybe" or "".

const TYPES = {
  h264: 'video/mp4; codecs="avc1.42E01E"',
  hevc: 'video/mp4; codecs="hvc1.1.6.L93.B0"',
  vp8: 'video/webm; codecs="vp8"',
  vp9: 'video/webm; codecs="vp9"',
  av1: 'video/mp4; codecs="av01.0.00M.08"',
  theora: 'video/ogg; codecs="theora"',
  hls: "application/vnd.apple.mpegurl",
  aac: 'audio/mp4; codecs="mp4a.40.2"',
  ac3: 'audio/mp4; codecs="ac-3"',
  mp3: "audio/mpeg",
  opus: 'audio/webm; codecs="opus"',
  vorbis: 'audio/ogg; codecs="vorbis"',
  flac: "audio/flac",
  wav: 'audio/wav; codecs="1"',
  matroska: 'video/x-matroska; codecs="avc1.42E01E"',
} as const;

export function codecsSignal(): Record<keyof typeof TYPES, string> {
  const video = document.createElement("video");
  const answers = Object.entries(TYPES).map(([name, type]) => [name, video.canPlayType(type)]);
  return Object.fromEntries(answers) as Record<keyof typeof TYPES, string>;
}
