/** Goods that travel need an address: the phone asks for it, signs it with the payment, and knows it the next time. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { PaymentRequest } from "@scantill/sdk";
import { verifyApproval } from "@scantill/sdk";
import { capture } from "./rig/capture.ts";
import { prepareJourneys } from "./rig/journey.ts";
import { heading, payButton } from "./rig/payer.ts";

const { journey, openPhone, payments, shop, merchant } = await prepareJourneys();
const ada = {
  name: "Ada Example",
  lines: ["1 Sample Street"],
  postalCode: "12345",
  city: "Anytown",
  country: "IE",
};

journey("a delivery address is typed once, signed, and handed over", async () => {
  const first = await requestWithDelivery();
  const phone = await openPhone();
  await phone.goto(addressOf(first));
  await phone.getByLabel("Full name").waitFor();
  await payButton(phone).click();
  await phone.getByText("Please enter who receives it.").waitFor();
  assert.equal(await phone.evaluate("document.activeElement.labels[0].textContent"), "Full name");
  await capture(phone, "wallet-address-missing");

  await phone.getByLabel("Full name").fill(ada.name);
  await phone.getByLabel("Street and number").fill("1 Sample Street");
  await phone.getByLabel("Postal code").fill(ada.postalCode);
  await phone.getByLabel("Town or city").fill(ada.city);
  assert.equal(await phone.getByLabel("Country").inputValue(), ada.country, "the phone's own");
  await payButton(phone).click();
  await heading(phone, "Paid").waitFor();
  await phone.getByText("Handed to the shop").waitFor();
  await assertDeliveredTo(first, ada);

  const second = await requestWithDelivery();
  await phone.goto(addressOf(second));
  await phone.getByText("1 Sample Street").waitFor();
  await capture(phone, "wallet-address-remembered");
  await phone.getByRole("button", { name: "Change" }).click();
  await phone.getByLabel("Town or city").fill("Elsewhere");
  await phone.getByRole("button", { name: "Use this address" }).click();
  await phone.getByText("12345 Elsewhere").waitFor();
  await payButton(phone).click();
  await heading(phone, "Paid").waitFor();
  await assertDeliveredTo(second, { ...ada, city: "Elsewhere" });
});

function requestWithDelivery(): Promise<PaymentRequest> {
  const reference = randomUUID();
  return merchant.openPaymentRequest(
    {
      reference,
      currency: "EUR",
      split: "one",
      items: [{ name: "Moss Teapot", quantity: 1, unitAmount: { minor: 38_00, currency: "EUR" } }],
      collect: ["deliveryAddress"],
      returnUrl: shop.url,
    },
    { idempotencyKey: reference },
  );
}

function addressOf({ codes }: PaymentRequest): string {
  const [code] = codes;
  assert.ok(code?.url);
  return code.url;
}

async function assertDeliveredTo({ id }: PaymentRequest, address: typeof ada): Promise<void> {
  const { codes } = await merchant.getPaymentRequest(id);
  const payment = await merchant.getPayment(codes[0]?.paymentId ?? "");
  assert.deepEqual(payment.deliveryAddress, address);
  const place = { rpId: "localhost", origin: payments.url };
  assert.deepEqual(verifyApproval(payment, place), { ok: true });
}
