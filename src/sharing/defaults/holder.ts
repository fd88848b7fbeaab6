import { UserError } from "../../generation/errors.ts";

/** Whose defaults: a member's own in all servers, a channel's or thread's, a guild's. */
export type Holder =
  | { scope: "member"; memberId: string }
  | { scope: "channel"; guildId: string; channelId: string }
  | { scope: "guild"; guildId: string };

/** Where somebody asks. */
export interface Place {
  memberId: string;
  guildId: string;
  channelId: string;
  /** Of a thread or a forum post: the channel it belongs to, whose defaults hold behind its own. */
  parentChannelId: string | null;
}

/** Whose defaults hold in a place, the nearest first. */
export function holdersIn({ memberId, guildId, channelId, parentChannelId }: Place): Holder[] {
  return [
    { scope: "member", memberId },
    { scope: "channel", guildId, channelId },
    ...(parentChannelId === null
      ? []
      : [{ scope: "channel" as const, guildId, channelId: parentChannelId }]),
    { scope: "guild", guildId },
  ];
}

/** What a member is told whose request would depend on it. */
export function unreadable(holder: Holder, cause: unknown): UserError {
  const { whose, how } = told(holder);
  return new UserError(
    `${whose} cannot be read, so I do not know what was meant to hold here. Nothing was spent. ${how}`,
    { cause },
  );
}

function told(holder: Holder): { whose: string; how: string } {
  switch (holder.scope) {
    case "member":
      return {
        whose: "Your defaults",
        how: "`/defaults clear` forgets them, and you can set them anew.",
      };
    case "channel":
      return {
        whose: `The defaults of <#${holder.channelId}>`,
        how: "A moderator can type `/defaults clear scope:This channel` there, and set them anew.",
      };
    case "guild":
      return {
        whose: "The defaults of this server",
        how: "Someone who manages the server can type `/defaults clear scope:This server`, and set them anew.",
      };
  }
}
