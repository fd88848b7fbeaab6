import { NEW_GUILD, type GuildSettings } from "../../src/policy/settings.ts";
import { withStore } from "./left-records.ts";
import type { Stage } from "./stage.ts";

/** Has the bot start with these settings of the stage's guild, as if moderators had made them before. */
export async function beginWith(stage: Stage, settings: Partial<GuildSettings>): Promise<void> {
  await stage.stopBot();
  await withStore(stage, (collections) =>
    collections.settings.set(stage.guild.id, { ...NEW_GUILD, ...settings }),
  );
  await stage.startBot();
}
