import { isDeepStrictEqual } from "node:util";
import { optionsInWords } from "../../src/discord/card/option-words.ts";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import type { Services } from "../../src/discord/services.ts";
import { UserError } from "../../src/generation/errors.ts";
import type { Holder } from "../../src/sharing/defaults/holder.ts";
import { toOptionSet, type OptionSet } from "../../src/sharing/defaults/option-set.ts";
import { allowedHere } from "../allowed-here.ts";
import { readVideoOptions, videoOptions } from "../video-options.ts";
import { recordChange } from "./record-change.ts";
import { holderToChange, scopeOption, whoseDefaults } from "./scope.ts";

export const set = defineSubcommand({
  payload: {
    name: "set",
    description: "Choose what /video takes for the options that are left out",
    options: [scopeOption, ...videoOptions],
  },

  async execute({ interaction, options, services }) {
    const holder = holderToChange(interaction, options.scope);
    const typed = toOptionSet(readVideoOptions(options));
    refuseBlocked(services, holder, typed);
    const { before, now } = await services.defaults.set(holder, typed);
    if (!isDeepStrictEqual(before, now)) await recordChange(interaction, services, holder, now);
    await tell(
      interaction,
      `${whoseDefaults(holder)} are now: ${optionsInWords(now) ?? "none"}.\n${followsFrom(holder)}`,
    );
  },
});

/** Members would not get it: what is on the blocklist gives way in their requests. */
function refuseBlocked(services: Services, holder: Holder, { negativePrompt }: OptionSet): void {
  if (holder.scope === "member" || negativePrompt == null) return;
  if (allowedHere(services, holder.guildId)(negativePrompt)) return;
  throw new UserError(
    "The negative prompt has a word of this server's blocklist, which no request here may contain. Nothing was kept.",
  );
}

function followsFrom({ scope }: Holder): string {
  switch (scope) {
    case "member":
      return "They hold for you in every server, wherever you leave an option out of `/video`.";
    case "channel":
      return "They hold here and in its threads for options that members leave out and have no default of their own for.";
    case "guild":
      return "They hold for options that members leave out and have no default of their own for, where the channel has none either.";
  }
}
