import { pino, type DestinationStream } from "pino";
import type { Log } from "./generation/ports.ts";

/** Addresses that act as keys: interaction tokens in a path, signatures in a query. */
const INTERACTION_TOKEN = /(\/(?:webhooks|interactions)\/\d+\/)[\w.-]+/g;
const QUERY = /(https?:\/\/[^\s"?]+)\?[^\s"\\]+/g;

/** What the log may hold of an error. Bodies and addresses that libraries attach stay out (rule 12). */
function errorFacts(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack, cause } = error;
  const extra = error as { code?: unknown; status?: unknown; method?: unknown; kind?: unknown };
  return {
    name,
    message,
    code: extra.code,
    status: extra.status,
    method: extra.method,
    kind: extra.kind,
    stack,
    ...(cause === undefined ? {} : { cause: errorFacts(cause) }),
  };
}

export interface HidingLog extends Log {
  /** A secret that was learned later: no line shows it from now on. */
  hide(secret: string): void;
}

/**
 * The log: one JSON object a line. Whatever a message or a stack may have picked up on its way,
 * `secrets`, interaction tokens and signed addresses are blotted out of every line.
 */
export function createLog(
  level: string,
  secrets: readonly string[],
  destination?: DestinationStream,
): HidingLog {
  const hidden = new Set(secrets);
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: errorFacts },
      hooks: {
        streamWrite(line) {
          let clean = line.replace(INTERACTION_TOKEN, "$1[token]").replace(QUERY, "$1?[signed]");
          for (const secret of hidden) clean = clean.replaceAll(secret, "[secret]");
          return clean;
        },
      },
    },
    ...(destination === undefined ? [] : [destination]),
  );
  return Object.assign(logger, {
    hide(secret: string): void {
      hidden.add(secret);
    },
  });
}
