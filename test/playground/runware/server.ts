import { afterEach, beforeEach } from "vitest";
import { startRunware } from "../../../playground/runware/server.ts";
import type { Runware } from "../../../playground/runware/server.ts";
import type { RunwareOptions } from "../../../playground/runware/options.ts";

/** A fresh local Runware for each test of a file, closed after it. */
export function runwareForEachTest(options: RunwareOptions = {}): { current: Runware } {
  const holder = {} as { current: Runware };
  beforeEach(async () => {
    holder.current = await startRunware({ render: "tiny", manual: true, ...options });
  });
  afterEach(() => holder.current.close());
  return holder;
}
