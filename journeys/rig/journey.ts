/**
 * A journey is a story told as a test, with real screens in front of real servers. Whatever the story is about, at its end the
 * ledger is sound, no screen on the way kept anybody out, and no server called anything an error.
 */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { takeBarriers } from "./capture.ts";
import { type Devices, openDevices } from "./devices.ts";
import { type System, startSystem } from "./system.ts";

export type Journeys = Devices &
  System & { readonly journey: (name: string, story: () => Promise<void>) => void };

/** One installation and one browser for a test file. The browser goes before the servers that its pages look at. */
export async function prepareJourneys(): Promise<Journeys> {
  const devices = await openDevices();
  after(devices.close);
  const system = await startSystem();
  const journey = (name: string, story: () => Promise<void>) => {
    test(name, async () => {
      await story().catch(async (failure) => {
        await devices.photographAll();
        throw failure;
      });
      assert.deepEqual(takeBarriers(), []);
      assert.deepEqual(await system.listViolations(), []);
      assert.deepEqual(system.listErrors(), []);
    });
  };
  return { ...devices, ...system, journey };
}
