/** The phone's rear camera in a video element, and its light where it has one. */

export type CameraTrouble = "denied" | "missing" | "broken";

export type Camera = {
  readonly stop: () => void;
  /** Null on a camera without a light. */
  readonly setLight: ((isOn: boolean) => Promise<void>) | null;
};

/** Not in the types of the DOM: Media Capture and Streams extensions, image capture. */
type Light = { readonly torch?: boolean };

export async function openCamera(video: HTMLVideoElement): Promise<Camera | CameraTrouble> {
  if (navigator.mediaDevices === undefined) return "missing";
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
    });
    video.srcObject = stream;
    await video.play();
    return cameraOf(stream, video);
  } catch (error) {
    return troubleOf((error as DOMException).name);
  }
}

function cameraOf(stream: MediaStream, video: HTMLVideoElement): Camera {
  const [track] = stream.getVideoTracks();
  const hasLight = (track?.getCapabilities?.() as Light | undefined)?.torch === true;
  return {
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
