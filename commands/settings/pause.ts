import type { BaseInteraction } from "discord.js";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import type { Services } from "../../src/discord/services.ts";
import { anything, changeSettings, type CheckCurrent } from "./change-settings.ts";

export const pause = defineSubcommand({
  payload: {
    name: "pause",
    description: "Stop new videos in this server, or let them be made again",
  },
  async execute({ interaction, services }) {
    await tell(interaction, await togglePause(interaction, services));
  },
});

/** Pauses where nothing is paused, resumes where something is; the panel does the same. */
export async function togglePause(
  interaction: BaseInteraction,
  services: Services,
  check: CheckCurrent = anything,
): Promise<string> {
  const now = await changeSettings(interaction, services, {
    action: "settings-pause",
    decide(current) {
      check(current);
      const paused =
        current.paused === null ? { by: interaction.user.id, at: services.clock.now() } : null;
      return { ...current, paused };
    },
    detail: ({ paused }) =>
      paused === null ? "New videos can be made again." : "New videos are paused.",
  });
  if (now.paused !== null) {
    return "New videos are **paused** in this server until somebody types `/settings pause` again. What was asked for before is still made and posted.";
  }
  const still = services.operator.paused
    ? " The bot's operator has paused it everywhere, though, so nothing new is made until they resume."
    : "";
  return `New videos can be made again in this server.${still}`;
}
