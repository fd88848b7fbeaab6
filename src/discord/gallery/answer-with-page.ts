import {
  ComponentType,
  MessageFlags,
  type APIMessageTopLevelComponent,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
} from "discord.js";
import type { Clock } from "../../generation/ports.ts";

/** Of the three seconds that Discord waits for a first answer; messages may have to be asked for. */
const PATIENCE_MS = 1200;

const PAGE = {
  flags: MessageFlags.IsComponentsV2,
  allowedMentions: { parse: [] },
} as const;

/** Answers a command, or a press, with a page of its own: at once where it is ready soon, else in two steps. */
export async function answerWithPage(
  interaction: ChatInputCommandInteraction | ButtonInteraction,
  page: Promise<APIMessageTopLevelComponent[]>,
  clock: Clock,
): Promise<void> {
  const own = { ...PAGE, flags: PAGE.flags | MessageFlags.Ephemeral } as const;
  const soon = await within(PATIENCE_MS, page, clock);
  if (soon !== undefined) {
    await interaction.reply({ ...own, components: soon });
    return;
  }
  const components = [{ type: ComponentType.TextDisplay, content: "🎞️ Looking for the videos…" }];
  await interaction.reply({ ...own, components });
  await interaction.editReply({ ...PAGE, components: await page });
}

/** The same for a press, whose message becomes the page. */
export async function turnToPage(
  interaction: ButtonInteraction,
  page: Promise<APIMessageTopLevelComponent[]>,
  clock: Clock,
): Promise<void> {
  const soon = await within(PATIENCE_MS, page, clock);
  if (soon !== undefined) {
    await interaction.update({ ...PAGE, components: soon });
    return;
  }
  await interaction.deferUpdate();
  await interaction.editReply({ ...PAGE, components: await page });
}

/** Undefined where it takes longer; a failure within that time is the caller's. */
function within<T>(timeMs: number, work: Promise<T>, clock: Clock): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const callOff = clock.after(timeMs, () => resolve(undefined));
    work.then(resolve, reject).finally(callOff);
  });
}
