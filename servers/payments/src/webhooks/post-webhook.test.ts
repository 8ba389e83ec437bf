import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { postWebhook } from "./post-webhook.ts";

const message = { headers: { "webhook-id": "ev_1" }, body: '{"a":"ä"}' };
const trusting = postWebhook({ allowLoopback: true, timeoutMs: 5_000 });

/** A receiver on this machine; `port` to reach it by, and how often it was. */
async function aReceiver(
  context: TestContext,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
) {
  const received: string[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    received.push(`${request.method} ${request.url} ${request.headers["webhook-id"]} ${body}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}`, received };
}

test("the message arrives as it is, and the status is the answer", async (context) => {
  for (const status of [200, 204, 302, 410, 500]) {
    const { url, received } = await aReceiver(context, (_request, response) => {
      response.writeHead(status, { Location: "/elsewhere" }).end("whatever");
    });
    assert.deepEqual(await trusting(`${url}/hooks?a=1`, message), { status });
    assert.deepEqual(received, ['POST /hooks?a=1 ev_1 {"a":"ä"}'], "and no redirect is followed");
  }
});

test("a receiver that hangs is given up, before and after its status", async (context) => {
  const impatient = postWebhook({ allowLoopback: true, timeoutMs: 50 });
  const silent = await aReceiver(context, () => undefined);
  assert.deepEqual(await impatient(silent.url, message), { fault: "no answer in time" });
  const slow = await aReceiver(context, (_request, response) => {
    response.writeHead(200).write("and then nothing");
  });
  assert.deepEqual(await impatient(slow.url, message), { status: 200 });
});

test("a name that is never resolved is given up", async () => {
  const post = postWebhook({
    allowLoopback: false,
    timeoutMs: 20,
    resolve: () => new Promise(() => {}),
  });
  assert.deepEqual(await post("https://shop.example", message), { fault: "no answer in time" });
});

test("an endless answer is cut off", async (context) => {
  const cutOff = Promise.withResolvers<number>();
  const { url } = await aReceiver(context, (request, response) => {
    let written = 0;
    const pour = () => {
      do written += 16_384;
      while (response.write(Buffer.alloc(16_384)));
    };
    response.on("drain", pour);
    request.socket.on("close", () => cutOff.resolve(written));
    pour();
  });
  assert.deepEqual(await trusting(url, message), { status: 200 });
  assert.ok((await cutOff.promise) < 32 * 1024 * 1024);
});

test("a connection that breaks is told by its reason", async (context) => {
  const broken = await aReceiver(context, (_request, response) => response.destroy());
  assert.deepEqual(await trusting(broken.url, message), { fault: "ECONNRESET" });
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  const answer = await trusting(`http://127.0.0.1:${port}`, message);
  assert.deepEqual(answer, { fault: "ECONNREFUSED" });
});

test("a stranger may only be reached by https, and only on the public internet", async (context) => {
  const { port, received } = await aReceiver(context, (_request, response) => response.end());
  const strict = postWebhook({ allowLoopback: false, timeoutMs: 5_000 });
  const notHttps = [
    `http://127.0.0.1:${port}`,
    "http://shop.example",
    "ftp://shop.example",
    "//x",
    "",
  ];
  for (const url of notHttps) {
    assert.deepEqual(await strict(url, message), { fault: "the address is not https" }, url);
  }
  const hosts = `
    127.0.0.1 127.1 127.0.1 2130706433 0x7f000001 0x7f.1 0177.0.0.1 017700000001 0 0.0.0.0 10.1 10.0.0.1 172.16.0.1 192.168.1
    192.168.0.1 169.254.169.254 0xa9fea9fe 2852039166 100.64.0.1 198.18.0.1 224.0.0.1 255.255.255.255 127.0.0.1. １２７.0.0.1
    ①②⑦.0.0.1 [::1] [::] [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:a9fe:a9fe] [::127.0.0.1] [fe80::1]
    [fc00::1] [fd00:ec2::254] [ff02::1] [64:ff9b::7f00:1] [2002:7f00:1::] [2001:db8::1] user:secret@127.0.0.1
    shop.example@127.0.0.1`;
  const spellings = hosts.trim().split(/\s+/);
  assert.ok(spellings.length >= 40);
  for (const host of spellings) {
    const answer = await strict(`https://${host}:${port}/`, message);
    assert.deepEqual(answer, { fault: "the address is not public" }, host);
  }
  assert.deepEqual(received, []);
});

test("one private address among a name's public ones is one too many", async () => {
  const addresses = [
    { address: "1.1.1.1", family: 4 },
    { address: "10.0.0.1", family: 4 },
  ];
  for (const resolved of [addresses, addresses.toReversed(), []]) {
    const post = postWebhook({ allowLoopback: false, resolve: async () => resolved });
    assert.deepEqual(await post("https://shop.example", message), {
      fault: "the address is not public",
    });
  }
});

test("a name is resolved once, and what was checked is connected to", async (context) => {
  const { port, received } = await aReceiver(context, (_request, response) => response.end());
  let resolutions = 0;
  const rebinding = postWebhook({
    allowLoopback: true,
    resolve: async (host) => {
      assert.equal(host, "rebinding.invalid");
      resolutions += 1;
      return [{ address: resolutions === 1 ? "127.0.0.1" : "192.0.2.1", family: 4 }];
    },
  });
  assert.deepEqual(await rebinding(`http://rebinding.invalid:${port}/`, message), { status: 200 });
  assert.equal(resolutions, 1);
  assert.equal(received.length, 1);
});
