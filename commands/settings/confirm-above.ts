import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import { usd } from "../../src/discord/card/text.ts";
import { changeSettings } from "./change-settings.ts";
import { readUsdLimit, suggestLimit, typedUsd, usdOption } from "./limit-options.ts";

export const confirmAbove = defineSubcommand({
  payload: {
    name: "confirm-above",
    description: "Above which price a member is asked before their video is made",
    options: [
      { ...usdOption("usd", "Price in USD, for example 0.50; 0: ask every time"), required: true },
    ],
  },

  async execute({ interaction, options, services }) {
    const limit = readUsdLimit(options.usd) ?? null;
    const now = sentence(limit);
    await changeSettings(interaction, services, {
      action: "settings-confirm-above",
      decide: (current) => ({ ...current, confirmAboveMicroUsd: limit }),
      detail: () => now,
    });
    await tell(
      interaction,
      limit === null
        ? now
        : `${now} They have 10 minutes to say yes, and nothing is reserved meanwhile.`,
    );
  },

  autocomplete: (interaction) => suggestLimit(interaction, above, "Never ask"),
});

const above = (value: number): string => (value === 0 ? "Every time" : `Above ${typedUsd(value)}`);

function sentence(microUsd: number | null): string {
  if (microUsd === null) return "Members are never asked about the price now.";
  return microUsd === 0
    ? "Members are now shown the price of every request, and asked."
    : `Members are now asked before a request that will probably cost more than **${usd(microUsd)}**.`;
}
