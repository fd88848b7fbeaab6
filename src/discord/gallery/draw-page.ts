import type { APIMessageTopLevelComponent, BaseInteraction } from "discord.js";
import type { Wanted } from "../../sharing/gallery/wanted.ts";
import type { Services } from "../services.ts";
import { renderPage } from "./render-page.ts";
import { readerOf } from "./sight.ts";

/** A page of what whoever asks may see. */
export async function drawPage(
  interaction: BaseInteraction,
  { sharing }: Pick<Services, "sharing">,
  { viewId, wanted, number }: { viewId: string; wanted: Wanted; number: number },
): Promise<APIMessageTopLevelComponent[]> {
  const reader = readerOf(interaction);
  const page = await sharing.readPage(reader, wanted, number);
  return renderPage(page, {
    viewId,
    guildId: reader.guildId,
    wanted,
    guildName: (guildId) => interaction.client.guilds.cache.get(guildId)?.name,
  });
}
