/** Which line of a file has a name for itself, where no two lines may share it. Kept for the whole file, so kept small. */
import { hash } from "node:crypto";

/** By `keyOf`. */
export type Claims = ReadonlyMap<string, number>;

export type ClaimKind = "handle" | "product" | "sku" | "gtin";

/** Twelve characters that stand for a name of any length. */
export function keyOf(kind: ClaimKind, name: string): string {
  return hash("sha256", `${kind} ${name}`, "base64").slice(0, 12);
}
