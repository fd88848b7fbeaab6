import { optionsInWords } from "../../src/discord/card/option-words.ts";
import { cut, plain } from "../../src/discord/card/text.ts";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { originOf } from "../../src/discord/origin.ts";
import { tellList } from "../../src/discord/respond.ts";
import { PRESET_LIMITS, type Preset, type Usable } from "../../src/sharing/presets/preset.ts";

/** Of Discord's 4,000 characters of text; what does not fit is counted. */
const ROOM = { own: 2400, shared: 1300 } as const;
const OPTIONS_LENGTH = 160;

export const list = defineSubcommand({
  payload: {
    name: "list",
    description: "See your presets, and those that are shared in this server",
  },

  async execute({ interaction, services }) {
    const { guildId, memberId } = originOf(interaction);
    const content = render(await services.presets.usable(guildId, memberId));
    await tellList(interaction, content);
  },
});

function render({ own, shared, sharedIds }: Usable): string {
  const ownLines = own.map((preset) =>
    line(preset, sharedIds.has(preset.id) ? " (shared here)" : ""),
  );
  const sharedLines = shared.map((preset) => line(preset, ` by <@${preset.memberId}>`));
  return [
    `### Your presets (${own.length} of ${PRESET_LIMITS.own})`,
    ...(own.length === 0
      ? ["None yet. `/preset save` keeps settings under a name."]
      : within(ownLines, ROOM.own)),
    "### Shared in this server",
    ...(shared.length === 0
      ? ["None of other members. `/preset share` lets everyone here use one of yours."]
      : within(sharedLines, ROOM.shared)),
  ].join("\n");
}

const line = ({ name, options }: Preset, note: string): string =>
  `**${plain(name)}**${note}: ${cut(optionsInWords(options) ?? "nothing", OPTIONS_LENGTH)}`;

/** As many lines as there is room for, and how many more there are. */
function within(lines: readonly string[], room: number): string[] {
  const shown: string[] = [];
  let length = 0;
  for (const text of lines) {
    length += text.length + 1;
    if (length > room) break;
    shown.push(text);
  }
  const more = lines.length - shown.length;
  return more === 0 ? shown : [...shown, `-# And ${more} more: \`/video preset:\` finds them.`];
}
