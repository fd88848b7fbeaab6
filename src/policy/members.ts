import { z } from "zod";

const DAY_MS = 24 * 60 * 60_000;

/** Older strikes stay in the history and count no more. */
export const STRIKE_LIFE_MS = 30 * DAY_MS;
/** How long the bot blocks a member, the first time, the second and so on; then always the last. */
export const BLOCK_STEPS_MS = [10 * 60_000, 60 * 60_000, 6 * 60 * 60_000, DAY_MS, 7 * DAY_MS];
/** So long after the bot's last block the next one is a first one again. */
const BLOCKS_FORGOTTEN_MS = 90 * DAY_MS;
/** As many as a threshold may ask for. */
const STRIKES_KEPT = 100;
/** Generations whose results were counted last, so that counting twice changes nothing. */
const COUNTED_KEPT = 20;

export const MEMBER_TEXT_LENGTH = { reason: 300, appeal: 1000 } as const;

/** Milliseconds since 1970. */
const Instant = z.int();

const StrikeSchema = z.object({
  /** The request that it is for: one request is one strike. */
  id: z.string(),
  at: Instant,
  /** Written for moderators. */
  reason: z.string(),
});
export type Strike = z.infer<typeof StrikeSchema>;

const BlockSchema = z.object({
  /** Null: until somebody unblocks the member. */
  until: Instant.nullable(),
  since: Instant,
  /** "bot", or the moderator's id. */
  by: z.string(),
  /** A moderator's own words, or null. */
  reason: z.string().nullable(),
  /** Once for each block. */
  appeal: z.object({ at: Instant, text: z.string() }).nullable(),
});
export type Block = z.infer<typeof BlockSchema>;

/** How a member stands in one guild. */
export const MemberSchema = z.object({
  /** The last ones, oldest first. */
  strikes: z.array(StrikeSchema),
  /** Strikes before this moment count no more: they have led to a block, or were forgiven. */
  countFrom: Instant,
  /** Blocks by the bot, which grow longer. */
  timesBlocked: z.int().nonnegative(),
  lastBlockedAt: Instant,
  block: BlockSchema.nullable(),
  /** Finished results so far. */
  results: z.int().nonnegative(),
  countedIds: z.array(z.string()),
});
export type Member = z.infer<typeof MemberSchema>;

export const NEW_MEMBER: Member = {
  strikes: [],
  countFrom: 0,
  timesBlocked: 0,
  lastBlockedAt: 0,
  block: null,
  results: 0,
  countedIds: [],
};

/** The block that holds at this moment. */
export const blockAt = ({ block }: Member, now: number): Block | null =>
  block !== null && (block.until === null || block.until > now) ? block : null;

/** Strikes that count towards the next block. */
export const countStrikes = ({ strikes, countFrom }: Member, now: number): number =>
  strikes.filter(({ at }) => at > countFrom && at > now - STRIKE_LIFE_MS).length;

/** One more strike, and the block that it leads to; the same strike again changes nothing. */
export function addStrike(member: Member, strike: Strike, threshold: number): Member {
  if (member.strikes.some(({ id }) => id === strike.id)) return member;
  const strikes = [...member.strikes, strike].slice(-STRIKES_KEPT);
  const struck = { ...member, strikes };
  const reached = threshold > 0 && countStrikes(struck, strike.at) >= threshold;
  return reached ? blockForStrikes(struck, strike.at) : struck;
}

function blockForStrikes(member: Member, now: number): Member {
  const times = now - member.lastBlockedAt > BLOCKS_FORGOTTEN_MS ? 0 : member.timesBlocked;
  const lastsMs = BLOCK_STEPS_MS[Math.min(times, BLOCK_STEPS_MS.length - 1)] ?? 0;
  const until = now + lastsMs;
  const there = blockAt(member, now);
  // A longer block by a moderator stays, with its reason and its appeal.
  const isLonger = there !== null && (there.until === null || there.until >= until);
  const own: Block = { until, since: now, by: "bot", reason: null, appeal: null };
  return {
    ...member,
    countFrom: now,
    timesBlocked: times + 1,
    lastBlockedAt: now,
    block: isLonger ? there : own,
  };
}

/** Everything forgiven: the next block of the bot is a first one again. A block that holds stays. */
export const clearStrikes = (member: Member): Member => ({
  ...member,
  strikes: [],
  timesBlocked: 0,
});

/** Counts the finished results of a generation, once. */
export function countResults(member: Member, generationId: string, results: number): Member {
  if (member.countedIds.includes(generationId)) return member;
  return {
    ...member,
    results: member.results + results,
    countedIds: [...member.countedIds, generationId].slice(-COUNTED_KEPT),
  };
}
