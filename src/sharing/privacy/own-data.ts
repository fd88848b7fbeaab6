import type { Generation } from "../../generation/generation.ts";
import type { Readable } from "./frames-in-use.ts";

/** Everything that is kept of a member and theirs to read. */
export interface OwnData {
  /** The newest first. */
  generations: Generation[];
  favourites: { generationId: string; guildId: string }[];
  inbox: number;
  defaults: object;
  presets: { name: string; options: object }[];
  /** How they stand with each guild. */
  standings: {
    guildId: string;
    results: number;
    strikes: { at: number; reason: string }[];
    block: {
      since: number;
      until: number | null;
      reason: string | null;
      appeal: string | null;
    } | null;
  }[];
}

export interface OwnDataTools {
  generations: readonly Readable[];
  favouritesOf: (memberId: string) => Promise<OwnData["favourites"]>;
  waitingOf: (memberId: string) => number;
  defaultsOf: (memberId: string) => Promise<object>;
  presetsOf: (memberId: string) => Promise<OwnData["presets"]>;
  standingsOf: (memberId: string) => Promise<OwnData["standings"]>;
}

export async function readOwnData(memberId: string, tools: OwnDataTools): Promise<OwnData> {
  const found = new Map<string, Generation>();
  // In the order in which a record moves: of two copies the first is the newer.
  for (const collection of tools.generations) {
    for await (const row of collection.readAll()) {
      if ("broken" in row || row.value.memberId !== memberId || found.has(row.id)) continue;
      found.set(row.id, row.value);
    }
  }
  return {
    generations: [...found.values()].toSorted((a, b) => b.createdAt - a.createdAt),
    favourites: await tools.favouritesOf(memberId),
    inbox: tools.waitingOf(memberId),
    defaults: await tools.defaultsOf(memberId),
    presets: await tools.presetsOf(memberId),
    standings: await tools.standingsOf(memberId),
  };
}
