export declare const screenSignal: {
    width: () => number;
    height: () => number;
    avail_width: () => number;
    avail_height: () => number;
    color_depth: () => number;
    pixel_ratio: () => number;
    inner_width: () => number;
    inner_height: () => number;
    outer_width: () => number;
    outer_height: () => number;
    orientation: () => OrientationType;
};
