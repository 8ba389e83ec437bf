import assert from "node:assert/strict";
import { test } from "node:test";
import { readConfig } from "../config.ts";
import { planFronts } from "./fronts.ts";

test("each server has a front at the network's address, and neither sees the other's cookies", () => {
  assert.deepEqual(planFronts(readConfig({ SHOP_LAN_PORT: "5444" }, "/srv", "192.168.1.20")), [
    { address: "192.168.1.20", port: 4443, serverPort: 4100, foreignCookies: ["__Host-cart"] },
    {
      address: "192.168.1.20",
      port: 5444,
      serverPort: 4000,
      foreignCookies: ["__Host-scantill-wallet"],
    },
  ]);
});

test("without --lan there is no front", () => {
  assert.deepEqual(planFronts(readConfig({}, "/srv")), []);
});
