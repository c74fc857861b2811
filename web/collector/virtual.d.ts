/** data/probes/set_1.json, one probe per line, its kind in the first letter; see build.mjs. */
declare module "virtual:probe-set-1" {
  const lines: string;
  export default lines;
}
