import { dropQueued, type DropTools } from "../../generation/drop-queued.ts";
import type { Records } from "../../generation/records.ts";
import type { Collection } from "../../generation/ports.ts";
import { createDepartures, type Departures } from "./departures.ts";
import { openPresences, type Presence } from "./presence.ts";
import { purgeByGuildId, type KeyedByGuild } from "./purge-by-guild-id.ts";
import {
  purgeGenerations,
  purgeSetAside,
  type Generations,
  type PurgeGenerationsTools,
} from "./purge-generations.ts";
import { createPurge, type Purgeable } from "./purge.ts";

export interface OpenDeparturesTools extends DropTools, PurgeGenerationsTools {
  records: Pick<Records, "change" | "erase">;
  guilds: Collection<Presence>;
  /** A guild that has some of these is not purged: they end first. */
  unfinished: Generations;
  /** Every other collection of generations, by name. */
  generations: { archive: Generations } & Record<string, Generations>;
  /** Every collection whose ids begin with the guild's, by name. */
  byGuild: Record<string, KeyedByGuild>;
  /** What is kept in another way, or also in memory; after the collections above. */
  others: readonly Purgeable[];
}

/** Which guilds the bot has left, and what is kept of them until it goes. */
export async function openDepartures(tools: OpenDeparturesTools): Promise<Departures> {
  const { guilds, generations, unfinished, byGuild, others, clock, log } = tools;
  const parts = [
    ...Object.entries(byGuild).map(([name, collection]) => purgeByGuildId(name, collection)),
    // Before the records themselves, so that nobody takes up again what waits.
    ...others,
    ...Object.entries(generations).map(([name, rows]) => purgeGenerations(name, rows, tools)),
    ...[unfinished, ...Object.values(generations)].map((rows) => purgeSetAside("setAside", rows)),
  ];
  return createDepartures({
    presences: await openPresences(guilds, () => guildsOf(generations.archive), log),
    purge: createPurge(parts, (guildId) => hasAny(unfinished, guildId)),
    onLeft: (isGone) => dropQueued(isGone, tools),
    clock,
    log,
  });
}

async function* guildsOf(records: Generations): AsyncGenerator<string> {
  for await (const row of records.readAll()) if ("value" in row) yield row.value.guildId;
}

async function hasAny(records: Generations, guildId: string): Promise<boolean> {
  for await (const row of records.readAll()) {
    if ("value" in row && row.value.guildId === guildId) return true;
  }
  return false;
}
