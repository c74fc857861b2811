// Screen and window sizes, in CSS pixels.

export const screenSignal = {
  width: () => screen.width,
  height: () => screen.height,
  avail_width: () => screen.availWidth,
  avail_height: () => screen.availHeight,
  color_depth: () => screen.colorDepth,
  pixel_ratio: () => devicePixelRatio,
  inner_width: () => innerWidth,
  inner_height: () => innerHeight,
  outer_width: () => outerWidth,
  outer_height: () => outerHeight,
  orientation: () => screen.orientation?.type,
};
