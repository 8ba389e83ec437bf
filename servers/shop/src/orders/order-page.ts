/** The order's page: where it stands in plain words, what is in it, and the receipt once it is paid. Works on paper too. */
import type { Money } from "@scantill/money";
import { html } from "hono/html";
import { addressLines, type Delivery } from "#deliveries/rules";
import { added, amountOf } from "#pricing/rules";
import { refusals } from "#refuse";
import {
  assetUrl,
  framePage,
  type Html,
  icon,
  moment,
  notice,
  picture,
  price,
  shopName,
  sums,
} from "#storefront";
import {
  isOpen,
  isOpened,
  isReopenable,
  type Order,
  type OrderLine,
  paidAmount,
  paidLines,
  subtotalOfOrder,
  unpaidAmount,
} from "./order.ts";
import { statusWords } from "./order-list-page.ts";

export type OrderState = {
  readonly order: Order;
  /** The order that was made from what this one left unpaid. */
  readonly repetition: Order | null;
  readonly deliveries: readonly Delivery[];
};

export type OrderView = OrderState & {
  /** SKUs that were not there in sufficient number when the shopper wanted to pay after all. */
  readonly short: readonly string[];
  readonly cartCount: number;
};

const refreshSeconds = 5;

export function orderPage({ short, cartCount, ...state }: OrderView): Html {
  const { order } = state;
  return framePage({
    title: `Order ${order.number}: ${statusWords[order.status].toLowerCase()}`,
    cartCount,
    scripts: ["order"],
    ...(isOpen(order) ? { refreshSeconds } : {}),
    main: html`${notice(shortText(order, short))}
      <p class="unseen" role="status" id="order-news"></p>
      ${orderState(state)}`,
  });
}

/** All that changes while one looks at it; the page's script asks for this part alone. */
export function orderState({ order, repetition, deliveries }: OrderState): Html {
  return html`<div id="order-state" class="order" data-status="${order.status}" data-open="${isOpen(order) ? "yes" : "no"}" data-words="${statusWords[order.status]}">
        <section class="standing standing-${order.status.replace("_", "-")}" aria-labelledby="standing">
          <img src="${assetUrl(`scenes/${scenes[order.status]}.svg`)}" alt="" width="240" height="180">
          <div>${standing(order, repetition)}</div>
        </section>
        ${receipt(order, deliveries)}
      </div>`;
}

const scenes = {
  awaiting_payment: "one-code",
  partly_paid: "each-code",
  paid: "paid",
  expired: "ran-out",
  cancelled: "empty-basket",
} as const satisfies Record<Order["status"], string>;

function standing(order: Order, repetition: Order | null): Html {
  switch (order.status) {
    case "awaiting_payment":
      return order.terminalUrl !== null && isOpened(order)
        ? awaiting(order, order.terminalUrl)
        : unreachable(order);
    case "partly_paid":
      return partlyPaid(order);
    case "paid":
      return html`<h1 id="standing">Paid. Thank you!</h1>
            <p>${price(order.total)} has arrived, and everything below is yours.${order.email === null ? "" : " The receipt comes by e-mail, too."}</p>
            <p class="actions"><button class="button print" type="button" hidden>Print the receipt</button> <a class="button button-quiet" href="/">Back to the shop</a></p>`;
    case "expired":
      return html`<h1 id="standing">The code ran out</h1>
            ${closed(order, repetition, "It is no longer valid.")}`;
    case "cancelled":
      return html`<h1 id="standing">Cancelled</h1>
            ${closed(order, repetition, "This payment was cancelled.")}`;
  }
}

function awaiting(order: Order, terminalUrl: string): Html {
  return html`<h1 id="standing">Waiting for your payment</h1>
            <p>Your things are set aside. The code for ${price(order.total)} is on the payment page; this page changes by itself when it is paid.</p>
            <p class="actions"><a class="button" href="${terminalUrl}">Continue to payment ${icon("arrow")}</a></p>
            ${cancelForm(order, "Cancel this order")}`;
}

function unreachable(order: Order): Html {
  return html`<h1 id="standing">Your order is safe, the payment is not open yet</h1>
            <p>We could not reach our payments just now. Nothing was charged, and your things are set aside. We keep trying; you may, too.</p>
            <form class="actions" action="/orders/${order.key}/pay" method="post"><button class="button" type="submit">Try again</button></form>`;
}

function partlyPaid(order: Order): Html {
  const paid = paidAmount(order);
  const left = unpaidAmount(order);
  return html`<h1 id="standing">${price(paid)} paid, ${price(left)} to go</h1>
            <progress max="${Number(order.total.minor)}" value="${Number(paid.minor)}" aria-label="Paid so far">${price(paid)}</progress>
            <p>What is paid is yours. The rest waits on the payment page, each with a code of its own.</p>
            ${order.terminalUrl === null ? "" : html`<p class="actions"><a class="button" href="${order.terminalUrl}">Continue to payment ${icon("arrow")}</a></p>`}
            ${cancelForm(order, "Leave the rest")}`;
}

