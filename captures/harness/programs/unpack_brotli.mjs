// FROM TO: one brotli file unpacked and made executable.
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";

const [from, to] = process.argv.slice(2);
await pipeline(
  createReadStream(from),
  createBrotliDecompress(),
  createWriteStream(to, { mode: 0o755 }),
);
