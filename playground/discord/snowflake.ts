import type { Clock } from "./clock.ts";

// Discord's ids count milliseconds since the first second of 2015.
const DISCORD_EPOCH_MS = 1_420_070_400_000n;
const LOW_BITS = 22n;

export interface Snowflakes {
  next(): string;
  /** An id that belongs to the given shard: `(id >> 22) % count === shard`. */
  nextFor(shard: number, count: number): string;
}

/** Ids that grow strictly, as Discord's do, even when many are taken in one millisecond. */
export function createSnowflakes(clock: Clock): Snowflakes {
  let last = 0n;

  function take(fromMs: bigint): string {
    const candidate = (fromMs - DISCORD_EPOCH_MS) << LOW_BITS;
    last = candidate > last ? candidate : last + 1n;
    return last.toString();
  }

  return {
    next: () => take(BigInt(clock.now())),
    nextFor(shard, count) {
      // A guild's shard is decided by its millisecond alone: step ahead to the nearest fitting one.
      const sinceEpoch = BigInt(clock.now()) - DISCORD_EPOCH_MS;
      const lastMs = last >> LOW_BITS;
      const fromMs = sinceEpoch > lastMs ? sinceEpoch : lastMs + 1n;
      const modulus = BigInt(count);
      const stepsAhead = (((BigInt(shard) - fromMs) % modulus) + modulus) % modulus;
      return take(fromMs + stepsAhead + DISCORD_EPOCH_MS);
    },
  };
}

/** When the id was made, in milliseconds since the Unix epoch. */
export function snowflakeTime(id: string): number {
  return Number((BigInt(id) >> LOW_BITS) + DISCORD_EPOCH_MS);
}

/** Which shard of `count` hears of this guild. */
export function shardOf(guildId: string, count: number): number {
  return Number((BigInt(guildId) >> LOW_BITS) % BigInt(count));
}
