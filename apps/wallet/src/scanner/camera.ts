/** The phone's rear camera, or another one that was chosen, in a video element; its light where it has one. */

export type CameraTrouble = "denied" | "missing" | "broken";

export type Camera = {
  /** As the browser tells cameras apart; null where it does not. */
  readonly id: string | null;
  readonly stop: () => void;
  /** Null on a camera without a light. */
  readonly setLight: ((isOn: boolean) => Promise<void>) | null;
};

/** Not in the types of the DOM: Media Capture and Streams extensions, image capture. */
type Light = { readonly torch?: boolean };

/** `id` is the camera that is wanted; one that is gone makes room for any other. */
export async function openCamera(
  video: HTMLVideoElement,
  id: string | null,
): Promise<Camera | CameraTrouble> {
  if (navigator.mediaDevices === undefined) return "missing";
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: {
        ...(id === null ? { facingMode: "environment" } : { deviceId: { exact: id } }),
        width: { ideal: 1280 },
        height: { ideal: 720 },
      },
    });
    video.srcObject = stream;
    await video.play();
    return cameraOf(stream, video);
  } catch (error) {
    const { name } = error as DOMException;
    const isGone = id !== null && name === "OverconstrainedError";
    return isGone ? openCamera(video, null) : troubleOf(name);
  }
}

/** The ids of all cameras; browsers tell them once one camera is allowed. */
export async function listCameras(): Promise<readonly string[]> {
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return devices
    .filter(({ kind, deviceId }) => kind === "videoinput" && deviceId !== "")
    .map(({ deviceId }) => deviceId);
}

/** The one after this one, round and round; null where there is no other. */
export function cameraAfter(id: string | null, cameras: readonly string[]): string | null {
  const next = cameras[(cameras.indexOf(id ?? "") + 1) % cameras.length];
  return next === undefined || next === id ? null : next;
}

function cameraOf(stream: MediaStream, video: HTMLVideoElement): Camera {
  const [track] = stream.getVideoTracks();
  const hasLight = (track?.getCapabilities?.() as Light | undefined)?.torch === true;
  return {
    id: track?.getSettings().deviceId ?? null,
    stop: () => {
      for (const running of stream.getTracks()) running.stop();
      video.srcObject = null;
    },
    setLight: hasLight
      ? async (isOn) =>
          track?.applyConstraints({ advanced: [{ torch: isOn } as MediaTrackConstraintSet] })
      : null,
  };
}

/** The errors of getUserMedia (Media Capture and Streams, section 9.3). */
function troubleOf(errorName: string): CameraTrouble {
  if (errorName === "NotAllowedError" || errorName === "SecurityError") return "denied";
  return errorName === "NotFoundError" || errorName === "OverconstrainedError"
    ? "missing"
    : "broken";
}
