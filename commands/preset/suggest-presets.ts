import type { AutocompleteInteraction } from "discord.js";
import { cut } from "../../src/discord/card/text.ts";
import type { Services } from "../../src/discord/services.ts";
import type { Preset, SharedPreset } from "../../src/sharing/presets/preset.ts";

/** Discord shows so many suggestions, each of so many characters. */
const SHOWN = 25;
const SUGGESTION_LENGTH = 100;

/** Which presets an option is about. */
export type Suggested = "own" | "usable";

/** Presets whose name has what was typed in it, the member's own first; told apart by their ids. */
export async function suggestPresets(
  interaction: AutocompleteInteraction,
  { presets }: Services,
  which: Suggested,
): Promise<void> {
  const { guildId, user } = interaction;
  if (guildId === null) return interaction.respond([]);
  const typed = interaction.options.getFocused().trim().toLowerCase();
  const { own, shared } = await presets.usable(guildId, user.id);
  const offered: (Preset | SharedPreset)[] = which === "own" ? own : [...own, ...shared];
  await interaction.respond(
    offered
      .filter(({ name }) => name.toLowerCase().includes(typed))
      .slice(0, SHOWN)
      .map((preset) => ({ name: cut(suggestion(preset), SUGGESTION_LENGTH), value: preset.id })),
  );
}

const suggestion = (preset: Preset | SharedPreset): string =>
  "memberName" in preset ? `${preset.name} · by ${preset.memberName}` : preset.name;
