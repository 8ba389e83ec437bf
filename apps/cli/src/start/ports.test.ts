import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { refuseUnusablePort } from "./ports.ts";

test("a port that is taken is refused with the name of its variable, and is fine once it is free", async () => {
  const other = createServer().listen({ host: "127.0.0.1", port: 0 });
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await assert.rejects(refuseUnusablePort(port, "SHOP_PORT"), {
    name: "SetupError",
    message: new RegExp(`Port ${port} is taken.*SHOP_PORT`),
  });
  other.close();
  await once(other, "close");
  await refuseUnusablePort(port, "SHOP_PORT");
});

test("a port that browsers refuse is refused here", async () => {
  await assert.rejects(refuseUnusablePort(4190, "SHOP_PORT"), {
    message: /Browsers refuse .* 4190/,
  });
});

test("an address that this machine does not have is told", async () => {
  await assert.rejects(refuseUnusablePort(4443, "PAYMENTS_LAN_PORT", "192.0.2.1"), {
    name: "SetupError",
    message: "This machine has no address 192.0.2.1.",
  });
});
