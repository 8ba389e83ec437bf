import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseAddress, findLanAddress } from "./address.ts";

const loopback = { address: "127.0.0.1", family: "IPv4", internal: true } as const;
const docker = { address: "172.17.0.1", family: "IPv4", internal: false } as const;
const wifi = { address: "192.168.1.20", family: "IPv4", internal: false } as const;
const wifi6 = { address: "fe80::1", family: "IPv6", internal: false } as const;
const rented = { address: "203.0.113.7", family: "IPv4", internal: false } as const;

test("the address with the default route is chosen, and the others are named", () => {
  const interfaces = { lo: [loopback], docker0: [docker], wlan0: [wifi6, wifi] };
  assert.deepEqual(chooseAddress({ routed: "192.168.1.20", interfaces }), {
    address: "192.168.1.20",
    others: ["172.17.0.1"],
  });
});

test("without a default route it is the first private address", () => {
  const interfaces = { lo: [loopback], wlan0: [wifi6, wifi], docker0: [docker], gone: undefined };
  assert.equal(chooseAddress({ routed: null, interfaces })?.address, "192.168.1.20");
});

test("nothing is ever shown to the internet by itself", () => {
  const open = { lo: [loopback], eth0: [rented, wifi6] };
  assert.equal(chooseAddress({ routed: "203.0.113.7", interfaces: open }), null);
  const both = { eth0: [rented], eth1: [wifi] };
  assert.equal(chooseAddress({ routed: "203.0.113.7", interfaces: both })?.address, "192.168.1.20");
});

test("only the private networks of RFC 1918 are private", () => {
  const isChosen = (address: string) =>
    chooseAddress({ routed: address, interfaces: { eth0: [{ ...wifi, address }] } }) !== null;
  for (const address of ["10.0.0.1", "10.255.255.254", "172.16.0.1", "172.31.255.254"]) {
    assert.ok(isChosen(address), address);
  }
  for (const address of ["172.15.0.1", "172.32.0.1", "192.169.0.1", "169.254.1.1", "11.0.0.1"]) {
    assert.ok(!isChosen(address), address);
  }
});

test("a named address is taken as it is, and what is none is refused", async () => {
  assert.deepEqual(await findLanAddress("127.0.0.2"), { address: "127.0.0.2", others: [] });
  for (const wish of ["", "0.0.0.0", "laptop.local", "::1", "192.168.1", "192.168.1.20:4443"]) {
    await assert.rejects(findLanAddress(wish), /--lan takes one IPv4 address/, wish);
  }
});
