import { ApplicationCommandOptionType as Option } from "discord.js";
import { plain } from "../../src/discord/card/text.ts";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { originOf } from "../../src/discord/origin.ts";
import { tell } from "../../src/discord/respond.ts";
import type { Services } from "../../src/discord/services.ts";
import { UserError } from "../../src/generation/errors.ts";
import { findPreset } from "../../src/sharing/presets/find.ts";
import type { Preset } from "../../src/sharing/presets/preset.ts";
import { allowedHere } from "../allowed-here.ts";
import { presetOption } from "./options.ts";
import { suggestPresets } from "./suggest-presets.ts";

export const share = defineSubcommand({
  payload: {
    name: "share",
    description: "Let everyone in this server use one of your presets, or take that back",
    options: [
      presetOption,
      {
        type: Option.Boolean,
        name: "stop",
        description: "Take it back: it is yours alone again",
      },
    ],
  },

  async execute({ interaction, options, services }) {
    const { guildId, memberId, memberName } = originOf(interaction);
    const { own, sharedIds } = await services.presets.usable(guildId, memberId);
    const { preset } = findPreset({ own, shared: [], sharedIds }, options.name);
    const name = `**${plain(preset.name)}**`;
    if (options.stop === true) {
      const copy = await services.presets.unshare(guildId, preset.id);
      await tell(
        interaction,
        copy === undefined
          ? `${name} is not shared in this server.`
          : `${name} is no longer shared in this server. You still have it.`,
      );
      return;
    }
    await refuseUnwelcome(services, guildId, memberId, preset);
    await services.presets.share(guildId, { ...preset, memberId, memberName });
    await tell(
      interaction,
      `Everyone in this server can choose ${name} in \`/video preset:\` now. ` +
        "It is a copy: if you change yours, share it again. Moderators can take it away.",
    );
  },

  autocomplete: (interaction, services) => suggestPresets(interaction, services, "own"),
});

/** A name is read by everyone: who is blocked, or writes what is not allowed here, shares nothing. */
async function refuseUnwelcome(
  services: Services,
  guildId: string,
  memberId: string,
  { name, options }: Preset,
): Promise<void> {
  await services.standing.check(guildId, memberId);
  if ([name, options.negativePrompt ?? ""].every(allowedHere(services, guildId))) return;
  throw new UserError(
    "This server does not allow a word in the name or the negative prompt of this preset, so it cannot be shared here. You can still use it yourself where it is allowed.",
  );
}
