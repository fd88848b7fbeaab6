import type { Clock, Log } from "../generation/ports.ts";
import { createMinuteLog } from "./minute-log.ts";
import type { Route } from "./route.ts";

export interface HealthCheck {
  /** What the answer calls it when it is not well. */
  name: string;
  /** May throw, which is as good as false and also logged. */
  isWell(): boolean | Promise<boolean>;
}

/** However often somebody asks, the parts are asked this often at most. */
const KEPT_MS = 2_000;
/** A part that has not answered by then is not well. */
const PATIENCE_MS = 2_000;

/**
 * `GET /healthz`: 200 `{"status":"ok"}`, or 503 with the names of what is not well. It tells no more
 * than that, since it may be asked by anyone who reaches the port.
 */
export function healthRoute(options: {
  checks: readonly HealthCheck[];
  clock: Clock;
  log: Log;
}): Route {
  const { checks, clock } = options;
  const note = createMinuteLog(options.log, clock);
  /** A part that hangs is not asked again before it has answered. */
  const underWay = new Map<HealthCheck, Promise<boolean>>();
  let kept: { at: number; unwell: Promise<string[]> } | undefined;

  async function ask(check: HealthCheck): Promise<boolean> {
    try {
      return await check.isWell();
    } catch (error) {
      note("warn", check.name, { error }, "a part of the bot is not well");
      return false;
    } finally {
      underWay.delete(check);
    }
  }

  async function isWell(check: HealthCheck): Promise<boolean> {
    const asked = underWay.get(check) ?? ask(check);
    underWay.set(check, asked);
    let callOff = (): void => {};
    const tooLate = new Promise<boolean>((resolve) => {
      callOff = clock.after(PATIENCE_MS, () => resolve(false));
    });
    try {
      return await Promise.race([asked, tooLate]);
    } finally {
      callOff();
    }
  }

  async function findUnwell(): Promise<string[]> {
    const answers = await Promise.all(checks.map(isWell));
    return checks.flatMap(({ name }, index) => (answers[index] === true ? [] : [name]));
  }

  return {
    name: "health",
    path: /^\/healthz$/,
    methods: ["GET", "HEAD"],
    async handle({ response }) {
      const now = clock.now();
      if (kept === undefined || now < kept.at || now - kept.at >= KEPT_MS) {
        kept = { at: now, unwell: findUnwell() };
      }
      const unwell = await kept.unwell;
      response.writeHead(unwell.length === 0 ? 200 : 503, { "content-type": "application/json" });
      response.end(
        JSON.stringify(unwell.length === 0 ? { status: "ok" } : { status: "unwell", unwell }),
      );
    },
  };
}
