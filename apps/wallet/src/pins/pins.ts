/** Everything about PINs, loaded when a phone needs one. */
import "../styles/fields.css";
import "../styles/sheet.css";

export { SheetFrame } from "../sheets/sheet-frame.tsx";
export { findOtherWay } from "./other-ways.ts";
export { createPinWallet, offerUnkeptCode } from "./pin-wallet.ts";
export { recover } from "./recover.ts";
export { signWithPin } from "./sign-with-pin.ts";
