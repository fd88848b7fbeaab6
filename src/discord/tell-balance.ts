import { ComponentType } from "discord.js";
import type { BalanceNotice } from "../policy/balance.ts";
import { usd } from "./card/text.ts";
import type { CardRest } from "./rest.ts";

/** What is said in a log channel of an account that runs out; `isOwn` where it is the server's. */
export function balanceSentence({ level, microUsd }: BalanceNotice, isOwn: boolean): string {
  const whose = isOwn ? "this server's own Runware account" : "the bot's Runware account";
  const add = "Credit can be added at https://my.runware.ai.";
  return level === "empty"
    ? `⚠️ There is not enough credit left in ${whose} (${usd(microUsd)}), so nothing new is made. ${add} Then it goes on by itself within a minute or two.`
    : `⚠️ There is little credit left in ${whose}: **${usd(microUsd)}**. ${add}`;
}

/** Says it in a channel; does nothing where there is none. Rejects where Discord does not take it. */
export async function tellBalance(
  rest: Pick<CardRest, "post">,
  channelId: string | null,
  content: string,
  now: number,
): Promise<void> {
  if (channelId === null) return;
  const components = [{ type: ComponentType.TextDisplay, content } as const];
  await rest.post(channelId, { components }, `balance${now.toString(36)}`);
}
