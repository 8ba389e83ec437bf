/**
 * The scanner at work: camera, reader, and what becomes of each text that is seen or typed. The
 * screen only shows it.
 */
import { signal } from "@preact/signals";
import type { BeginPayment } from "@scantill/contract/wallet";
import { goTo } from "../addresses/navigation.ts";
import { paymentAddress } from "../addresses/routes.ts";
import { collectCode, paymentView } from "../payments.ts";
import { phoneStorage } from "../phone-storage.ts";
import { type Camera, cameraAfter, listCameras, openCamera } from "./camera.ts";
import { readScannedText } from "./code-address.ts";
import { loadQrReader, type Picture, type QrReader } from "./qr-reader.ts";
import {
  type CameraState,
  collecting,
  type Finding,
  isNews,
  seeing,
  seenNothing,
} from "./scan-view.ts";

export const cameraState = signal<CameraState>("starting");
export const finding = signal<Finding>({ kind: "nothing" });
export const hasLight = signal(false);
export const isLightOn = signal(false);
/** Another camera than the one in use; null where there is none. */
export const otherCamera = signal<string | null>(null);

/** Between two looks: often enough to feel immediate, seldom enough to keep the phone cool. */
const pauseBetweenLooksMs = 120;
const chosenCameraAs = "scantill.camera";

let camera: Camera | null = null;
let leaving: AbortSignal | null = null;
let reader: Promise<QrReader | null> | null = null;
let seen = seenNothing;
let isLookingUp = false;

/** Runs until `signal` aborts or the camera cannot be had. */
export async function startScanning(video: HTMLVideoElement, signal: AbortSignal): Promise<void> {
  leaving = signal;
  signal.addEventListener("abort", stopCamera);
  await showCamera(video, phoneStorage.getItem(chosenCameraAs));
  if (camera === null) return;
  const readQrCodes = await qrReader();
  if (readQrCodes === null) {
    stopCamera();
    cameraState.value = "broken";
    return;
  }
  while (!signal.aborted) {
    if (document.visibilityState === "visible") await lookAt(video, readQrCodes);
    await new Promise((resolve) => setTimeout(resolve, pauseBetweenLooksMs));
  }
}

/** A light that cannot be had, as in a phone that is too hot, stays off. */
export async function switchLight(): Promise<void> {
  const isOn = !isLightOn.value;
  const isDone = await camera?.setLight?.(isOn).then(
    () => true,
    () => false,
  );
  if (isDone) isLightOn.value = isOn;
}

/** Phones with several cameras do not always offer the sharpest one first: the choice is remembered. */
export async function switchCamera(video: HTMLVideoElement): Promise<void> {
  const next = otherCamera.value;
  if (camera === null || next === null) return;
  stopCamera();
  phoneStorage.setItem(chosenCameraAs, next);
  await showCamera(video, next);
}

export async function readPhoto(photo: File): Promise<void> {
  finding.value = { kind: "readingPhoto" };
  const texts = await textsInPhoto(photo);
  if (texts === null) finding.value = { kind: "unanswered", why: "offline" };
  else if (texts.length === 0) finding.value = { kind: "noCodeInPhoto" };
  else await followAll(texts);
}

async function followAll(texts: readonly string[]): Promise<void> {
  for (const text of texts) await follow(text);
}

async function showCamera(video: HTMLVideoElement, id: string | null): Promise<void> {
  cameraState.value = "starting";
  const opened = await openCamera(video, id);
  if (leaving?.aborted) return typeof opened === "string" ? undefined : opened.stop();
  if (typeof opened === "string") {
    cameraState.value = opened;
    return;
  }
  camera = opened;
  cameraState.value = "on";
  hasLight.value = opened.setLight !== null;
  otherCamera.value = cameraAfter(opened.id, await listCameras());
}

/** Whether the code that was typed could be collected. */
export function enterShortCode(shortCode: string): Promise<boolean> {
  return lookUp({ shortCode });
}

async function lookAt(video: HTMLVideoElement, readQrCodes: QrReader): Promise<void> {
  for (const text of await textsIn(video, readQrCodes)) {
    if (!isLookingUp && isNews(text, seen, Date.now())) await follow(text);
  }
}

/** Null where there is nothing to read it with. */
async function textsInPhoto(photo: File): Promise<readonly string[] | null> {
  const [picture, readQrCodes] = await Promise.all([
    createImageBitmap(photo).catch(() => null),
    qrReader(),
  ]);
  if (readQrCodes === null) return null;
  return picture === null ? [] : textsIn(picture, readQrCodes);
}

/** A picture that cannot be read, as when the camera is just taken away, holds nothing. */
async function textsIn(picture: Picture, readQrCodes: QrReader): Promise<readonly string[]> {
  try {
    return await readQrCodes(picture);
  } catch {
    return [];
  }
}

async function follow(text: string): Promise<void> {
  seen = seeing(text, seen, Date.now());
  const scanned = readScannedText(text, location.origin);
  if (scanned.kind === "elsewhere") {
    finding.value = scanned;
    return;
  }
  if (await lookUp({ token: scanned.token })) seen = collecting(text, seen);
}

/** Whether the code was collected. */
async function lookUp(code: BeginPayment): Promise<boolean> {
  isLookingUp = true;
  finding.value = { kind: "lookingUp" };
  const collected = await collectCode(code);
  isLookingUp = false;
  if (collected.kind !== "collected") {
    finding.value = collected;
    return false;
  }
  finding.value = { kind: "collected" };
  navigator.vibrate?.(60);
  if (collected.isComplete) showPayment();
  return true;
}

/** From the scanner to the payment that was collected, with everything that this page holds. */
export function showPayment(): void {
  const view = paymentView.value;
  if ("payment" in view && view.payment !== null) goTo(paymentAddress(view.payment.id));
}

/** Loaded once; null, and asked for again the next time, where it cannot be loaded. */
function qrReader(): Promise<QrReader | null> {
  reader ??= loadQrReader().catch(() => {
    reader = null;
    return null;
  });
  return reader;
}

function stopCamera(): void {
  camera?.stop();
  camera = null;
  isLightOn.value = false;
  cameraState.value = "stopped";
}
