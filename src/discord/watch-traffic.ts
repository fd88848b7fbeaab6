import {
  DefaultRestOptions,
  type Interaction,
  InteractionType,
  type RESTOptions,
} from "discord.js";

/** Who hears of what goes to Discord. */
export interface TrafficListener {
  /** The status of an answer; null where none came. */
  discordRequest(status: number | null): void;
  firstResponse(kind: string, durationMs: number): void;
}

export interface TrafficWatch {
  /** For the options of every REST instance. */
  makeRequest: RESTOptions["makeRequest"];
  /** An interaction arrived. */
  arrived(interaction: Pick<Interaction, "id" | "type">): void;
}

/** Beyond this the oldest are forgotten: they were never answered. */
const MOST_AT_ONCE = 10_000;
const CALLBACK = /\/interactions\/(\d+)\/[^/]+\/callback/;

const KINDS: Partial<Record<InteractionType, string>> = {
  [InteractionType.ApplicationCommand]: "command",
  [InteractionType.ApplicationCommandAutocomplete]: "autocomplete",
  [InteractionType.MessageComponent]: "component",
  [InteractionType.ModalSubmit]: "modal",
};

/** Counts requests below discord.js's own repetitions, as Discord does toward its limits. */
export function watchTraffic(listener: TrafficListener): TrafficWatch {
  const arrivals = new Map<string, { at: number; kind: string }>();

  function answered(url: string, status: number): void {
    const id = CALLBACK.exec(url)?.[1];
    const arrival = id === undefined ? undefined : arrivals.get(id);
    if (id === undefined || arrival === undefined) return;
    // A failed one may be sent again; one that is too late no longer counts.
    if (status >= 500 || status === 429) return;
    arrivals.delete(id);
    if (status < 300) listener.firstResponse(arrival.kind, performance.now() - arrival.at);
  }

  return {
    async makeRequest(url, init) {
      let status: number | null = null;
      try {
        const response = await DefaultRestOptions.makeRequest(url, init);
        status = response.status;
        answered(url, status);
        return response;
      } finally {
        listener.discordRequest(status);
      }
    },
    arrived({ id, type }) {
      arrivals.set(id, { at: performance.now(), kind: KINDS[type] ?? "other" });
      const [oldest] = arrivals.keys();
      if (arrivals.size > MOST_AT_ONCE && oldest !== undefined) arrivals.delete(oldest);
    },
  };
}
