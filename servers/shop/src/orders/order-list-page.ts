/** What was ordered in this browser. */
import { html } from "hono/html";
import { assetUrl, framePage, type Html, moment, picture, price } from "#storefront";
import type { Order, OrderStatus } from "./order.ts";

export const statusWords: Readonly<Record<OrderStatus, string>> = {
  awaiting_payment: "Waiting for payment",
  partly_paid: "Partly paid",
  paid: "Paid",
  expired: "Code ran out",
  cancelled: "Cancelled",
};

export function orderListPage(view: {
  readonly orders: readonly Order[];
  readonly cartCount: number;
}): Html {
  return framePage({
    title: "Your orders",
    cartCount: view.cartCount,
    main: html`<h1>Your orders</h1>
      ${view.orders.length === 0 ? noOrders() : html`<ul class="orders">${view.orders.map(orderCard)}</ul>`}`,
  });
}

function noOrders(): Html {
  return html`<section class="message">
        <img src="${assetUrl("scenes/empty-basket.svg")}" alt="" width="320" height="220">
        <p>Nothing ordered in this browser yet.</p>
        <p><a class="button" href="/">Look at the shelf</a></p>
      </section>`;
}

function orderCard(order: Order): Html {
  return html`<li class="order-card">
          <div class="order-pictures">${order.lines.slice(0, 4).map((line) => picture({ ...line, text: "", size: 56 }))}</div>
          <div class="line-words">
            <h2><a href="/orders/${order.key}">${order.number}</a></h2>
            <p class="quiet"><time datetime="${order.createdAt.toISOString()}">${moment(order.createdAt)}</time></p>
          </div>
          <p class="chip chip-${order.status.replace("_", "-")}">${statusWords[order.status]}</p>
          <p class="line-amount">${price(order.total)}</p>
        </li>`;
}
