import type { Clock } from "../../generation/ports.ts";
import type { Breaker } from "./breaker.ts";
import type { Exchange, RunwareClient } from "./client.ts";

/** The client behind the breaker: while that is open, nothing is sent. */
export function guardClient(client: RunwareClient, breaker: Breaker, clock: Clock): RunwareClient {
  return {
    async exchange(tasks, options) {
      const passage = breaker.enter();
      if (passage === null) {
        const busyUntil = breaker.busyUntil();
        return {
          kind: "silence",
          sent: false,
          isFinal: true,
          cause: new Error("Runware has not been answering; nothing was sent"),
          retryAfterMs: busyUntil === null ? undefined : Math.max(0, busyUntil - clock.now()),
        };
      }
      let result: "well" | "ill" | "unclear" = "unclear";
      try {
        const exchange = await client.exchange(tasks, options);
        result = health(exchange);
        return exchange;
      } finally {
        passage.done(result);
      }
    },
    close: () => client.close(),
  };
}

/** A refusal is a sign of life; a gateway's page or a server's fault is not. */
function health(exchange: Exchange): "well" | "ill" | "unclear" {
  if (exchange.kind === "silence") return exchange.isFinal ? "unclear" : "ill";
  const { status, envelope } = exchange;
  if (status >= 500) return "ill";
  return envelope !== null || status === 429 || status === 401 || status === 402 ? "well" : "ill";
}
