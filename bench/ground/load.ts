import { setTimeout as sleep } from "node:timers/promises";
import { createGaps } from "./stats.ts";
import type { Town } from "./town.ts";

export interface LoadFigures {
  /** Milliseconds from the event's dispatch to the arrival of the whole first response. */
  latenciesMs: number[];
  /** Commands that went three seconds without a response. */
  lapsed: number;
  asked: number;
}

/**
 * Members type `/video` so often a second, whether or not the bot keeps up (an open loop), and Discord
 * takes the time of every first response.
 */
export async function typeCommands(
  town: Town,
  { perSecond, count }: { perSecond: number; count: number },
): Promise<LoadFigures> {
  const { discord } = town;
  const typedAt = new Map<string, number>();
  const latenciesMs: number[] = [];
  let lapsed = 0;
  let settle: () => void = () => {};
  const received = ({ path }: { path: string }): void => {
    const now = performance.now();
    const id = /^\/interactions\/(\d+)\//.exec(path)?.[1] ?? "";
    const at = typedAt.get(id);
    if (at === undefined) return;
    typedAt.delete(id);
    latenciesMs.push(now - at);
    settle();
  };
  const tooLate = ({ id }: { id: string }): void => {
    if (!typedAt.delete(id)) return;
    lapsed += 1;
    settle();
  };
  const typed = ({ id }: { id: string }): void => {
    typedAt.set(id, performance.now());
  };
  discord.events.on("received", received);
  discord.events.on("interactionLapsed", tooLate);
  discord.events.on("interaction", typed);
  try {
    const gap = createGaps(perSecond);
    let dueAt = performance.now();
    for (let asked = 0; asked < count; asked += 1) {
      dueAt += gap();
      // Also where it is late already: only so does anybody else get a turn.
      await sleep(Math.max(0, dueAt - performance.now()));
      const { member, channel } = town.nextSeat();
      await member.in(channel).slash("video", { prompt: `benchmark ${asked}: a paper boat` });
    }
    await new Promise<void>((resolve) => {
      settle = () => {
        if (typedAt.size === 0) resolve();
      };
      settle();
    });
  } finally {
    discord.events.off("received", received);
    discord.events.off("interactionLapsed", tooLate);
    discord.events.off("interaction", typed);
  }
  return { latenciesMs, lapsed, asked: count };
}
