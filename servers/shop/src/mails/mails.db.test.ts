import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { connectDatabase } from "@scantill/service-kit/database";
import { fromQuotedPrintable, receiveMail } from "../testing/mail-receiver.ts";
import { checkoutForm, fillCart, openShop } from "../testing/open-shop.ts";
import { signedEvent } from "../testing/pretended-payments.ts";
import { connectPost } from "./post.ts";
import { sendMails } from "./send-mails.ts";

const receiver = await receiveMail();
const mail = { smtpUrl: receiver.url, from: "Larkmoss <shop@example.org>" };
const shop = await openShop(undefined, { mail });
const owner = connectDatabase({ url: shop.ownerUrl, applicationName: "test" });
const post = connectPost(mail);
after(async () => {
  post.close();
  await owner.end();
  await receiver.stop();
});
beforeEach(() => receiver.refuse(null));

async function payOrder(email: string) {
  const shopper = shop.aShopper();
  await fillCart(shopper, { "LM-TEA-01": 1, "LM-PEN-01": 2 });
  const form = { ...(await checkoutForm(shopper)), email };
  const { location } = await shopper.post("/checkout", form);
  const request = shop.payments.requests().find(({ terminalUrl }) => terminalUrl === location);
  assert.ok(request, `checkout led to ${location}`);
  shop.payments.pay(request.reference);
  const paid = shop.payments.requestOf(request.reference);
  assert.equal(await shop.tell(signedEvent(paid, "request.paid")), 204);
  assert.equal(await shop.tell(signedEvent(paid, "code.paid")), 204);
  return { reference: request.reference, returnUrl: request.returnUrl };
}

const standing = async () => {
  const [row] = await owner<{ attempts: number; is_sent: boolean; is_given_up: boolean }[]>`
    select attempts, sent_at is not null as is_sent, given_up_at is not null as is_given_up
    from shop.mail order by order_id desc limit 1`;
  return row && { ...row };
};
const letTimePass = () => owner`update shop.mail set due_at = now() where sent_at is null`;

test("a paid order is told by one letter with the receipt, however often payments tell of it", async () => {
  const { reference, returnUrl } = await payOrder("ann@example.org");
  assert.equal(receiver.mails.length, 0);
  assert.equal(await sendMails(shop.services, post), 1);
  assert.equal(await sendMails(shop.services, post), 0);
  assert.equal(receiver.mails.length, 1);
  const [letter] = receiver.mails;
  assert.deepEqual([letter?.from, letter?.to], ["shop@example.org", "ann@example.org"]);
  const source = fromQuotedPrintable(letter?.source ?? "");
  assert.match(source, new RegExp(`Subject: Larkmoss: your order ${reference} is paid`));
  assert.match(source, /Content-Type: text\/plain/);
  assert.match(source, /Content-Type: text\/html/);
  assert.match(source, /2 × Cedar Pencil +€5\.00/);
  assert.match(source, /Total +€43\.00/);
  assert.ok(source.includes(returnUrl));
});

test("who leaves no address gets no letter, and an address that is none is not taken", async () => {
  await payOrder("");
  assert.equal(await sendMails(shop.services, post), 0);
  const shopper = shop.aShopper();
  await fillCart(shopper, { "LM-PEN-01": 1 });
  const form = await checkoutForm(shopper);
  for (const email of [
    "nobody",
    "a@b.example\r\nBcc: c@d.example",
    `${"x".repeat(260)}@example.org`,
  ]) {
    assert.equal((await shopper.post("/checkout", { ...form, email })).status, 422);
  }
});

test("a mail server that is busy is asked again later, and never holds up a payment", async () => {
  const before = receiver.mails.length;
  receiver.refuse("451 come back later");
  await payOrder("ben@example.org");
  assert.equal(await sendMails(shop.services, post), 1);
  assert.deepEqual(await standing(), { attempts: 1, is_sent: false, is_given_up: false });
  assert.equal(await sendMails(shop.services, post), 0, "not before its time");
  receiver.refuse(null);
  await letTimePass();
  assert.equal(await sendMails(shop.services, post), 1);
  assert.deepEqual(await standing(), { attempts: 2, is_sent: true, is_given_up: false });
  assert.equal(receiver.mails.length, before + 1);
});

test("an address that the mail server refuses for good is given up", async () => {
  receiver.refuse("550 nobody here");
  await payOrder("nobody@example.org");
  await sendMails(shop.services, post);
  assert.deepEqual(await standing(), { attempts: 1, is_sent: false, is_given_up: true });
  await letTimePass();
  assert.equal(await sendMails(shop.services, post), 0);
});

test("two workers at once send a letter once", async () => {
  const before = receiver.mails.length;
  await payOrder("cat@example.org");
  const counts = await Promise.all([1, 2, 3].map(() => sendMails(shop.services, post)));
  assert.deepEqual(counts.sort(), [0, 0, 1]);
  assert.equal(receiver.mails.length, before + 1);
});

test("the field for an address is only there where letters are sent", async () => {
  const plain = await openShop();
  for (const [one, isThere] of [
    [shop, true],
    [plain, false],
  ] as const) {
    const shopper = one.aShopper();
    await fillCart(shopper, { "LM-PEN-01": 1 });
    assert.equal((await shopper.get("/checkout")).text.includes('type="email"'), isThere);
  }
});
