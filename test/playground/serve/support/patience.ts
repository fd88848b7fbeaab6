/** Real time for whatever a bot in a process of its own does, on a machine that does much else. */
export const PATIENCE = { timeout: 50_000, interval: 50 };
