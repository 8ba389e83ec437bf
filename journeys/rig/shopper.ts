/** What a shopper does at the PC, by the names that the shop's and the terminal's pages give to things. */
import type { Locator, Page } from "playwright-core";

/** Searches for a product, opens it, and puts it into the cart; ends on the cart's page. */
export async function putIntoCart(pc: Page, shopUrl: string, product: string): Promise<void> {
  await pc.goto(shopUrl);
  await pc.getByRole("searchbox", { name: "Search the shop" }).fill(product);
  await pc.getByRole("button", { name: "Search" }).click();
  await pc.getByRole("link", { name: product, exact: true }).click();
  await pc.getByRole("button", { name: "Put into the cart" }).click();
  await pc.getByRole("heading", { name: "Your cart" }).waitFor();
}

/** From the cart to the codes; ends on the payment page. */
export async function checkOut(pc: Page, codes: "one" | "each" = "one"): Promise<void> {
  await pc.getByRole("link", { name: "Go to checkout" }).click();
  if (codes === "each") await pc.getByRole("radio", { name: /One code for each/ }).check();
  await pc.getByRole("button", { name: /^Pay €/ }).click();
  await codesOn(pc).first().waitFor();
}

/** The drawn codes that are on a terminal. */
export function codesOn(pc: Page): Locator {
  return pc.getByRole("img", { name: /^Payment code/ });
}

/** The order's number, which is the request's reference. */
export async function orderNumberOn(terminal: Page): Promise<string> {
  const line = await terminal.getByText(/^Order LM-/).innerText();
  return line.replace("Order ", "");
}

/** On the terminal, or already at the shop, to which it leads by itself after a moment. */
export async function seePaid(pc: Page): Promise<void> {
  await pc.getByRole("heading", { name: /^Paid/ }).waitFor();
}

/** Holds the terminal on "Paid". To be in time, it has to be waited for while the phone pays. */
export async function stayOnPaid(pc: Page): Promise<void> {
  await pc.getByRole("button", { name: "Stay here" }).click();
}

/** From "Paid" on the terminal to the shop's order page, unless the terminal has gone there by itself. */
export async function openReceipt(pc: Page): Promise<void> {
  const receipt = pc.getByRole("heading", { name: "Paid. Thank you!" });
  await pc.getByRole("link", { name: "Go to your receipt" }).or(receipt).click();
  await receipt.waitFor();
}
