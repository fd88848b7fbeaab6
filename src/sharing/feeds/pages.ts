/**
 * So many pages a feed: with 10,000 followers about a hundred guilds each, which is what is written
 * at once and what is in doubt after a crash.
 */
export const PAGES = 100;

/**
 * The page that a guild is on, in every feed and for every post. By its time, as shards are chosen, so
 * that guilds spread evenly.
 */
export const pageOf = (guildId: string): number => Number((BigInt(guildId) >> 22n) % BigInt(PAGES));

export const followersKey = (feedGuildId: string, page: number): string => `${feedGuildId}:${page}`;

export const copiesKey = (generationId: string, page: number): string => `${generationId}:${page}`;
