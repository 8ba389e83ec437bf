import assert from "node:assert/strict";
import { test } from "node:test";
import { deliveryAddressSchema } from "@scantill/contract/delivery-address";
import { aPayment } from "../paying/builders.ts";
import {
  addressIn,
  draftOf,
  emptyDraft,
  isAddressCollected,
  likelyCountry,
  longest,
  missingFields,
} from "./delivery-draft.ts";

const ada = {
  name: "Ada Example",
  lines: ["1 Sample Street"],
  postalCode: "12345",
  city: "Anytown",
  country: "DE",
};

test("an address is asked for only where the shop collects it", () => {
  const { request } = aPayment();
  assert.equal(isAddressCollected(aPayment()), false);
  const collecting = aPayment({ request: { ...request, collect: ["deliveryAddress"] } });
  assert.equal(isAddressCollected(collecting), true);
});

test("a remembered address is the same again, however many lines it has", () => {
  for (const lines of [["1"], ["1", "2"], ["1", "2", "3", "4"]]) {
    const address = { ...ada, lines, phone: "+49 30 1" };
    assert.deepEqual(addressIn(draftOf(address)), address);
  }
  assert.deepEqual(addressIn(draftOf(ada)), ada, "what was left out stays out");
});

test("what is missing is named, in the order of the form", () => {
  assert.deepEqual(missingFields(emptyDraft("")), ["name", "line", "city", "country"]);
  assert.deepEqual(missingFields({ ...draftOf(ada), city: "  " }), ["city"]);
  assert.deepEqual(missingFields({ ...draftOf(ada), postalCode: "" }), [], "not every country has");
  assert.equal(addressIn({ ...draftOf(ada), name: "\u202e\t" }), null);
});

test("whatever is typed or pasted becomes an address that the contract takes as it is", () => {
  const pasted = {
    name: " Ada\u0000\u202e Example\u2069 ",
    lines: ["", "1\tSample\r\nStreet"],
    postalCode: "12345\n",
    city: "Any\u2028town",
    country: "KR",
    phone: "\u200e+82 2 1",
  };
  const address = addressIn(pasted);
  assert.deepEqual(address, {
    name: "Ada Example",
    lines: ["1 Sample Street"],
    postalCode: "12345",
    city: "Any town",
    country: "KR",
    phone: "+82 2 1",
  });
  assert.deepEqual(deliveryAddressSchema.parse(address), address);
});

test("no field holds more than the contract takes", () => {
  const full = {
    name: "n".repeat(longest.name),
    lines: ["l".repeat(longest.line)],
    postalCode: "p".repeat(longest.postalCode),
    city: "c".repeat(longest.city),
    country: "DE",
    phone: "1".repeat(longest.phone),
  };
  assert.ok(deliveryAddressSchema.safeParse(full).success);
  for (const field of ["name", "postalCode", "city", "phone"] as const) {
    assert.ok(!deliveryAddressSchema.safeParse({ ...full, [field]: `${full[field]}x` }).success);
  }
});

test("the country is guessed from the reader's languages", () => {
  assert.equal(likelyCountry(["ko", "ko-KR", "en-US"]), "KR");
  assert.equal(likelyCountry(["zh-Hant-TW"]), "TW");
  assert.equal(likelyCountry(["es-419", "en"]), "");
});
