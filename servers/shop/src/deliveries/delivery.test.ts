import assert from "node:assert/strict";
import { test } from "node:test";
import { addressLines } from "./delivery.ts";

test("an address is written as it stands on a parcel, with what there is of it", () => {
  const address = {
    name: "Ann Lee",
    lines: ["Mill Lane 2", "Flat 3"],
    city: "Galway",
    country: "IE",
  };
  assert.deepEqual(addressLines(address), ["Ann Lee", "Mill Lane 2", "Flat 3", "Galway", "IE"]);
  assert.deepEqual(addressLines({ ...address, postalCode: "H91", phone: "+353 1" }).slice(3), [
    "H91 Galway",
    "IE",
    "+353 1",
  ]);
});
