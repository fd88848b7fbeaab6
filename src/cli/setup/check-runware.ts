import { systemClock } from "../../clock.ts";
import { TerminalError } from "../../generation/errors.ts";
import type { Log } from "../../generation/ports.ts";
import { createClient } from "../../providers/runware/client.ts";
import { createQuestions } from "../../providers/runware/questions.ts";

/** What Runware says of a key, or the sentence for why it does not take it. */
export type RunwareVerdict =
  | { isAccepted: true; balanceMicroUsd: number }
  | { isAccepted: false; problem: string };

/** What goes wrong is said in a sentence; nobody reads a log here. */
const SILENT: Log = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Asks Runware for the balance behind a key, which costs nothing.
 * @throws {Error} with a sentence for the operator: Runware cannot be asked
 */
export async function checkRunware(apiUrl: string, apiKey: string): Promise<RunwareVerdict> {
  const tools = { clock: systemClock, log: SILENT, random: Math.random };
  const client = createClient({ apiUrl, apiKey, ...tools });
  try {
    const balanceMicroUsd = await createQuestions({ client, ...tools }).balance();
    return { isAccepted: true, balanceMicroUsd };
  } catch (cause) {
    // Without credit it is a key all the same.
    if (cause instanceof TerminalError && cause.kind === "credit") {
      return { isAccepted: true, balanceMicroUsd: 0 };
    }
    if (cause instanceof TerminalError) return { isAccepted: false, problem: REFUSED };
    const why = cause instanceof Error ? cause.message : "for an unknown reason";
    throw new Error(`Runware could not be asked at ${apiUrl}: ${why}. Nothing was written.`, {
      cause,
    });
  } finally {
    await client.close();
  }
}

const REFUSED =
  "Runware does not accept this key. Copy it from https://my.runware.ai/keys, or make a new one there.";
