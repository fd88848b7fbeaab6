import {
  MessageFlags,
  type AnySelectMenuInteraction,
  type APIMessageTopLevelComponent,
  type ButtonInteraction,
} from "discord.js";
import type { Handlers, Press } from "../src/discord/define-command.ts";
import { findDestinations } from "../src/discord/shares/destinations.ts";
import { findShareable } from "../src/discord/shares/find-shareable.ts";
import { renderCode, renderShare } from "../src/discord/shares/render-share.ts";
import { sendShare } from "../src/discord/shares/send-share.ts";
import { UserError } from "../src/generation/errors.ts";
import type { Generation } from "../src/generation/generation.ts";

/** **Share** below a result, and the dialog behind it; each press asks everything anew. */
export const shareVideo = {
  buttons: { share, "share-send": send, "share-code": code },
  selects: { "share-to": choose },
} satisfies Handlers;

async function share({ interaction, subjectId, services }: Press): Promise<void> {
  const generation = await findShareable(interaction, subjectId, services);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  await show(interaction, await dialog(interaction, generation, services));
}

async function choose({
  interaction,
  subjectId,
  services,
}: Press<AnySelectMenuInteraction>): Promise<void> {
  const generation = await findShareable(interaction, subjectId, services);
  refuseOthers(interaction);
  await interaction.deferUpdate();
  const [chosen] = interaction.values;
  await show(interaction, await dialog(interaction, generation, services, chosen));
}

/** The guild in the custom id can be forged: it is asked there as if it had been typed. */
async function send({ interaction, subjectId, argument, services }: Press): Promise<void> {
  const generation = await findShareable(interaction, subjectId, services);
  refuseOthers(interaction);
  const [, guildId, credit] = /^(\d{15,21})\.(full|none)$/.exec(argument ?? "") ?? [];
  if (guildId === undefined || guildId === generation.guildId) {
    throw new UserError("Please choose the server again: press **Share** below the video.");
  }
  await interaction.deferUpdate();
  const { client, user } = interaction;
  await sendShare(
    { client, generation, guildId, by: user.id, credit: credit === "full" ? "full" : "none" },
    services,
    (components) => show(interaction, components),
  );
}

async function code({ interaction, subjectId, argument, services }: Press): Promise<void> {
  const generation = await findShareable(interaction, subjectId, services);
  refuseOthers(interaction);
  const credit = argument === "none" ? "none" : "full";
  await interaction.deferUpdate();
  const given = await services.shares.codes.give(generation, credit);
  await show(interaction, renderCode(generation, given, credit));
}

async function dialog(
  { client }: Pick<ButtonInteraction, "client">,
  generation: Generation,
  services: Press["services"],
  chosen?: string,
): Promise<APIMessageTopLevelComponent[]> {
  const destinations = await findDestinations(client, generation, services);
  const posts = (await services.shares.posts.of(generation.id)).filter(
    ({ kind }) => kind === "share",
  );
  return renderShare({ generation, destinations, posts, chosen });
}

async function show(
  interaction: ButtonInteraction | AnySelectMenuInteraction,
  components: APIMessageTopLevelComponent[],
): Promise<void> {
  await interaction.editReply({
    flags: MessageFlags.IsComponentsV2,
    components,
    allowedMentions: { parse: [] },
  });
}

/** The message is written over: with a forged id that could be a card, before everybody. */
function refuseOthers({ message }: ButtonInteraction | AnySelectMenuInteraction): void {
  if (message.flags.has(MessageFlags.Ephemeral)) return;
  throw new UserError("Please press **Share** below the video.");
}
