/** What may pay from this wallet, and the way out of it. */
import type { Device } from "@scantill/contract/wallet";
import { useEffect } from "preact/hooks";
import { homeAddress } from "../addresses/routes.ts";
import { devicesView, leaveWallet, loadDevices, remove } from "../devices/devices.ts";
import { type DevicesView, gestureOf } from "../devices/devices-view.ts";
import { Icon } from "../parts/icon.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { UnkeptCodeNotice } from "../parts/unkept-code-notice.tsx";
import { loadPins } from "../pins/load-pins.ts";
import { text, timeText } from "../texts/texts.ts";
import { UnansweredScreen } from "./unanswered-screen.tsx";
import "../styles/devices.css";

export function DevicesScreen() {
  usePageTitle(text("devices.title"));
  useEffect(() => void Promise.all([loadDevices(), loadPins()]), []);
  const { value } = devicesView;
  if (value.state === "unanswered") {
    return <UnansweredScreen why={value.why} onTryAgain={loadDevices} />;
  }
  return (
    <main class="screen" aria-busy={value.state === "loading"}>
      <div class="devices-top">
        <a class="button button-quiet button-small" href={homeAddress}>
          <Icon name="back" />
          {text("scan.back")}
        </a>
        <h1>{text("devices.title")}</h1>
      </div>
      <UnkeptCodeNotice />
      {value.state === "loading" && <div class="slip skeleton home-skeleton" aria-hidden="true" />}
      {value.state === "noWallet" && <p class="empty">{text("home.noWallet")}</p>}
      {value.state === "shown" && <DeviceList view={value} />}
    </main>
  );
}

function DeviceList({ view }: { readonly view: Extract<DevicesView, { state: "shown" }> }) {
  const { devices, notice } = view;
  const isOnly = devices.length === 1;
  return (
    <>
      <div class="notices" role="status">
        {notice !== null && (
          <p class={notice === "removed" ? "notice notice-good" : "notice"}>
            {text(`devices.notices.${notice}`)}
          </p>
        )}
      </div>
      <ul class="slip receipt-list">
        {devices.map((device) => (
          <DeviceLine key={device.id} device={device} isOnly={isOnly} />
        ))}
      </ul>
      {isOnly && <p class="quiet">{text("devices.onlyOne")}</p>}
      <button
        type="button"
        class="button button-outlined"
        onClick={() => void leave(gestureOf(devices).kind === "pin")}
      >
        {text("devices.leave")}
      </button>
    </>
  );
}

function DeviceLine({ device, isOnly }: { readonly device: Device; readonly isOnly: boolean }) {
  const { kind, isThisPhone, createdAt, lastUsedAt } = device;
  const name = text(kind === "pin" ? "devices.pin" : "devices.passkey");
  const since = text("devices.since", { time: timeText(createdAt) });
  return (
    <li class="device">
      <p class="device-words">
        <strong>{name}</strong>
        {isThisPhone && <span class="tag">{text("devices.thisPhone")}</span>}
        <small>{since}</small>
        <small>
          {lastUsedAt === null
            ? text("devices.neverUsed")
            : text("devices.lastUsed", { time: timeText(lastUsedAt) })}
        </small>
      </p>
      {!isOnly && (
        <button
          type="button"
          class="button button-quiet button-small"
          aria-label={text("devices.removeNamed", { name, since })}
          onClick={() => void remove(device)}
        >
          {text("devices.remove")}
        </button>
      )}
    </li>
  );
}

async function leave(isPinPhone: boolean): Promise<void> {
  if (await leaveWallet(isPinPhone)) location.assign(homeAddress);
}
