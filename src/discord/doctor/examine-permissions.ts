import {
  missingPermissions,
  namesInWords,
  type BotPermission,
} from "../../policy/bot-permissions.ts";
import type { ChannelFacts, DoctorFacts } from "./facts.ts";
import { problem, well, type Finding } from "./finding.ts";

type Guild = Pick<DoctorFacts, "guildPermissions" | "botName">;
type Channel = Pick<ChannelFacts, "channelId" | "isThread" | "has">;

/** Whether the bot could post in a channel, and for each missing permission what breaks and where it is given. */
export function examinePermissions(
  channel: Channel,
  words: { well: string; problem: string },
  guild: Guild,
): Finding {
  const missing = missingPermissions(channel.has, channel);
  if (missing.length === 0) return well(words.well);
  const { everywhere, here } = split(missing, guild);
  return {
    ...problem(
      words.problem,
      ...missing.map(({ name, without }) => `- **${name}** is missing: ${without}`),
      ...(everywhere.length === 0
        ? []
        : [
            `My role lacks ${namesInWords(everywhere)} in the whole server: press **Give permissions** below, choose this server and confirm.`,
          ]),
      ...(here.length === 0 ? [] : [clickPath(here, channel, guild)]),
    ),
    ...(everywhere.length === 0 ? {} : { remedy: "invite" }),
  };
}

/** What no role of the bot's gives it, and what only this channel's rules take away. */
function split(missing: readonly BotPermission[], { guildPermissions }: Guild) {
  const lacks = ({ bit }: BotPermission) =>
    guildPermissions !== null && (guildPermissions & bit) === 0n;
  return {
    everywhere: missing.filter(lacks),
    here: missing.filter((permission) => !lacks(permission)),
  };
}

function clickPath(
  permissions: readonly BotPermission[],
  { channelId, isThread }: Channel,
  { botName }: Guild,
): string {
  const of = isThread ? "the channel that this thread is in" : `<#${channelId}>`;
  return `In the settings of ${of}: Edit Channel → Permissions → Advanced → ${botName} → allow ${namesInWords(permissions)}.`;
}
