/**
 * Reads QR codes out of a picture: with the browser's own detector where it has one, else with
 * ours, whose program is only loaded then, and only from our own origin.
 */
import type { BarcodeDetector } from "barcode-detector/ponyfill";

export type Picture = HTMLVideoElement | ImageBitmap;
/** The texts of all QR codes in the picture. */
export type QrReader = (picture: Picture) => Promise<readonly string[]>;

type DetectorClass = typeof BarcodeDetector;
const onlyQrCodes = { formats: ["qr_code" as const] };

export async function loadQrReader(): Promise<QrReader> {
  const Detector = (await browsersDetector()) ?? (await ourDetector());
  const detector = new Detector(onlyQrCodes);
  return async (picture) => (await detector.detect(picture)).map(({ rawValue }) => rawValue);
}

async function browsersDetector(): Promise<DetectorClass | null> {
  const { BarcodeDetector: Detector } = globalThis as { readonly BarcodeDetector?: DetectorClass };
  const formats = (await Detector?.getSupportedFormats()) ?? [];
  return Detector !== undefined && formats.includes("qr_code") ? Detector : null;
}

async function ourDetector(): Promise<DetectorClass> {
  const [{ BarcodeDetector: Detector, prepareZXingModule }, { default: programUrl }] =
    await Promise.all([
      import("barcode-detector/ponyfill"),
      import("zxing-wasm/reader/zxing_reader.wasm?url"),
    ]);
  await prepareZXingModule({ overrides: { locateFile: () => programUrl }, fireImmediately: true });
  return Detector;
}
