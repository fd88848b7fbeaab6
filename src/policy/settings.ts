import { z } from "zod";
import { UserError } from "../generation/errors.ts";
import type { Collection, Log } from "../generation/ports.ts";
import { SAFETY_MODES } from "../generation/request.ts";

export const REVIEW_MODES = ["none", "flagged", "first-timers", "all"] as const;
export type ReviewMode = (typeof REVIEW_MODES)[number];

const MicroUsd = z.int().nonnegative();

/** What one member may make; null: no limit. */
const AllowanceSchema = z.object({
  videosPerDay: z.int().nonnegative().nullable(),
  microUsdPerDay: MicroUsd.nullable(),
  /** Generations under way at the same time. */
  atOnce: z.int().nonnegative().nullable(),
});
export type Allowance = z.infer<typeof AllowanceSchema>;

const ListsSchema = z.object({ allow: z.array(z.string()), deny: z.array(z.string()) });
const AccessSchema = z.object({ roles: ListsSchema, channels: ListsSchema });
export type Access = z.infer<typeof AccessSchema>;

/** Everything that a guild's moderators decide. */
export const GuildSettingsSchema = z.object({
  safety: z.object({
    guild: z.enum(SAFETY_MODES),
    /** Only ever tighter than the guild's; threads follow their parent. */
    channels: z.record(z.string(), z.enum(SAFETY_MODES)),
  }),
  review: z.object({
    mode: z.enum(REVIEW_MODES),
    /** For "first-timers": so many results of each member. */
    first: z.int().min(1).max(100),
  }),
  logChannelId: z.string().nullable(),
  /** As the moderators wrote them; compiled by the blocklist. */
  blocklist: z.array(z.string()),
  /** Strikes until a member is blocked for a time; 0: never by itself. */
  strikeThreshold: z.int().min(0).max(100),
  /** By command name; "*" for every command. */
  access: z.record(z.string(), AccessSchema),
  allowance: z.object({
    everyone: AllowanceSchema,
    roles: z.record(z.string(), AllowanceSchema),
  }),
  budget: z.object({ dayMicroUsd: MicroUsd.nullable(), monthMicroUsd: MicroUsd.nullable() }),
  /** IANA name: days and months begin at its midnight. */
  timeZone: z.string(),
  /** A request above this estimate asks the member first; null: never. */
  confirmAboveMicroUsd: MicroUsd.nullable(),
  paused: z.object({ by: z.string(), at: z.int() }).nullable(),
  /** The guild's own key in the vault; null: the operator's. */
  keyId: z.string().nullable(),
  /** Where results with so many favourites are shown again; null: nowhere. */
  showcase: z
    .object({
      channelId: z.string(),
      threshold: z.int().min(1).max(1000),
      /** A post of the best, once a week. */
      weekly: z.boolean(),
    })
    .nullable(),
  /** What comes from other guilds, and what may go there. */
  sharing: z.object({
    /** Where results of other guilds arrive; null: none do. */
    incomingChannelId: z.string().nullable(),
    outgoing: z.boolean(),
    blockedGuildIds: z.array(z.string()),
    blockedMemberIds: z.array(z.string()),
  }),
});
export type GuildSettings = z.infer<typeof GuildSettingsSchema>;

const NO_LIMIT: Allowance = { videosPerDay: null, microUsdPerDay: null, atOnce: null };

/** What holds in a guild whose moderators have set nothing. */
export const NEW_GUILD: GuildSettings = {
  safety: { guild: "fast", channels: {} },
  review: { mode: "flagged", first: 3 },
  logChannelId: null,
  blocklist: [],
  strikeThreshold: 3,
  access: {},
  allowance: { everyone: NO_LIMIT, roles: {} },
  budget: { dayMicroUsd: null, monthMicroUsd: null },
  timeZone: "UTC",
  confirmAboveMicroUsd: null,
  paused: null,
  keyId: null,
  showcase: null,
  sharing: { incomingChannelId: null, outgoing: false, blockedGuildIds: [], blockedMemberIds: [] },
};

/** Before 2 nothing was shown anywhere but on its card. */
const withoutSharing = (older: unknown): unknown => {
  const { showcase, sharing } = NEW_GUILD;
  return { ...z.looseObject({}).parse(older), showcase, sharing };
};

/** The version that this release writes, and how older ones become it. */
export const settingsVersions = { version: 2, migrate: [withoutSharing] } as const;

export interface Settings {
  /**
   * What holds now, from memory.
   * @throws {UserError} the record cannot be read: never the defaults instead (rule 9)
   */
  of(guildId: string): GuildSettings;
  isReadable(guildId: string): boolean;
  /** Changes one guild's settings, one change after another. Throws as `of` does. */
  change(
    guildId: string,
    decide: (current: GuildSettings) => GuildSettings,
  ): Promise<GuildSettings>;
  /** Sets an unreadable record aside, bytes and all, and begins anew. Does nothing to a readable one. */
  startOver(guildId: string): Promise<void>;
  /** Everything a guild has set goes. */
  forget(guildId: string): Promise<void>;
  /** Guilds that have set something. */
  guildIds(): string[];
}

/** Where a guild's moderators are told: null where nowhere, undefined where that cannot be read. */
export type LogChannelOf = (guildId: string) => string | null | undefined;

export const createLogChannelOf =
  (settings: Pick<Settings, "of" | "isReadable">): LogChannelOf =>
  (guildId) =>
    settings.isReadable(guildId) ? settings.of(guildId).logChannelId : undefined;

const unreadable = (): UserError =>
  new UserError(
    "The settings of this server cannot be read, so nothing new is made here. Nothing was spent. " +
      "Someone who manages the server can look at `/settings show`, and the bot's operator at the log.",
  );

/** Kept in memory, since every request asks: a few hundred bytes a guild. */
export async function openSettings(
  store: Collection<GuildSettings>,
  log: Pick<Log, "error">,
): Promise<Settings> {
  const known = new Map<string, GuildSettings>();
  const broken = new Set<string>();
  for await (const row of store.readAll()) {
    if ("value" in row) known.set(row.id, row.value);
    else {
      broken.add(row.id);
      log.error(
        { guildId: row.id, error: row.broken },
        "the settings of a guild cannot be read: it gets no new videos",
      );
    }
  }

  function of(guildId: string): GuildSettings {
    if (broken.has(guildId)) throw unreadable();
    return known.get(guildId) ?? NEW_GUILD;
  }

  return {
    of,
    isReadable: (guildId) => !broken.has(guildId),
    async change(guildId, decide) {
      of(guildId);
      const written = await store.update(guildId, (current) => decide(current ?? NEW_GUILD));
      if (written === undefined) throw new Error(`the settings of guild ${guildId} were not kept`);
      known.set(guildId, written);
      return written;
    },
    async startOver(guildId) {
      if (!broken.has(guildId)) return;
      await store.setAside(guildId);
      broken.delete(guildId);
    },
    async forget(guildId) {
      if (broken.has(guildId)) await store.setAside(guildId);
      await store.delete(guildId);
      broken.delete(guildId);
      known.delete(guildId);
    },
    guildIds: () => [...new Set([...known.keys(), ...broken])],
  };
}
