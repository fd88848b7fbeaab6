/** What the parent tells a process that waits for tasks. Instants are ms since 1970. */
export interface WatchOrder {
  taskUUID: string;
  /** Tasks of one lane share a poller, those of different lanes nothing. */
  lane: number;
  startedAt: number;
  expectedAt: number;
}

export type PolicyName = "flipbook" | "growing" | "fixed";
