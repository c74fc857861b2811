/** data/probes/set_1.json, one probe a line, its kind in the first letter. Made by build.mjs. */
declare module "virtual:probe-set-1" {
  const lines: string;
  export default lines;
}
