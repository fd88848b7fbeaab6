import type { Guild } from "discord.js";
import { UserError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import { blockedSender } from "../../policy/incoming.ts";
import { whyNotReceived, type NotReceived, type Receiver } from "../../policy/safety.ts";
import { isAgeRestricted } from "../gallery/sight.ts";
import type { Services } from "../services.ts";

const SENTENCES: Record<NotReceived, string> = {
  looser: "checks videos more strictly than this one was checked",
  flagged: "takes no video that the safety check found something in",
  unreviewed: "has its moderators look at every video first, and nobody has looked at this one",
};

/** What holds for everything that comes from elsewhere, whoever brings it. */
export interface Received extends Pick<Services, "settings" | "blocklist"> {
  operator: Pick<Services["operator"], "safetyFloor" | "allowedGuilds">;
  /** Under which a sender is blocked who gave no name. */
  nameOf: Services["shares"]["nameOf"];
}

/**
 * Whether a guild takes a result from elsewhere into one of its channels, by everything that its
 * moderators have decided: who is blocked, how strictly is checked, which words a prompt may have, and
 * where what is age-restricted belongs.
 * @param name of the receiving guild in a sentence
 * @throws {UserError} saying why not
 */
export function checkReceived(
  guild: Guild,
  receiver: Receiver,
  generation: Generation,
  { settings, operator, blocklist, nameOf }: Received,
  name: string,
): void {
  const own = settings.of(guild.id);
  if (generation.guildId !== guild.id) {
    const blocked = blockedSender(own, generation, nameOf);
    if (blocked !== null) {
      const whom = blocked === "guild" ? "the server that this is from" : "whoever made this";
      throw new UserError(`The moderators of ${name} take nothing from ${whom} any more.`);
    }
  }
  const reason = whyNotReceived(operator.safetyFloor, own, receiver, generation);
  if (reason !== null) {
    throw new UserError(`This video cannot be shown there: ${name} ${SENTENCES[reason]}.`);
  }
  const prompt = { prompt: generation.request.prompt, negativePrompt: null };
  if (blocklist.findBlocked(prompt, own.blocklist) !== null) {
    throw new UserError(
      `This video cannot be shown there: ${name} does not allow a word in its prompt.`,
    );
  }
  const home = guild.client.guilds.cache.get(generation.guildId);
  // After a start in an outage its channels are not known: one of them may be age-restricted.
  if (home?.available === false) {
    throw new UserError("Discord does not answer at the moment. Please try again in a minute.");
  }
  const from = generation.parentChannelId ?? generation.channelId;
  const to = receiver.parentChannelId ?? receiver.channelId;
  if (home !== undefined && isAgeRestricted(home, from) && !isAgeRestricted(guild, to)) {
    throw new UserError(
      "This video was made in an age-restricted channel, so it can be shown in one only.",
    );
  }
}
