/** The codes' door. */
export {
  codeImageUrls,
  codeUrl,
  newCodeSecrets,
  openCodeSecrets,
  sealCodeSecrets,
  shortCodeHash,
} from "./code-secrets.ts";
export {
  type CodeSearch,
  findCodeKey,
  insertCodes,
  listCodesOfRequests,
  listRequestsWithLapsedClaims,
  lockCodesOfRequests,
  type NewCode,
  saveCodes,
} from "./code-store.ts";
