import { z } from "zod";
import { GenerationSchema, type Generation } from "../generation/generation.ts";
import { CopiesSchema, CopyJobSchema, type Copies, type CopyJob } from "../generation/copies.ts";
import { GENERATION_VERSION, generationMigrations } from "../generation/migrations.ts";
import { DeletionSchema, type Deletion } from "../generation/deletion.ts";
import { LateCostSchema, type LateCost } from "../generation/late-cost.ts";
import type { InboxEntry, Stores } from "../generation/ports.ts";
import { PresenceSchema, type Presence } from "../policy/departures/presence.ts";
import { SpendingSchema, type Spending } from "../policy/money/spending.ts";
import { AuditHeadSchema, AuditPageSchema, type AuditEntry } from "../policy/audit.ts";
import { MemberSchema, type Member } from "../policy/members.ts";
import type { BalanceNotice } from "../policy/balance.ts";
import { ReportSchema, type Report } from "../policy/reports.ts";
import { GuildSettingsSchema, settingsVersions, type GuildSettings } from "../policy/settings.ts";
import { OptionSetSchema, type OptionSet } from "../sharing/defaults/option-set.ts";
import {
  FavouriteListSchema,
  MarkPageSchema,
  type FavouriteList,
  type MarkPage,
} from "../sharing/favourites/marks.ts";
import { EntryPageSchema, type EntryPage } from "../sharing/gallery/entry.ts";
import { IndexedSchema, type Indexed } from "../sharing/gallery/index-archive.ts";
import { UnlistedSchema, type Unlisted } from "../sharing/gallery/unlisting.ts";
import { ViewSchema, type View } from "../sharing/gallery/views.ts";
import {
  PostJobSchema,
  PostSheetSchema,
  type PostJob,
  type PostSheet,
} from "../sharing/posts/post.ts";
import {
  ShowcaseDueSchema,
  ShowcaseRecordSchema,
  type ShowcaseDue,
  type ShowcaseRecord,
} from "../sharing/showcase/showcase-record.ts";
import { ErasureSchema } from "../sharing/privacy/erasures.ts";
import type { Erasure } from "../sharing/privacy/erase-member.ts";
import { LeftoverSchema, type Leftover } from "../sharing/privacy/leftovers.ts";
import {
  PresetSchema,
  SharedPresetSchema,
  type Preset,
  type SharedPreset,
} from "../sharing/presets/preset.ts";
import { ShareCodeSchema, type ShareCode } from "../sharing/shares/share-codes.ts";
import { ShareTimesSchema, type ShareTimes } from "../sharing/shares/share-limit.ts";
import { SealedKeySchema, type SealedKey } from "./vault.ts";
import type { StoredCollection } from "./collection.ts";
import { openFeedCollections, type FeedCollections } from "./feed-collections.ts";
import type { Store } from "./store.ts";

const ObservationSchema = z.object({
  highestCostMicroUsd: z.int().nonnegative(),
  costMicroUsd: z.int().nonnegative(),
  renderMs: z.array(z.number().nonnegative()),
});

const InboxSchema = z.array(z.object({ generationId: z.string(), since: z.int() }));

/** An image as the provider names it, by the hash of its bytes and the key it was stored with. */
const MediaIdSchema = z.object({ mediaUUID: z.string(), storedAt: z.int() });

/** Before 2 nobody knew how old it was: as good as forgotten. */
const dateMediaId = (mediaUUID: unknown): unknown => ({ mediaUUID, storedAt: 0 });

/** Written to find out whether the store takes anything at all. */
export interface HealthProbe {
  set(id: string, value: { at: number }): Promise<void>;
}

const versions = { version: GENERATION_VERSION, migrate: generationMigrations };

type Others = Stores & FeedCollections;

