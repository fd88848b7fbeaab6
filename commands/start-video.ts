import type { ChatInputCommandInteraction } from "discord.js";
import { mentionInbox } from "../src/discord/inbox-view.ts";
import { answerableOf, originOf } from "../src/discord/origin.ts";
import type { Services } from "../src/discord/services.ts";
import type { AttachedFrame } from "../src/generation/service.ts";
import type { Layer } from "../src/sharing/defaults/fill.ts";
import type { OptionSet } from "../src/sharing/defaults/option-set.ts";
import { findPreset } from "../src/sharing/presets/find.ts";
import { allowedHere } from "./allowed-here.ts";

export interface TypedVideo {
  prompt: string;
  options: OptionSet;
  frames: readonly AttachedFrame[];
  /** As it was chosen from the list, or typed. */
  preset: string | undefined;
}

/** What was typed, with what the member, the channel and the server would have had typed, is asked for. */
export async function startVideo(
  interaction: ChatInputCommandInteraction,
  services: Services,
  { prompt, options, frames, preset }: TypedVideo,
): Promise<void> {
  const origin = originOf(interaction);
  const layers: Layer[] = [{ source: "typed", options }];
  if (preset !== undefined) {
    const usable = await services.presets.usable(origin.guildId, origin.memberId);
    const found = findPreset(usable, preset);
    const byOthers = found.by !== null && found.by !== origin.memberId;
    layers.push({ source: "preset", options: found.preset.options, byOthers });
  }
  const filled = await services.defaults.fill(origin, layers, {
    hasFrame: frames.length > 0,
    isAllowed: allowedHere(services, origin.guildId),
  });
  const started = await services.service.start(answerableOf(interaction), origin, {
    options: { ...filled.options, prompt },
    frames,
    sources: filled.sources,
  });
  if (started !== undefined) await mentionInbox(interaction, services);
}
