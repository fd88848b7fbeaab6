import { onTestFinished } from "vitest";
import type { Route } from "../../../../src/http/route.ts";
import { startHttp, type HttpLimits } from "../../../../src/http/server.ts";
import { createFastClock } from "../../../support/fast-clock.ts";
import { createLogLines } from "../../../support/log-lines.ts";

/** What a route is built from: a clock that only the test moves, and a log it can read. */
export function createTools() {
  const clock = createFastClock(0);
  onTestFinished(() => clock.close());
  return { clock, ...createLogLines() };
}

export type Tools = ReturnType<typeof createTools>;

/** Serves routes on a free port until the test ends. */
export async function serve(
  { clock, log }: Pick<Tools, "clock" | "log">,
  routes: readonly Route[],
  limits: Partial<HttpLimits> = {},
) {
  const http = await startHttp({ host: "127.0.0.1", port: 0, routes, log, clock, limits });
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => (closed ??= http.close());
  onTestFinished(close);
  return { port: http.port, origin: `http://127.0.0.1:${http.port}`, close };
}
