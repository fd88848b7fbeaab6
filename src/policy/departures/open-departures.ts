import { dropQueued, type DropTools } from "../../generation/drop-queued.ts";
import type { Generation } from "../../generation/generation.ts";
import type { Collection } from "../../generation/ports.ts";
import { createDepartures, type Departures } from "./departures.ts";
import { openPresences, type Presence } from "./presence.ts";
import { purgeByGuildId, type KeyedByGuild, type SetAside } from "./purge-by-guild-id.ts";
import {
  purgeGenerations,
  type PurgeGenerationsTools,
  type Unreadable,
} from "./purge-generations.ts";
import { createPurge, type Purgeable } from "./purge.ts";

type Generations = Collection<Generation> & SetAside & Unreadable;

export interface OpenDeparturesTools extends DropTools, PurgeGenerationsTools {
  guilds: Collection<Presence>;
  /** Every collection of generations, by name. */
  generations: { unfinished: Generations; archive: Generations } & Record<string, Generations>;
  /** Every collection whose ids begin with the guild's, by name. */
  byGuild: Record<string, KeyedByGuild>;
  /** What is kept in another way, or also in memory; after the collections above. */
  others: readonly Purgeable[];
}

/** Which guilds the bot has left, and what is kept of them until it goes. */
export async function openDepartures(tools: OpenDeparturesTools): Promise<Departures> {
  const { guilds, generations, byGuild, others, clock, log } = tools;
  const parts = [
    ...Object.entries(byGuild).map(([name, collection]) => purgeByGuildId(name, collection)),
    ...others,
    ...Object.entries(generations).map(([name, records]) => purgeGenerations(name, records, tools)),
  ];
  return createDepartures({
    presences: await openPresences(guilds, () => guildsOf(generations.archive), log),
    purge: createPurge(parts, (guildId) => hasAny(generations.unfinished, guildId)),
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