function closed(order: Order, repetition: Order | null, why: string): Html {
  const paid = paidLines(order);
  const left = unpaidAmount(order);
  const charged =
    paid.length === 0
      ? "Nothing was charged, and nothing is set aside any more."
      : `${price(paidAmount(order))} was paid before: those things are yours. The rest is back on the shelf and was not charged.`;
  return html`<p>${why} ${charged}</p>
            ${repetition === null ? wayOn(order, left) : html`<p class="actions"><a class="button" href="/orders/${repetition.key}">Go to the new order ${repetition.number} ${icon("arrow")}</a></p>`}`;
}

/** What ran out unpaid is paid by new codes; the rest of what was partly paid or cancelled is ordered anew. */
function wayOn(order: Order, left: Money): Html {
  const [step, words] = isReopenable(order)
    ? ["pay", `Get a new code for ${price(left)}`]
    : [
        "again",
        `Order ${paidLines(order).length > 0 ? "the rest" : "it"} again for ${price(left)}`,
      ];
  return html`<form class="actions" action="/orders/${order.key}/${step}" method="post">
              <button class="button" type="submit">${words}</button> <a class="button button-quiet" href="/">Back to the shop</a>
            </form>`;
}

function shortText(order: Order, short: readonly string[]): string | null {
  const titles = order.lines.filter((line) => short.includes(line.sku)).map((line) => line.title);
  if (titles.length === 0) return null;
  return `${refusals.stock_short.sentence} Somebody else has taken: ${titles.join("; ")}. Nothing was charged.`;
}

function cancelForm(order: Order, words: string): Html {
  return html`<form action="/orders/${order.key}/cancel" method="post"><button class="link" type="submit">${words}</button></form>`;
}

function receipt(order: Order, deliveries: readonly Delivery[]): Html {
  const isPaid = order.status === "paid";
  const payments = [...new Set(paidLines(order).map((line) => line.paymentId))];
  return html`<section class="receipt" aria-labelledby="receipt">
          <header>
            <img src="${assetUrl("brand/lark.svg")}" alt="" width="48" height="48">
            <div><h2 id="receipt">${isPaid ? "Receipt" : "Your order"}</h2><p class="quiet">${shopName}, a demonstration shop</p></div>
            <p class="chip chip-${order.status.replace("_", "-")}">${isPaid ? icon("tick") : ""}${statusWords[order.status]}</p>
          </header>
          <dl class="facts">
            <div><dt>Order</dt><dd>${order.number}</dd></div>
            <div><dt>Ordered</dt><dd><time datetime="${order.createdAt.toISOString()}">${moment(order.createdAt)}</time></dd></div>
            ${order.paidAt === null ? "" : html`<div><dt>Paid</dt><dd><time datetime="${order.paidAt.toISOString()}">${moment(order.paidAt)}</time></dd></div>`}
            ${payments.length === 0 ? "" : html`<div class="facts-wide"><dt>${payments.length === 1 ? "Payment" : "Payments"}</dt><dd>${payments.map((id) => html`<code>${id}</code> `)}</dd></div>`}
            ${deliveries.map(({ address }) => html`<div class="facts-wide"><dt>Goes to</dt><dd>${addressLines(address).map((line) => html`${line}<br>`)}</dd></div>`)}
          </dl>
          <ul class="lines lines-small">${order.lines.map((line) => receiptLine(order, line))}</ul>
          ${orderSums(order)}
        </section>`;
}

function orderSums(order: Order): Html {
  const { charges, total } = order;
  return html`${sums({
    pieces: added(charges).length === 0 ? null : "Products",
    subtotal: subtotalOfOrder(order),
    charges,
    freeDelivery: null,
    total,
    totalWords: order.status === "paid" ? "Paid" : "Total",
  })}
          ${order.split === "each" && added(charges).length > 0 ? html`<p class="quiet">What is not a product is shared out over the codes of the products.</p>` : ""}`;
}

function receiptLine(order: Order, line: OrderLine): Html {
  return html`<li class="line">
              ${picture({ ...line, text: "", size: 56, className: "line-picture" })}
              <div class="line-words"><h3>${line.title}</h3>
                <p class="quiet">${line.quantity} × ${price(line.price)}</p>
                ${lineState(order, line)}</div>
              <p class="line-amount">${price(amountOf(line))}</p>
            </li>`;
}

/** Said only where lines of one order differ. */
function lineState(order: Order, line: OrderLine): Html | "" {
  if (order.status === "paid" || paidLines(order).length === 0) return "";
  if (line.stockStatus === "taken")
    return html`<p class="line-state line-paid">${icon("tick")} paid</p>`;
  return html`<p class="line-state">${line.stockStatus === "held" ? "to be paid" : "not paid, back on the shelf"}</p>`;
}
