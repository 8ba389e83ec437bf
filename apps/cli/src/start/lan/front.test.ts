import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, connect as connectPlainly } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, beforeEach, test } from "node:test";
import { connect } from "node:tls";
import { freePort } from "../../testing/free-port.ts";
import { httpsCall, openCall } from "../../testing/https-call.ts";
import { openCertificate } from "./certificate.ts";
import { openFront } from "./front.ts";

const home = mkdtempSync(join(tmpdir(), "front-"));
after(() => rmSync(home, { recursive: true }));
const address = "127.0.0.1";
const certificate = await openCertificate(home, address, new Date());

type Answering = (call: IncomingMessage, answer: ServerResponse) => void;
let answering: Answering = () => undefined;
const server = createServer((call, answer) => answering(call, answer)).listen(0, address);
await once(server, "listening");
after(() => server.close().closeAllConnections());
const { port: serverPort } = server.address() as AddressInfo;

const port = await freePort();
const url = `https://${address}:${port}`;
const foreignCookies = ["__Host-cart"];
const front = await openFront({ address, port, serverPort, foreignCookies }, certificate);
after(() => {
  front.shut();
  return front.close();
});

beforeEach(() => {
  answering = async (call, answer) => {
    const { method, url: path, headers } = call;
    answer.setHeader("Set-Cookie", ["a=1; Path=/", "b=2; Path=/"]);
    answer.writeHead(201, { "X-Answer": "yes" });
    answer.end(JSON.stringify({ method, path, headers, body: await text(call) }));
  };
});

test("a call arrives as it was made, and so does the answer", async () => {
  const { status, headers, body } = await httpsCall(`${url}/v1/things?a=b%20c`, {
    certificate,
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: url },
    body: '{"text":"é"}',
  });
  assert.equal(status, 201);
  assert.deepEqual(headers["set-cookie"], ["a=1; Path=/", "b=2; Path=/"]);
  assert.equal(headers["x-answer"], "yes");
  const seen = JSON.parse(body);
  assert.equal(seen.method, "POST");
  assert.equal(seen.path, "/v1/things?a=b%20c");
  assert.equal(seen.body, '{"text":"é"}');
  assert.equal(seen.headers.host, `${address}:${port}`);
  assert.equal(seen.headers.origin, url);
});

test("the server learns who called from the front alone", async () => {
  const headers = { "X-Forwarded-For": "203.0.113.9" };
  const { body } = await httpsCall(url, { certificate, headers });
  assert.equal(JSON.parse(body).headers["x-forwarded-for"], address);
});

test("the other server's cookies stay with the front", async () => {
  const mixed = { Cookie: "__Host-scantill-wallet=w; __Host-cart=c" };
  const { body } = await httpsCall(url, { certificate, headers: mixed });
  assert.equal(JSON.parse(body).headers.cookie, "__Host-scantill-wallet=w");
  const foreign = { Cookie: "__Host-cart=c" };
  const bare = await httpsCall(url, { certificate, headers: foreign });
  assert.equal(JSON.parse(bare.body).headers.cookie, undefined);
});

test("a body without a length cannot pass for a second call", async () => {
  const paths: (string | undefined)[] = [];
  answering = async (call, answer) => {
    paths.push(call.url);
    answer.end(await text(call));
  };
  const smuggled = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
  for (const connection of ["keep-alive", "transfer-encoding"]) {
    const { body } = await httpsCall(`${url}/asked`, {
      certificate,
      method: "GET",
      headers: { "Transfer-Encoding": "chunked", Connection: connection },
      body: smuggled,
    });
    assert.equal(body, smuggled);
  }
  assert.deepEqual(paths, ["/asked", "/asked"]);
});

test("a live stream begins at once and comes word by word", async () => {
  let say: (word: string) => void = () => undefined;
  const hasLeft = new Promise<void>((resolve) => {
    answering = (_, answer) => {
      answer.writeHead(200, { "Content-Type": "text/event-stream" }).flushHeaders();
      say = (word) => answer.write(word);
      answer.once("close", () => resolve());
    };
  });
  const stream = await openCall(url, { certificate });
  assert.equal(stream.headers["content-type"], "text/event-stream");
  for (const word of ["data: one\n\n", "data: two\n\n"]) {
    say(word);
    const [chunk] = await once(stream, "data");
    assert.equal(String(chunk), word);
  }
  stream.destroy();
  await hasLeft;
});

test("an answer that breaks off does not look whole", async () => {
  answering = (_, answer) => {
    answer.writeHead(200, { "Content-Length": "100" });
    answer.write("half", () => answer.destroy());
  };
  await assert.rejects(httpsCall(url, { certificate }), { code: "ECONNRESET" });
});

test("without its server, the connection breaks as if the front were not there", async () => {
  const [alone, nobody] = [await freePort(), await freePort()];
  const lonely = await openFront(
    { address, port: alone, serverPort: nobody, foreignCookies },
    certificate,
  );
  await assert.rejects(httpsCall(`https://${address}:${alone}`, { certificate }), {
    code: "ECONNRESET",
  });
  lonely.shut();
  await lonely.close();
});

test("a shut front lets nobody in, and closes when the last has had an answer", async () => {
  const own = await freePort();
  const closing = await openFront({ address, port: own, serverPort, foreignCookies }, certificate);
  let finish: () => void = () => undefined;
  answering = (_, answer) => {
    answer.write("begun, ");
    finish = () => answer.end("and finished");
  };
  const begun = await openCall(`https://${address}:${own}`, { certificate });
  closing.shut();
  await assert.rejects(httpsCall(`https://${address}:${own}`, { certificate }), {
    code: "ECONNREFUSED",
  });
  const closed = closing.close();
  finish();
  assert.equal(await text(begun), "begun, and finished");
  await closed;
});

test("who dawdles is sent away when the front closes", async () => {
  answering = () => undefined;
  const own = await freePort();
  const closing = await openFront({ address, port: own, serverPort, foreignCookies }, certificate);
  const socket = connect({ host: address, port: own, ca: certificate });
  await once(socket, "secureConnect");
  socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhal");
  const silent = connectPlainly({ host: address, port: own });
  await once(silent, "connect");
  const gone = Promise.all([once(socket, "close"), once(silent, "close")]);
  closing.shut();
  await closing.close();
  await gone;
});
