import assert from "node:assert/strict";
import { test } from "node:test";
import { SetupError } from "@scantill/service-kit/setup-error";
import { readConfig } from "./config.ts";

const least = {
  DATABASE_URL: "postgres://shop@127.0.0.1/scantill",
  SCANTILL_API_KEY: "key",
  SCANTILL_WEBHOOK_SECRET: "whsec_b2xk",
};

test("what is not said has a value that works on one machine", () => {
  const config = readConfig(least);
  assert.equal(config.publicUrl, "http://127.0.0.1:4000");
  assert.equal(config.paymentsUrl, "http://localhost:4100");
  assert.deepEqual([config.host, config.port], ["127.0.0.1", 4000]);
});

test("two webhook secrets count while one is being replaced", () => {
  const config = readConfig({ ...least, SCANTILL_WEBHOOK_SECRET: "whsec_b2xk, whsec_bmV3" });
  assert.deepEqual(config.webhookSecrets, ["whsec_b2xk", "whsec_bmV3"]);
});

test("an address that people see is reduced to its origin", () => {
  const config = readConfig({ ...least, SHOP_PUBLIC_URL: "https://shop.example/" });
  assert.equal(config.publicUrl, "https://shop.example");
});

test("letters are sent only where a server for them is named, and then they come from somebody", () => {
  assert.equal(readConfig(least).mail, null);
  const smtp = { SMTP_URL: "smtp://127.0.0.1:25", MAIL_FROM: "Shop <shop@example.org>" };
  assert.deepEqual(readConfig({ ...least, ...smtp }).mail, {
    smtpUrl: smtp.SMTP_URL,
    from: smtp.MAIL_FROM,
  });
  for (const wrong of [{ SMTP_URL: smtp.SMTP_URL }, { ...smtp, SMTP_URL: "http://x" }]) {
    assert.throws(() => readConfig({ ...least, ...wrong }), SetupError);
  }
});

test("a delivery address is collected only where the shop is told to", () => {
  assert.equal(readConfig(least).collectsAddress, false);
  assert.equal(readConfig({ ...least, COLLECT_DELIVERY_ADDRESS: "1" }).collectsAddress, true);
});

test("what is missing or wrong is named, and no value is repeated", () => {
  assert.throws(
    () => readConfig({ ...least, SCANTILL_API_KEY: undefined, SHOP_PUBLIC_URL: "hunter2" }),
    (error) => {
      assert.ok(error instanceof SetupError);
      assert.match(error.message, /SCANTILL_API_KEY/);
      assert.match(error.message, /SHOP_PUBLIC_URL/);
      assert.doesNotMatch(error.message, /hunter2/);
      return true;
    },
  );
});

test("the shop's terms: a discount code and included tax unless told otherwise, delivery only where it is asked for", () => {
  const { terms } = readConfig(least);
  assert.equal(terms.shipping, null);
  assert.deepEqual([...terms.discounts], [["SLOWDAYS", 1000n]]);
  assert.deepEqual(terms.tax, { name: "VAT 23%", rate: 2300n, shown: "included" });
  const told = readConfig({
    ...least,
    SHIPPING_MINOR: "490",
    SHIPPING_FREE_FROM_MINOR: "5000",
    DISCOUNT_CODES: "slow=10, FRIENDS=12.5",
    TAX_PERCENT: "5.5",
    TAX_NAME: "TVA",
    TAX_SHOWN: "line",
  }).terms;
  assert.deepEqual(told.shipping, { flatMinor: 490n, freeFromMinor: 5000n });
  assert.deepEqual(
    [...told.discounts],
    [
      ["SLOW", 1000n],
      ["FRIENDS", 1250n],
    ],
  );
  assert.deepEqual(told.tax, { name: "TVA 5.5%", rate: 550n, shown: "line" });
  const none = readConfig({ ...least, DISCOUNT_CODES: "", TAX_PERCENT: "0" }).terms;
  assert.deepEqual([none.discounts.size, none.tax], [0, null]);
  for (const wrong of [
    { DISCOUNT_CODES: "SLOW" },
    { DISCOUNT_CODES: "SLOW=101" },
    { TAX_PERCENT: "-1" },
  ]) {
    assert.throws(() => readConfig({ ...least, ...wrong }), SetupError);
  }
});
