import { ButtonStyle, ComponentType, type APIMessageTopLevelComponent } from "discord.js";
import type { Generation } from "../../generation/generation.ts";
import { guildMessageOf } from "../../sharing/gallery/entry.ts";
import { button } from "../button.ts";

/** What can be done about a result, for whoever pressed **More** and may do it. */
export interface MoreFor {
  isModerator: boolean;
  /** Whoever asked for it. */
  isOwn: boolean;
  /** Whether the gallery has it, or could; null where it can hold it in no case. */
  isListed: boolean | null;
  mayMakePublic: boolean;
}

type Row = ReturnType<typeof button>[];

/** A button each, and a line that says what it does. */
interface Part {
  buttons: Row;
  lines: string[];
}

/** @param said what was done just now, at the head of it */
export function renderMore(
  generation: Generation,
  may: MoreFor,
  said?: string,
): APIMessageTopLevelComponent[] {
  const { memberId } = generation;
  const parts = [
    forEveryone(generation),
    ...(may.isOwn ? [forItsMember(generation, may)] : []),
    ...(may.isModerator ? [forModerators(generation, may)] : []),
  ];
  const lines = [
    ...(said === undefined ? [] : [said]),
    `This was asked for by <@${memberId}>.`,
    ...parts.flatMap((part) => part.lines),
  ];
  return [
    {
      type: ComponentType.Container,
      components: [
        { type: ComponentType.TextDisplay, content: lines.join("\n") },
        ...parts.flatMap(({ buttons }) =>
          buttons.length === 0
            ? []
            : [{ type: ComponentType.ActionRow as const, components: buttons }],
        ),
      ],
    },
  ];
}

function forEveryone(generation: Generation): Part {
  const { id } = generation;
  const details = button("details", id, "Details", ButtonStyle.Secondary);
  // Nobody else has it before them.
  if (guildMessageOf(generation) === null) return { buttons: [details], lines: [] };
  return {
    buttons: [details, button("report", id, "Report", ButtonStyle.Secondary)],
    lines: ["-# **Report** tells the moderators of this server what is wrong with it."],
  };
}

function forItsMember({ id, channelId }: Generation, { isListed, mayMakePublic }: MoreFor): Part {
  const gallery: Part =
    isListed === null
      ? { buttons: [], lines: [] }
      : isListed
        ? {
            buttons: [button("unlist", id, "Take out of the gallery", ButtonStyle.Secondary)],
            lines: [
              "-# **Take out of the gallery** leaves it here, and nowhere else: not in `/gallery`, a showcase or another server.",
            ],
          }
        : {
            buttons: [button("relist", id, "Put back into the gallery", ButtonStyle.Secondary)],
            lines: [
              "-# You took it out of the gallery. **Put back into the gallery** undoes that; other servers do not get it again.",
            ],
          };
  return {
    buttons: [
      ...gallery.buttons,
      ...(mayMakePublic ? [button("make-public", id, "Make public", ButtonStyle.Secondary)] : []),
      button("delete-own", id, "Delete", ButtonStyle.Danger),
    ],
    lines: [
      ...gallery.lines,
      ...(mayMakePublic
        ? [`-# **Make public** posts it in <#${channelId}> for everybody, and into the gallery.`]
        : []),
      "-# **Delete** removes it everywhere, for good.",
    ],
  };
}

function forModerators(generation: Generation, { isOwn }: MoreFor): Part {
  const { id, spoiler } = generation;
  // There is nothing of it that others could see.
  const isHidden = guildMessageOf(generation) === null;
  return {
    buttons: [
      ...(isHidden
        ? []
        : [
            spoiler
              ? button("spoiler", id, "Show openly", ButtonStyle.Secondary, "off")
              : button("spoiler", id, "Spoiler", ButtonStyle.Secondary, "on"),
          ]),
      // Their own they delete as its member.
      ...(isOwn ? [] : [button("delete", id, "Delete", ButtonStyle.Danger)]),
    ],
    lines: [
      ...(isHidden
        ? []
        : [
            spoiler
              ? "-# **Show openly** takes it from behind the click again."
              : "-# **Spoiler** puts it behind a click.",
          ]),
      ...(isOwn ? [] : ["-# **Delete** removes the message and its files for good."]),
    ],
  };
}
