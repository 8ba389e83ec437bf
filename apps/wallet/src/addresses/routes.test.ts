import assert from "node:assert/strict";
import { test } from "node:test";
import {
  devicesAddress,
  homeAddress,
  paymentAddress,
  type Route,
  routeOf,
  scanAddress,
} from "./routes.ts";

const token = "01HZX4T7R9QJ5V3M8K2NWBYECD";
const paymentId = "pay_01k8z5r7e0f6q8s2t4v6w8x0y2";

const addresses: readonly (readonly [address: string, route: Route])[] = [
  [`/c/${token}`, { screen: "code", token }],
  [`/C/${token}`, { screen: "code", token }],
  [`/c/${token.toLowerCase()}/`, { screen: "code", token }],
  ["/c/sticker", { screen: "code", token: "STICKER" }],
  ["/wallet", { screen: "home" }],
  [homeAddress, { screen: "home" }],
  [devicesAddress, { screen: "devices" }],
  [scanAddress(null), { screen: "scan", paymentId: null }],
  [scanAddress(paymentId), { screen: "scan", paymentId }],
  ["/wallet/scan?payment=../../x", { screen: "scan", paymentId: null }],
  [paymentAddress(paymentId), { screen: "payment", paymentId }],
  [`/wallet/${paymentId}`, { screen: "unknown" }],
  ["/wallet/payments/x", { screen: "unknown" }],
  ["/wallet/elsewhere", { screen: "unknown" }],
  ["/walletx", { screen: "unknown" }],
  ["/c/", { screen: "unknown" }],
  ["/", { screen: "unknown" }],
];

for (const [address, route] of addresses) {
  test(`${address} is ${JSON.stringify(route)}`, () =>
    assert.deepEqual(routeOf(new URL(address, "https://pay.example")), route));
}
