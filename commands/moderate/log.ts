import {
  ApplicationCommandOptionType as Option,
  ButtonStyle,
  ComponentType,
  MessageFlags,
  type APIMessageTopLevelComponent,
} from "discord.js";
import { cut } from "../../src/discord/card/text.ts";
import { customId } from "../../src/discord/custom-id.ts";
import type { Press } from "../../src/discord/define-command.ts";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { entryText } from "../../src/discord/log-channel/record.ts";
import type { Services } from "../../src/discord/services.ts";
import { UserError } from "../../src/generation/errors.ts";
import type { AuditCursor } from "../../src/policy/audit.ts";
import { guildOf, guildOfPress } from "../settings/guild-of.ts";

const ENTRIES_SHOWN = 8;
/** Eight of them fit into the 4,000 characters that a message may have. */
const ENTRY_LENGTH = 400;

export const log = defineSubcommand({
  payload: {
    name: "log",
    description: "See what moderators and the bot did, newest first",
    options: [
      {
        type: Option.User,
        name: "member",
        description: "Only what they did and what was done about them",
      },
    ],
  },

  async execute({ interaction, options, services }) {
    const panel = await page(services, guildOf(interaction), options.member?.id);
    await interaction.reply({ ...panel, flags: panel.flags | MessageFlags.Ephemeral });
  },

  buttons: { "log-newest": turn, "log-older": turn },
});

async function turn(press: Press): Promise<void> {
  const { interaction, argument = "", services } = press;
  const guildId = guildOfPress(press);
  const place = /^(?:(\d{1,9})\.(\d{1,9}))?(?:m(\d{15,21}))?$/.exec(argument);
  if (place === null) throw new UserError("This list is out of date. Type `/moderate log` again.");
  const [, number, index, memberId] = place;
  const before = number === undefined ? undefined : { page: Number(number), index: Number(index) };
  await interaction.update(await page(services, guildId, memberId, before));
}

async function page(
  { audit }: Services,
  guildId: string,
  memberId: string | undefined,
  before?: AuditCursor,
) {
  const { entries, older } = await audit.read(guildId, { limit: ENTRIES_SHOWN, before, memberId });
  const title =
    memberId === undefined
      ? "### What was done here"
      : `### What was done by or about <@${memberId}>`;
  const lines = entries.map((entry) => cut(entryText(entry), ENTRY_LENGTH));
  if (lines.length === 0) {
    lines.push(older === null ? "Nothing yet." : "Nothing here; it may be further back.");
  }
  const whose = memberId === undefined ? "" : `m${memberId}`;
  const turnTo = (label: string, action: string, cursor: AuditCursor | undefined) => ({
    type: ComponentType.Button as const,
    style: ButtonStyle.Secondary as const,
    label,
    custom_id: customId(
      action,
      guildId,
      `${cursor === undefined ? "" : `${cursor.page}.${cursor.index}`}${whose}` || undefined,
    ),
  });
  const buttons = [
    ...(before === undefined ? [] : [turnTo("Newest", "log-newest", undefined)]),
    ...(older === null ? [] : [turnTo("Older", "log-older", older)]),
  ];
  const components: APIMessageTopLevelComponent[] = [
    { type: ComponentType.TextDisplay, content: [title, ...lines].join("\n") },
    ...(buttons.length > 0
      ? [{ type: ComponentType.ActionRow as const, components: buttons }]
      : []),
  ];
  return {
    flags: MessageFlags.IsComponentsV2,
    components,
    allowedMentions: { parse: [] },
  } as const;
}
