import type { APIMessageTopLevelComponent, Client } from "discord.js";
import { UserError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import { SHARES_A_DAY } from "../../sharing/shares/share-limit.ts";
import { plain } from "../card/text.ts";
import type { Services } from "../services.ts";
import { checkArrival } from "./check-arrival.ts";
import { box, mayTryAgain, postWords } from "./render-share.ts";

/** The upload may take minutes; after 15 of them nobody can be told any more. */
const TOLD_WITHIN_MS = 10 * 60_000;

/** One result on its way to another guild. */
export interface NewShare {
  client: Client;
  generation: Generation;
  /** Of the guild that it goes to. */
  guildId: string;
  /** Who shares it: its member, or somebody there with its code. */
  by: string;
  credit: "full" | "none";
}

type Asked = Pick<
  Services,
  "settings" | "operator" | "blocklist" | "shares" | "standing" | "moderation" | "clock"
>;

/**
 * Shares a result with another guild, after everything was asked at this moment: its rules, whether it
 * was there before, how much was shared today.
 * @param tell shows whoever shares how it stands; called twice
 * @throws {UserError} saying why not
 */
export async function sendShare(
  share: NewShare,
  services: Asked,
  tell: (components: APIMessageTopLevelComponent[]) => Promise<void>,
): Promise<void> {
  const { client, generation, guildId, by, credit } = share;
  const { shares } = services;
  const { guildName, channelId } = await checkArrival(
    client,
    generation,
    { guildId, userId: by },
    services,
  );
  const name = `**${plain(guildName)}**`;
  const which = { kind: "share" as const, guildId };
  const before = (await shares.posts.of(generation.id)).find(
    (post) => post.kind === "share" && post.guildId === guildId,
  );
  if (before !== undefined && !mayTryAgain(before)) {
    throw new UserError(`This was shared with ${name} before: ${postWords(before)}.`);
  }
  if (!(await shares.limit.take(guildId, by, generation.id))) {
    throw new UserError(
      `You can share ${SHARES_A_DAY} videos a day with one server. Tomorrow you can share this with ${name}.`,
    );
  }
  await shares.posts.add({ generation, ...which, channelId, by, credit });
  await record(share, channelId, services);
  await tell(box([`📤 On its way to ${name}…`]));
  const post = await shares.settled(generation.id, which, TOLD_WITHIN_MS);
  if (post === undefined) return;
  await tell(box([`${post.state === "there" ? "✅" : "📤"} ${name}: ${postWords(post)}.`]));
}

/** On record where it arrives: whoever gives no name is not named there either. */
async function record(
  { client, generation, guildId, by, credit }: NewShare,
  channelId: string,
  { moderation, clock }: Pick<Asked, "moderation" | "clock">,
): Promise<void> {
  const isNamed = credit === "full" || by !== generation.memberId;
  const from = client.guilds.cache.get(generation.guildId)?.name;
  const what =
    credit === "none"
      ? "A video of somebody who gives no name"
      : `A video by <@${generation.memberId}> from **${plain(from ?? "another server")}**`;
  await moderation.record({
    guildId,
    at: clock.now(),
    by: isNamed ? by : "bot",
    action: "share",
    subject: { generationId: generation.id, channelId },
    detail: `📥 ${what} is shared into <#${channelId}>.`,
    source: `${generation.id}:share`,
  });
}
