import assert from "node:assert/strict";
import { test } from "node:test";
import { isPublicAddress } from "./public-address.ts";

test("addresses of the public internet are public", () => {
  for (const ip of ["1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0"]) {
    assert.equal(isPublicAddress(ip), true, ip);
  }
  for (const ip of ["172.15.255.255", "172.32.0.0", "192.167.0.1", "223.255.255.255"]) {
    assert.equal(isPublicAddress(ip), true, ip);
  }
  for (const ip of ["2606:4700:4700::1111", "2a00:1450:4001::1", "2003::1"]) {
    assert.equal(isPublicAddress(ip), true, ip);
  }
});

test("addresses with a special meaning are not", () => {
  const special = `
    0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254 169.254.169.254 169.254.0.1
    172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1 192.88.99.1 192.168.0.1 192.168.255.255 198.18.0.1 198.19.255.255
    198.51.100.7 203.0.113.7 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
    :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 ::127.0.0.1 64:ff9b::a00:1 64:ff9b:1::1 100::1 2001::1 2001:2::1
    2001:10::1 2001:db8::1 2002:a00:1::1 3fff::1 5f00::1 fc00::1 fd12:3456::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1`;
  for (const ip of special.trim().split(/\s+/)) assert.equal(isPublicAddress(ip), false, ip);
});

test("what is no address is not public", () => {
  for (const text of [
    "",
    "localhost",
    "example.com",
    "127.1",
    "0x7f000001",
    "2130706433",
    "1.1.1",
  ]) {
    assert.equal(isPublicAddress(text), false, text);
  }
});
