import {
  ApplicationCommandOptionType as Option,
  MessageFlags,
  type ApplicationCommandOptionChoiceData,
} from "discord.js";
import { blockedWords } from "../../src/discord/blocks/block-words.ts";
import { refuseUntouchable } from "../../src/discord/blocks/refuse-untouchable.ts";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import { UserError } from "../../src/generation/errors.ts";
import { readUntil } from "../../src/policy/block-until.ts";
import { MEMBER_TEXT_LENGTH } from "../../src/policy/members.ts";
import { deedOf } from "./deed-of.ts";

const SUGGESTED = ["1 hour", "6 hours", "1 day", "3 days", "1 week", "4 weeks"];

export const block = defineSubcommand({
  payload: {
    name: "block",
    description: "Keep a member from making videos in this server",
    options: [
      { type: Option.User, name: "member", description: "Who is blocked", required: true },
      {
        type: Option.String,
        name: "reason",
        description: "Why: the member is told, and it stays on record",
        max_length: MEMBER_TEXT_LENGTH.reason,
      },
      {
        type: Option.String,
        name: "until",
        description: "How long (2h, 3d) or until when (2026-12-24 18:00); without: until unblocked",
        max_length: 40,
        autocomplete: true,
      },
    ],
  },

  async execute({ interaction, options, services }) {
    const deed = deedOf(interaction, options.member.id);
    const { timeZone } = services.settings.of(deed.guildId);
    const until =
      options.until === undefined ? null : readable(options.until, services.clock.now(), timeZone);
    // Discord is asked about the member, and the member told: that may take longer than three seconds.
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await refuseUntouchable(interaction, options.member.id);
    const reason = options.reason?.trim() || null;
    const { told } = await services.blocks.block({ ...deed, until, reason });
    await tell(interaction, blockedWords(deed.memberId, { until }, told));
  },

  async autocomplete(interaction) {
    const typed = interaction.options.getFocused().trim().toLowerCase();
    const choices: ApplicationCommandOptionChoiceData[] = SUGGESTED.filter((name) =>
      name.startsWith(typed),
    ).map((name) => ({ name, value: name }));
    await interaction.respond(choices);
  },
});

function readable(text: string, now: number, timeZone: string): number {
  const until = readUntil(text, now, timeZone);
  if (typeof until === "number") return until;
  const examples = `Write for example \`30m\`, \`2h\`, \`3d\`, \`1 week\`, \`2026-12-24\` or \`2026-12-24 18:00\` (${timeZone}).`;
  if (until === "past") throw new UserError(`That is over already. ${examples}`);
  if (until === "tooFar") {
    throw new UserError(
      "That is more than a year away. Leave **until** empty to block somebody until they are unblocked.",
    );
  }
  throw new UserError(`I cannot tell until when that is. ${examples}`);
}
