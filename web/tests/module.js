import { collect } from "/collector.mjs";

globalThis.collected = collect();
