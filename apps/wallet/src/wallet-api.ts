/**
 * Every call to the payments server, and the only module that calls `fetch`. An answer is one of
 * three: what was asked for, a refusal with its code, or no answer that counts (no connection, too
 * slow, too busy, broken), after which anything may be true.
 */
import type { Problem } from "@scantill/contract/problem";
import type { RefusalCode } from "@scantill/contract/refusals";
import type {
  ApprovalOptions,
  ApprovePayment,
  Assertion,
  BeginPayment,
  Challenge,
  Devices,
  PinWallet,
  RecoverWallet,
  RegisterPinDevice,
  RememberedAddress,
  RemoveDevice,
  RenewClaim,
  SignInOptions,
  StartApproval,
  WalletPayment,
  WalletPaymentPage,
  WalletSession,
} from "@scantill/contract/wallet";
import { meaningOf } from "./paying/refusal-meanings.ts";

export type Answer<Content> =
  | { readonly kind: "done"; readonly content: Content }
  | {
      readonly kind: "refused";
      readonly code: RefusalCode;
      /** Only where the server says so: before that, asking again is in vain. */
      readonly waitSeconds?: number;
    }
  | { readonly kind: "unanswered"; readonly why: "offline" | "busy" };

export const readSession = () => call<WalletSession>("GET", "session");

export const startPasskeyRegistration = () =>
  call<PublicKeyCredentialCreationOptionsJSON>("POST", "passkey-registrations", {});

export const savePasskey = (registration: RegistrationResponseJSON) =>
  call<WalletSession>("POST", "passkeys", registration);

export const startSignIn = () => call<SignInOptions>("POST", "sign-in-options", {});

export const signInWith = (assertion: Assertion) =>
  call<WalletSession>("POST", "sign-in", assertion);

/** For a phone without passkeys: the answer is what its own key has to sign. */
export const startPinRegistration = () => call<Challenge>("POST", "pin-registrations", {});

export const registerPinDevice = (registration: RegisterPinDevice) =>
  call<PinWallet>("POST", "pin-devices", registration);

export const recoverWallet = (recovery: RecoverWallet) =>
  call<PinWallet>("POST", "recoveries", recovery);

/** Where this wallet had things delivered last. */
export const readAddress = () => call<RememberedAddress>("GET", "address");

export const listDevices = () => call<Devices>("GET", "devices");

/** The answer is what the payer has to sign for it. */
export const startRemoval = (deviceId: string) =>
  call<Challenge>("POST", `devices/${encodeURIComponent(deviceId)}/removal`, {});

export const removeDevice = (deviceId: string, gesture: RemoveDevice) =>
  call<Devices>("POST", `devices/${encodeURIComponent(deviceId)}/remove`, gesture);

export const signOut = () => call<WalletSession>("POST", "sign-out", {});

export const beginPayment = (code: BeginPayment) => call<WalletPayment>("POST", "payments", code);

export const readPayment = (id: string) =>
  call<WalletPayment>("GET", `payments/${encodeURIComponent(id)}`);

/** Decided payments, newest first; `after` is the `next` of the page before. */
export const listPayments = (after: string | null) =>
  call<WalletPaymentPage>(
    "GET",
    after === null ? "payments" : `payments?after=${encodeURIComponent(after)}`,
  );

/** Holds the codes a little longer; an attempt that the payer has stopped is called off. */
export const renewClaim = (id: string, renewal: RenewClaim) =>
  call<WalletPayment>("POST", `payments/${id}/renew`, renewal);

export const declinePayment = (id: string) =>
  call<WalletPayment>("POST", `payments/${id}/decline`, {});

export const startApproval = (id: string, approval: StartApproval) =>
  call<ApprovalOptions>("POST", `payments/${id}/approval`, approval);

export const approvePayment = (id: string, approval: ApprovePayment) =>
  call<WalletPayment>("POST", `payments/${id}/approve`, approval);

const timeoutMs = 15_000;

async function call<Content>(
  method: "GET" | "POST",
  path: string,
  body?: object,
): Promise<Answer<Content>> {
  let response: Response;
  try {
    response = await fetch(`/v1/wallet/${path}`, {
      method,
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      // A page that is left or reloaded still gets the session that came with its first claim.
      keepalive: method === "POST",
      signal: AbortSignal.timeout(timeoutMs),
      ...(body && { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
    });
  } catch {
    return { kind: "unanswered", why: "offline" };
  }
  return readAnswer(response);
}

async function readAnswer<Content>(response: Response): Promise<Answer<Content>> {
  if (response.status >= 500) return { kind: "unanswered", why: "busy" };
  try {
    // The server checks its shapes itself; a schema library would weigh more than this page.
    if (response.ok) return { kind: "done", content: (await response.json()) as Content };
    const code = ((await response.json()) as Problem).code as RefusalCode;
    // "Too many" settles nothing, unless it is about this very approval.
    const isTooMany = response.status === 429 && !meaningOf(code).isVerdict;
    if (isTooMany) return { kind: "unanswered", why: "busy" };
    return { kind: "refused", code, ...waitOf(response.headers.get("Retry-After")) };
  } catch {
    // Cut off in the middle, or the page of something between us and the server.
    return { kind: "unanswered", why: "offline" };
  }
}

function waitOf(retryAfter: string | null): { readonly waitSeconds?: number } {
  const waitSeconds = Number(retryAfter ?? "");
  return waitSeconds > 0 ? { waitSeconds } : {};
}