/** Every collection of the bot, by name. */
export function openCollections(store: Store): Others & {
  /** The guilds that the bot is in, or was in not long ago. */
  guilds: StoredCollection<Presence>;
  unfinished: StoredCollection<Generation>;
  reviewing: StoredCollection<Generation>;
  archive: StoredCollection<Generation>;
  inbox: StoredCollection<InboxEntry[]>;
  settings: StoredCollection<GuildSettings>;
  reports: StoredCollection<Report>;
  members: StoredCollection<Member>;
  audit: StoredCollection<AuditEntry[]>;
  auditHeads: StoredCollection<{ page: number }>;
  /** By `guildId:day`: what each guild's generations of a day of admission cost. */
  spending: StoredCollection<Spending>;
  lateCosts: StoredCollection<LateCost>;
  keys: StoredCollection<SealedKey>;
  balances: StoredCollection<BalanceNotice["level"]>;
  mediaIds: StoredCollection<z.infer<typeof MediaIdSchema>>;
  health: HealthProbe;
  /** By `guildId:generationId`: what the operator's archive has of it, and what is to be done there. */
  copies: StoredCollection<Copies>;
  copyJobs: StoredCollection<CopyJob>;
  /** By `guildId:day`: what the gallery holds of that day. */
  gallery: StoredCollection<EntryPage>;
  /** By guild: the days that there are pages of. */
  galleryDays: StoredCollection<string[]>;
  /** By `guildId:interactionId`: what an open gallery shows. */
  galleryViews: StoredCollection<View>;
  galleryIndexed: StoredCollection<Indexed>;
  /** By `guildId:generationId`: what its member took out of the gallery. */
  unlisted: StoredCollection<Unlisted>;
  /** By `guildId:day`: who made what of that day a favourite. */
  favourites: StoredCollection<MarkPage>;
  /** By member. */
  favouriteLists: StoredCollection<FavouriteList>;
  /** By member: what stands in for what they leave out, in every guild. */
  memberDefaults: StoredCollection<OptionSet>;
  /** By guild, and by `guildId:channelId`. */
  guildDefaults: StoredCollection<OptionSet>;
  /** By member. */
  presets: StoredCollection<Preset[]>;
  /** By guild: copies that everyone there may use. */
  sharedPresets: StoredCollection<SharedPreset[]>;
  /** By generation: where it is shown beside its card, and what is still to be done about that. */
  posts: StoredCollection<PostSheet>;
  postJobs: StoredCollection<PostJob>;
  /** By guild. */
  showcases: StoredCollection<ShowcaseRecord>;
  /** By `guildId:generationId`. */
  showcaseDue: StoredCollection<ShowcaseDue>;
  /** By code: results that can be opened wherever the bot is. */
  shareCodes: StoredCollection<ShareCode>;
  /** By `guildId:memberId` of the guild that receives: what was shared in the last day. */
  shareTimes: StoredCollection<ShareTimes>;
  /** By generation: what is being deleted. */
  deletions: StoredCollection<Deletion>;
  /** By the interaction that asked: whose data is being deleted. */
  erasures: StoredCollection<Erasure>;
  /** Messages and frames of records that are gone, which are still to go themselves. */
  leftovers: StoredCollection<Leftover>;
} {
  return {
    ...openFeedCollections(store),
    guilds: store.collection("guilds", PresenceSchema, { connection: "cold" }),
    settings: store.collection("settings", GuildSettingsSchema, {
      connection: "cold",
      ...settingsVersions,
    }),
    members: store.collection("members", MemberSchema, { connection: "cold" }),
    audit: store.collection("audit", AuditPageSchema, { connection: "cold" }),
    auditHeads: store.collection("audit-heads", AuditHeadSchema, { connection: "cold" }),
    unfinished: store.collection("unfinished", GenerationSchema, {
      connection: "hot",
      ...versions,
    }),
    reviewing: store.collection("reviewing", GenerationSchema, { connection: "cold", ...versions }),
    reports: store.collection("reports", ReportSchema, { connection: "cold" }),
    archive: store.collection("archive", GenerationSchema, { connection: "cold", ...versions }),
    inbox: store.collection("inbox", InboxSchema, { connection: "cold" }),
    observations: store.collection("observations", ObservationSchema, { connection: "cold" }),
    spending: store.collection("spending", SpendingSchema, { connection: "cold" }),
    lateCosts: store.collection("late-costs", LateCostSchema, { connection: "cold" }),
    keys: store.collection("keys", SealedKeySchema, { connection: "cold" }),
    balances: store.collection("balances", z.enum(["well", "low", "empty"]), {
      connection: "cold",
    }),
    mediaIds: store.collection("media-ids", MediaIdSchema, {
      connection: "cold",
      version: 2,
      migrate: [dateMediaId],
    }),
    gallery: store.collection("gallery", EntryPageSchema, { connection: "cold" }),
    galleryDays: store.collection("gallery-days", z.array(z.iso.date()), { connection: "cold" }),
    galleryViews: store.collection("gallery-views", ViewSchema, { connection: "cold" }),
    galleryIndexed: store.collection("gallery-indexed", IndexedSchema, { connection: "cold" }),
    unlisted: store.collection("unlisted", UnlistedSchema, { connection: "cold" }),
    favourites: store.collection("favourites", MarkPageSchema, { connection: "cold" }),
    favouriteLists: store.collection("favourite-lists", FavouriteListSchema, {
      connection: "cold",
    }),
    memberDefaults: store.collection("member-defaults", OptionSetSchema, { connection: "cold" }),
    guildDefaults: store.collection("guild-defaults", OptionSetSchema, { connection: "cold" }),
    presets: store.collection("presets", z.array(PresetSchema), { connection: "cold" }),
    sharedPresets: store.collection("shared-presets", z.array(SharedPresetSchema), {
      connection: "cold",
    }),
    shareCodes: store.collection("share-codes", ShareCodeSchema, { connection: "cold" }),
    shareTimes: store.collection("share-times", ShareTimesSchema, { connection: "cold" }),
    copies: store.collection("copies", CopiesSchema, { connection: "cold" }),
    copyJobs: store.collection("copy-jobs", CopyJobSchema, { connection: "cold" }),
    posts: store.collection("posts", PostSheetSchema, { connection: "cold" }),
    postJobs: store.collection("post-jobs", PostJobSchema, { connection: "cold" }),
    showcases: store.collection("showcases", ShowcaseRecordSchema, { connection: "cold" }),
    showcaseDue: store.collection("showcase-due", ShowcaseDueSchema, { connection: "cold" }),
    deletions: store.collection("deletions", DeletionSchema, { connection: "cold" }),
    erasures: store.collection("erasures", ErasureSchema, { connection: "cold" }),
    leftovers: store.collection("leftovers", LeftoverSchema, { connection: "cold" }),
    health: store.collection("health", z.object({ at: z.int() }), { connection: "hot" }),
  };
}
