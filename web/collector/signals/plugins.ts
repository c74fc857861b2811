// Names of the plugins; since 2021 browsers that show PDF all list the same five.

export const pluginsSignal = () => Array.from(navigator.plugins, (plugin) => plugin.name);
