// Names of the plugins; since 2021 every browser that displays PDF lists the same five.

export const pluginsSignal = () => Array.from(navigator.plugins, (plugin) => plugin.name);
