/** A code reaches the wallet in more ways than by a camera, and a stranger's code does not reach it at all. */
import { qrMatrix, symbolSvg } from "@scantill/codes/symbols";
import { capture } from "./rig/capture.ts";
import { prepareJourneys } from "./rig/journey.ts";
import { payButton, payOnPhone, photograph } from "./rig/payer.ts";
import { checkOut, putIntoCart, seePaid } from "./rig/shopper.ts";

const { journey, openPc, openPhone, camera, payments, shop } = await prepareJourneys();

journey("the short code is typed", async () => {
  const pc = await openPc();
  await putIntoCart(pc, shop.url, "Field Notebook");
  await checkOut(pc);
  const shortCode = await pc.getByText(/^[A-Z]{4}-[A-Z]{4}$/).innerText();
  const phone = await openPhone();
  await camera.show(await photograph(phone));
  await phone.goto(`${payments.url}/wallet/scan`);
  const field = phone.getByRole("textbox", { name: "Short code" });
  await field.fill("AEIOU");
  await phone.getByRole("button", { name: "Continue" }).click();
  await phone.getByText("A short code has eight letters, like BCDF-GHJK.").waitFor();
  await capture(phone, "wallet-short-code-wrong");
  await field.fill("");
  await field.pressSequentially(shortCode.replace("-", "").toLowerCase());
  await field.press("Enter");
  await payOnPhone(phone);
  await seePaid(pc);
});

journey("a photo of the code is read", async () => {
  const pc = await openPc();
  await putIntoCart(pc, shop.url, "Field Notebook");
  await checkOut(pc);
  const photo = { name: "code.jpg", mimeType: "image/jpeg", buffer: await photograph(pc) };
  const phone = await openPhone();
  await camera.show(await photograph(phone));
  await phone.goto(`${payments.url}/wallet/scan`);
  await phone.getByLabel("Read a photo").setInputFiles(photo);
  await payButton(phone).waitFor();
  await payOnPhone(phone);
  await seePaid(pc);
});

journey("a stranger's code is shown and not followed", async () => {
  const stranger = await openPc();
  const address = "https://pay.example/c/01HZX4T7R9QJ5V3M8K2NWBYECD";
  const symbol = symbolSvg(qrMatrix(address, { correction: "M" }), { title: "A stranger's code" });
  await stranger.setContent(`<div style="width: 600px">${symbol}</div>`);
  const phone = await openPhone();
  await camera.show(await photograph(stranger));
  await phone.goto(`${payments.url}/wallet/scan`);
  await phone.getByText("Not one of our codes, so it was not opened.").waitFor();
  await phone.getByText(address, { exact: true }).waitFor();
  await capture(phone, "wallet-stranger");
});
