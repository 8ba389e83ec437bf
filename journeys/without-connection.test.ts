/** The wallet on the home screen: opens without a connection, says that there is none, and keeps nothing but itself. */
import assert from "node:assert/strict";
import { capture } from "./rig/capture.ts";
import { eventually } from "./rig/eventually.ts";
import { prepareJourneys } from "./rig/journey.ts";
import { heading } from "./rig/payer.ts";

const { journey, openPhone, payments } = await prepareJourneys();

const listKept = `(async () => {
  const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const requests = await Promise.all(caches_.map((cache) => cache.keys()));
  return requests.flat().map(({ url }) => new URL(url).pathname + new URL(url).search);
})()`;

journey("an installed wallet is honest about having no connection", async () => {
  const phone = await openPhone();
  await phone.goto(`${payments.url}/wallet/`);
  await heading(phone, "No wallet on this phone yet").waitFor();
  await eventually(async () =>
    assert.ok(await phone.evaluate("navigator.serviceWorker.controller !== null")),
  );
  const kept = await phone.evaluate<readonly string[]>(listKept);
  assert.ok(kept.includes("/wallet/"));
  for (const path of kept) assert.match(path, /^\/wallet\/(assets\/[\w-]+\.(js|css))?$/);

  await phone.context().setOffline(true);
  await phone.goto(`${payments.url}/wallet/scan`);
  await phone.getByLabel("Short code").waitFor();
  await phone.goto(`${payments.url}/wallet/`);
  await heading(phone, "No connection").waitFor();
  await capture(phone, "wallet-offline");

  await phone.context().setOffline(false);
  await phone.getByRole("button", { name: "Try again" }).click();
  await heading(phone, "No wallet on this phone yet").waitFor();
});
