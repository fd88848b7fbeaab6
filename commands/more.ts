import { MessageFlags, type APIMessageTopLevelComponent } from "discord.js";
import type { Press } from "../src/discord/define-command.ts";
import {
  findForMore,
  findOwn,
  findOwnToDelete,
  isPrivate,
} from "../src/discord/moderation/find-own.ts";
import { renderDeleteOwnQuestion } from "../src/discord/moderation/render-delete-question.ts";
import { renderMore, type MoreFor } from "../src/discord/moderation/render-more.ts";
import { linkTo } from "../src/discord/moderation/where-shown.ts";
import { checkPublishable } from "../src/discord/publish/check-publishable.ts";
import { tell } from "../src/discord/respond.ts";
import { hasRight } from "../src/discord/rights.ts";
import { UserError } from "../src/generation/errors.ts";
import { isEnd, type Generation } from "../src/generation/generation.ts";
import { isShown } from "../src/generation/review.ts";
import { belongsInGallery } from "../src/sharing/gallery/entry.ts";

// What leads on from a result, and what whoever asked for it does about their own. Each press asks the
// record again who may.

const PANEL = { flags: MessageFlags.IsComponentsV2, allowedMentions: { parse: [] } } as const;

export async function more(press: Press): Promise<void> {
  const { interaction, subjectId, services } = press;
  const generation = await findForMore(interaction, subjectId, services);
  const { attachments } = interaction.message;
  if (isPrivate(generation) && generation.memberId === interaction.user.id) {
    services.publishing.remember(
      generation.id,
      attachments.map(({ name, url }) => ({ fileName: name, url })),
    );
  }
  await interaction.reply({
    ...PANEL,
    flags: PANEL.flags | MessageFlags.Ephemeral,
    components: await panelOf(generation, press),
  });
}

export async function unlist(press: Press): Promise<void> {
  const { interaction, subjectId, services } = press;
  const generation = await findOwn(interaction, subjectId, services);
  await services.sharing.unlist(generation, interaction.user.id);
  await showPanel(generation, press, "✅ It is out of the gallery now.");
}

export async function relist(press: Press): Promise<void> {
  const { interaction, subjectId, services } = press;
  const generation = await findOwn(interaction, subjectId, services);
  await services.sharing.relist(generation);
  await showPanel(generation, press, "✅ It is in the gallery again.");
}

export async function makePublic({ interaction, subjectId, services }: Press): Promise<void> {
  const generation = await findOwn(interaction, subjectId, services);
  if (!isPrivate(generation)) {
    throw new UserError(`It is public already: ${linkTo(generation)}`);
  }
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  await checkPublishable(interaction, generation, services);
  await services.publishing.post(generation);
  await tell(
    interaction,
    `📣 It is being posted in <#${generation.channelId}>. What only you could see so far stays until you dismiss it.`,
  );
}

export async function deleteOwn({ interaction, subjectId, services }: Press): Promise<void> {
  const generation = await findOwnToDelete(interaction, subjectId, services);
  await interaction.reply({
    ...PANEL,
    flags: PANEL.flags | MessageFlags.Ephemeral,
    components: renderDeleteOwnQuestion(generation),
  });
}

export async function deleteOwnForGood({ interaction, subjectId, services }: Press): Promise<void> {
  const generation = await findOwnToDelete(interaction, subjectId, services);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const said = await services.results.removeOwn(generation);
  const rest = isPrivate(generation)
    ? " What only you can see here stays until you dismiss it."
    : "";
  await tell(interaction, `${said}${rest}`);
}

async function panelOf(
  generation: Generation,
  { interaction, services }: Press,
  said?: string,
): Promise<APIMessageTopLevelComponent[]> {
  const isOwn = generation.memberId === interaction.user.id;
  const may: MoreFor = {
    isModerator: hasRight(interaction, "ManageMessages"),
    isOwn,
    isListed:
      isOwn && belongsInGallery(generation)
        ? !(await services.sharing.isUnlisted(generation))
        : null,
    mayMakePublic:
      isOwn && isEnd(generation.state) && isPrivate(generation) && generation.videos.some(isShown),
  };
  return renderMore(generation, may, said);
}

/** In the panel itself; a forged press on a message that others see writes over nothing. */
async function showPanel(generation: Generation, press: Press, said: string): Promise<void> {
  const { interaction } = press;
  if (!interaction.message.flags.has(MessageFlags.Ephemeral)) {
    await tell(interaction, said);
    return;
  }
  await interaction.update({ ...PANEL, components: await panelOf(generation, press, said) });
}
