import assert from "node:assert/strict";
import { test } from "node:test";
import { countedAddress } from "./caller.ts";

const from = (peer: string, forwardedFor?: string) => countedAddress({ peer, forwardedFor }, false);
const through = (peer: string, forwardedFor?: string) =>
  countedAddress({ peer, forwardedFor }, true);

test("S18: an address is the same in all its spellings, and a /64 of IPv6 is one caller", () => {
  assert.equal(from("203.0.113.7"), "203.0.113.7");
  assert.equal(from("::ffff:203.0.113.7"), "203.0.113.7");
  const network = "2001:db8:0:1::/64";
  for (const address of [
    "2001:db8:0:1::1",
    "2001:db8:0:1:a:b:c:d",
    "2001:0DB8:0000:0001::ffff",
    "2001:db8:0:1::1%eth0",
  ])
    assert.equal(from(address), network, address);
  assert.equal(from("2001:db8:0:2::1"), "2001:db8:0:2::/64");
  assert.equal(from("1:2:3:4:5:6:7::"), "1:2:3:4::/64");
  assert.equal(from("::2:3:4:5:6:7:8"), "0:2:3:4::/64");
});

test("S18: who calls from this machine or from within the process is no stranger", () => {
  for (const address of ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])
    assert.equal(from(address), null, address);
  assert.equal(countedAddress({ peer: null, forwardedFor: "203.0.113.7" }, true), null);
});

test("S18: only a proxy of ours is believed, and of it only the last address", () => {
  assert.equal(from("198.51.100.2", "203.0.113.7"), "198.51.100.2");
  assert.equal(from("127.0.0.1", "203.0.113.7"), null);
  assert.equal(through("127.0.0.1", "203.0.113.7"), "203.0.113.7");
  assert.equal(through("127.0.0.1", "127.0.0.1, 203.0.113.7"), "203.0.113.7");
  assert.equal(through("198.51.100.2", "203.0.113.7, nonsense"), "198.51.100.2");
  assert.equal(through("198.51.100.2"), "198.51.100.2");
});

test("S18: a caller who has hung up already is counted all the same", () => {
  assert.equal(from("gone"), "gone");
});
