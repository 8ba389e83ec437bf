/** The letter about a paid order: the receipt, once as text and once as plain HTML that any mail program shows. */
import { html } from "hono/html";
import { type Order, type OrderLine, subtotalOfOrder } from "#orders/rules";
import { added, amountOf, type Charge } from "#pricing/rules";
import { type Html, moment, price, shopName } from "#storefront";
import type { Letter } from "./post.ts";

export async function paidLetter(
  order: Order & { readonly email: string },
  publicUrl: string,
): Promise<Letter> {
  const address = `${publicUrl}/orders/${order.key}`;
  return {
    to: order.email,
    subject: `${shopName}: your order ${order.number} is paid`,
    text: textOf(order, address),
    html: String(await htmlOf(order, address)),
    messageId: `<${order.id}.paid@${new URL(publicUrl).hostname}>`,
  };
}

function textOf(order: Order, address: string): string {
  const rows = receiptRows(order);
  const width = Math.max(...rows.map(([words]) => [...words].length));
  return [
    `Paid. Thank you! ${price(order.total)} has arrived.`,
    "",
    `Order ${order.number}`,
    ...(order.paidAt === null ? [] : [`Paid ${moment(order.paidAt)}`]),
    "",
    ...rows.map(([words, amount]) => `${words.padEnd(width)}  ${amount}`),
    "",
    `Your receipt: ${address}`,
    "",
    `${shopName} is a demonstration. Nothing is sold or sent.`,
  ].join("\n");
}

function htmlOf(order: Order, address: string): Html {
  return html`<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>${order.number}</title></head>
  <body style="font-family: Georgia, serif; max-width: 34em">
    <h1>Paid. Thank you!</h1>
    <p>${price(order.total)} has arrived. Order <b>${order.number}</b>${order.paidAt === null ? "" : html`, ${moment(order.paidAt)}`}.</p>
    <table cellpadding="6">
      ${receiptRows(order).map(([words, amount]) => html`<tr><td>${words}</td><td align="right">${amount}</td></tr>`)}
    </table>
    <p><a href="${address}">Your receipt in the shop</a></p>
    <p><small>${shopName} is a demonstration. Nothing is sold or sent.</small></p>
  </body>
</html>`;
}

type Row = readonly [words: string, amount: string];

function receiptRows(order: Order): readonly Row[] {
  const { lines, charges, total } = order;
  const products: Row = ["Products", price(subtotalOfOrder(order))];
  return [
    ...lines.map(lineRow),
    ...(added(charges).length === 0 ? [] : [products, ...added(charges).map(chargeRow)]),
    ["Total", price(total)],
    ...charges
      .filter(({ isIncluded }) => isIncluded)
      .map((charge): Row => [`${charge.name}, included`, price(charge.amount)]),
  ];
}

function lineRow(line: OrderLine): Row {
  return [`${line.quantity} × ${line.title}`, price(amountOf(line))];
}

function chargeRow({ name, amount }: Charge): Row {
  return [name, price(amount)];
}
