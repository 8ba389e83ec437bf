/** The pins' door. */
export { checkPin } from "./check-pin.ts";
export { findPinDevice } from "./pin-store.ts";
