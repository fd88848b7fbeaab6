import { cardPressOf } from "../src/discord/card/card-press.ts";
import type { Press } from "../src/discord/define-command.ts";
import { isOnItsCard } from "../src/discord/gallery/find-to-repeat.ts";
import { readerOf } from "../src/discord/gallery/sight.ts";
import { findResult } from "../src/discord/moderation/find-result.ts";
import { tell } from "../src/discord/respond.ts";
import { UserError } from "../src/generation/errors.ts";

/** On a card, which shows everybody the count: what the press did is said to its member alone. */
export async function favourite({ interaction, subjectId, services }: Press): Promise<void> {
  const generation = await findResult(interaction, subjectId, services);
  const { sharing } = services;
  const spot = await sharing.spotOf(generation);
  // The card shows its videos a moment before the record says so, and the gallery has them.
  const isEarly = generation.state === "delivering" && isOnItsCard(interaction, generation);
  // The id comes from a custom id, which can be forged.
  if (!isEarly && (spot === undefined || !readerOf(interaction).maySee(spot))) {
    throw new UserError("This video is not in the gallery, so it cannot be a favourite.");
  }
  const { id } = interaction.user;
  const { isOwn, count } = await sharing.favourites.toggle(generation, id, interaction.id);
  const members = `${count.toLocaleString("en-US")} ${count === 1 ? "member has" : "members have"}`;
  const sentence = isOwn
    ? `⭐ This is one of your favourites now: \`/gallery favourites:True\` shows them. ${members} made it one.`
    : "This is no longer one of your favourites.";
  let isSaid = false;
  const say = async (): Promise<void> => {
    if (isSaid) return;
    isSaid = true;
    await tell(interaction, sentence);
  };
  if (isOnItsCard(interaction, generation)) {
    await services.refreshCard(generation.id, cardPressOf(interaction, say));
  } else services.recountCard(generation);
  await say();
}
