import assert from "node:assert/strict";
import { test } from "node:test";
import type { Problem } from "@scantill/contract/problem";
import { clientSecretOf, createPaymentsRig, tokenOf } from "#testing";

const rig = await createPaymentsRig();

/** Reads a live stream until an event of this type has come; returns the types on the way. */
async function readUntil(response: Response, type: string): Promise<readonly string[]> {
  assert.ok(response.body);
  let text = "";
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.includes(`event: ${type}\n`)) break;
  }
  return [...text.matchAll(/^event: (.+)$/gm)].map((match) => match[1] ?? "");
}

test("the live stream tells each step, from the sequence that the screen has seen", async () => {
  const request = await rig.openRequest();
  const path = `/v1/terminal/${clientSecretOf(request)}/stream`;
  const live = await rig.app.request(path);
  assert.match(live.headers.get("Content-Type") ?? "", /^text\/event-stream/);
  const [seen] = await Promise.all([
    readUntil(live, "request.paid"),
    rig.phone().pay(tokenOf(request)),
  ]);
  assert.deepEqual(seen, ["code.claimed", "payment.approving", "code.paid", "request.paid"]);
  const resumed = await rig.app.request(path, { headers: { "Last-Event-ID": "3" } });
  assert.deepEqual(await readUntil(resumed, "request.paid"), ["code.paid", "request.paid"]);
});

test("a stream goes on from the newest event for who claims to have seen more", async () => {
  const request = await rig.openRequest();
  const headers = { "Last-Event-ID": `${Number.MAX_SAFE_INTEGER}` };
  const path = `/v1/terminal/${clientSecretOf(request)}/stream`;
  const live = await rig.app.request(path, { headers });
  const [seen] = await Promise.all([
    readUntil(live, "code.claimed"),
    rig.phone().scan(tokenOf(request)),
  ]);
  assert.deepEqual(seen, ["code.claimed"]);
});

test("S18: who only asks about a stream leaves none open", async () => {
  const path = `/v1/terminal/${clientSecretOf(await rig.openRequest())}/stream`;
  const countTimers = () =>
    process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
  const before = countTimers();
  for (let times = 0; times < 20; times += 1) {
    const { status } = await rig.app.request(path, { method: "HEAD" });
    assert.equal(status, 405);
  }
  assert.ok(countTimers() < before + 10);
});

test("the page shows the code, and no longer once it is scanned", async () => {
  const request = await rig.openRequest();
  const path = `/t/${clientSecretOf(request)}`;
  const waiting = await rig.call<string>(path);
  assert.equal(waiting.status, 200);
  assert.match(waiting.body, /<svg/);
  assert.ok(
    waiting.body.includes(tokenOf(request)) ||
      waiting.body.includes(tokenOf(request).toLowerCase()),
  );
  await rig.phone().scan(tokenOf(request));
  for (const address of [path, `${path}?part=state`]) {
    const { body } = await rig.call<string>(address);
    assert.ok(!body.toUpperCase().includes(tokenOf(request)));
    assert.ok(!body.includes(request.codes[0]?.shortCode ?? "none"));
  }
});

test("the shopper cancels on the page, twice, and the page says so", async () => {
  const request = await rig.openRequest();
  const path = `/t/${clientSecretOf(request)}`;
  for (let times = 0; times < 2; times += 1) {
    const answer = await rig.call(`${path}/cancel`, { method: "POST" });
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.get("Location"), path);
  }
  assert.equal((await rig.terminal(request)).body.status, "cancelled");
});

test("the page speaks what was asked for, else what the browser says, and forms lead back to the same", async () => {
  const request = await rig.openRequest();
  const path = `/t/${clientSecretOf(request)}`;
  const korean = { headers: { "Accept-Language": "ko-KR,ko;q=0.9,en;q=0.5" } };
  const byBrowser = await rig.call<string>(path, korean);
  assert.match(byBrowser.body, /<html lang="ko"/);
  assert.match(byBrowser.body, /<title>결제 코드: /, "the drawn code's name, too");
  assert.match((await rig.call<string>(`${path}?lang=en`, korean)).body, /<html lang="en"/);
  assert.match((await rig.call<string>(`${path}?lang=ko&part=state`)).body, /스캔해 주세요/);
  const answer = await rig.call(`${path}/cancel?lang=ko`, { method: "POST" });
  assert.equal(answer.headers.get("Location"), `${path}?lang=ko`);
});

test("a wrong client secret finds nothing, on the page and on the call", async () => {
  for (const secret of ["0".repeat(26), "nothing"]) {
    assert.equal(
      (await rig.call<Problem>(`/v1/terminal/${secret}`)).body.code,
      "terminal_not_found",
    );
    assert.equal((await rig.call<Problem>(`/t/${secret}`)).status, 404);
  }
});

test("hostile names are text on the page", async () => {
  const name = `<img src=x onerror="alert(1)">`;
  const request = await rig.openRequest({
    items: [{ name, quantity: 1, unitAmount: { minor: 1, currency: "EUR" } }],
  });
  const { body } = await rig.call<string>(`/t/${clientSecretOf(request)}`);
  assert.ok(!body.includes("<img src=x"));
  assert.ok(body.includes("&#60;img"));
});
