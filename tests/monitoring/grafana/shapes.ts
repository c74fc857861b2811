// Grafana's own generated types of what we ship, as JSON has it: enumerations by their values.

import type * as logs from "@grafana/schema/dist/esm/raw/composable/logs/panelcfg/x/LogsPanelCfg_types.gen";
import type * as stat from "@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen";
import type * as table from "@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen";
import type * as timeseries from "@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen";
import type { Dashboard } from "@grafana/schema/dist/esm/raw/dashboard/x/Dashboard_types.gen";

type Json<T> = T extends string
  ? `${T}`
  : T extends readonly (infer Item)[]
    ? Json<Item>[]
    : T extends object
      ? { [Key in keyof T]: Json<T[Key]> }
      : T;

export type Board = Json<Dashboard>;

/** What a panel of each kind may have below `options` and below `fieldConfig.defaults.custom`. */
export interface Options {
  timeseries: Partial<Json<timeseries.Options>>;
  stat: Partial<Json<stat.Options>>;
  table: Partial<Json<table.Options>>;
  logs: Partial<Json<logs.Options>>;
}
export interface Custom {
  timeseries: Partial<Json<timeseries.FieldConfig>>;
  stat: Record<string, never>;
  table: Partial<Json<table.FieldConfig>>;
  logs: Record<string, never>;
}
