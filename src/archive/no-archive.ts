import type { OpenArchive } from "./open-archive.ts";

/**
 * Where the operator keeps no copies. What an earlier configuration noted stays as it is, and goes
 * with its guild; the objects themselves are out of reach.
 */
export const noArchive: OpenArchive = {
  uploadAddress: () => Promise.resolve(null),
  settle: () => Promise.resolve(),
  removed: () => Promise.resolve(),
  isBusy: () => false,
  keptIds: () => new Set(),
  addressesOf: () => Promise.resolve([]),
  purge: () => Promise.resolve(0),
  begin: () => {},
  stop: () => Promise.resolve(),
};
