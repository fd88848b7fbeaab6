import { backoffMs } from "../../generation/backoff.ts";
import type { Clock } from "../../generation/ports.ts";
import type { Exchange } from "./client.ts";

const ATTEMPTS = 3;
const PAUSE = { baseMs: 400, capMs: 4_000 };
/** Whoever asks waits with us: a longer pause is theirs to decide. */
const LONGEST_PAUSE_MS = 5_000;

/**
 * Asks again, shortly, where no usable answer came. Only for questions: whatever changes something
 * or costs something is repeated by the runner alone, which keeps a record of it.
 */
export async function withRetries(
  ask: () => Promise<Exchange>,
  { clock, random }: { clock: Clock; random: () => number },
): Promise<Exchange> {
  for (let attempt = 1; ; attempt += 1) {
    const exchange = await ask();
    if (attempt === ATTEMPTS || !isPassing(exchange)) return exchange;
    const pauseMs = exchange.retryAfterMs ?? backoffMs(attempt, PAUSE, random);
    if (pauseMs > LONGEST_PAUSE_MS) return exchange;
    await new Promise<void>((resolve) => {
      clock.after(pauseMs, resolve);
    });
  }
}

function isPassing(exchange: Exchange): boolean {
  if (exchange.kind === "silence") return !exchange.isFinal;
  const { status, envelope } = exchange;
  return status === 429 || status === 408 || status >= 500 || (status < 300 && envelope === null);
}
