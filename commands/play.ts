import type { Press } from "../src/discord/define-command.ts";
import { renderPlayed } from "../src/discord/feeds/render-played.ts";
import { answerWithPage } from "../src/discord/gallery/answer-with-page.ts";
import { checkReceived } from "../src/discord/shares/check-received.ts";
import { UserError } from "../src/generation/errors.ts";

/** **Play** below a copy: the video itself, for whoever presses. */
export async function play({ interaction, subjectId, services }: Press): Promise<void> {
  const { feeds, service, clock } = services;
  const { guild, channelId, message, channel } = interaction;
  const gone = new UserError(
    "This video cannot be played any more: it was deleted where it was made.",
  );
  // The id comes from a custom id, which can be forged: only what is shown by this very message.
  const isCopy =
    guild !== null &&
    (await feeds.isCopy(subjectId, { guildId: guild.id, channelId, messageId: message.id }));
  const generation = isCopy ? await service.find(subjectId) : undefined;
  if (guild === null || generation === undefined || generation.deleted !== null) throw gone;
  const parentChannelId = channel?.isThread() === true ? channel.parentId : null;
  const receiver = { guildId: guild.id, channelId, parentChannelId };
  // It may have become stricter here since the copy was posted.
  checkReceived(guild, receiver, generation, { ...services, ...services.shares }, "this server");
  const page = services.playable(generation).then((files) => renderPlayed(generation, files));
  await answerWithPage(interaction, page, clock);
}
