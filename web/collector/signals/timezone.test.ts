import assert from "node:assert/strict";
import { test } from "node:test";

import { timezoneSignal, zone } from "./timezone";

const intl = {
  DateTimeFormat: () => ({ resolvedOptions: () => ({ timeZone: "Europe/Paris" }) }),
} as never;

test("the zone is Temporal's where there is one, else Intl's", () => {
  assert.equal(
    zone({ Temporal: { Now: { timeZoneId: () => "Asia/Tokyo" } }, Intl: intl }),
    "Asia/Tokyo",
  );
  assert.equal(zone({ Intl: intl }), "Europe/Paris");
});

test("east of Greenwich the offset is negative", () => {
  process.env.TZ = "Asia/Tokyo";
  assert.equal(timezoneSignal.offset_minutes(), -540);
});
