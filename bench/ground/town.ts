import type { ChannelHandle } from "../../playground/discord/actor/channel.ts";
import type { Actor } from "../../playground/discord/actor/member.ts";
import { DEFAULT_LIMITS } from "../../playground/discord/limits.ts";
import { type LocalDiscord, startDiscord } from "../../playground/discord/server.ts";
import type { RunwareOptions } from "../../playground/runware/options.ts";
import { type Runware, startRunware } from "../../playground/runware/server.ts";
import { commands } from "../../commands/index.ts";

/** The two local servers, and people who type. All subjects of a figure meet the same one. */
export interface Town {
  discord: LocalDiscord;
  runware: Runware;
  /** A seat for each command: servers, channels and members in rotation. */
  nextSeat(): Seat;
  channels: readonly ChannelHandle[];
  close(): Promise<void>;
}

export interface Seat {
  member: Actor;
  channel: ChannelHandle;
}

const GUILDS = 10;
const MEMBERS = 10;
const UPLOAD_LIMIT_BYTES = 25 * 1024 * 1024;

/** As Discord's own, but whoever only uploads may do so as often as it can. */
const buckets = DEFAULT_LIMITS.buckets.filter(
  ({ route }) => route !== "POST /channels/:id/messages",
);

export async function openTown(runwareOptions: RunwareOptions): Promise<Town> {
  const [discord, runware] = await Promise.all([
    startDiscord({ limits: { buckets } }),
    startRunware({ render: "tiny", settings: { creditUsd: 1e9 }, ...runwareOptions }),
  ]);
  const seats = Array.from({ length: GUILDS }, (_, index) => {
    const guild = discord.createGuild({
      name: `Server ${index + 1}`,
      uploadLimitBytes: UPLOAD_LIMIT_BYTES,
    });
    const channel = guild.createChannel({ name: "videos" });
    return Array.from({ length: MEMBERS }, () => ({ member: guild.addMember(), channel }));
  });
  await putCommands(discord);
  let turn = 0;
  return {
    discord,
    runware,
    channels: seats.flatMap(([seat]) => (seat ? [seat.channel] : [])),
    nextSeat() {
      const seat = seats[turn % GUILDS]?.[Math.floor(turn / GUILDS) % MEMBERS];
      if (seat === undefined) throw new Error("there is nobody in town");
      turn += 1;
      return seat;
    },
    async close() {
      await Promise.all([discord.close(), runware.close()]);
    },
  };
}

/** So that a rival need not, and a member may type `/video` to whichever bot is there. */
async function putCommands({ apiUrl, token, applicationId }: LocalDiscord): Promise<void> {
  const response = await fetch(`${apiUrl}/v10/applications/${applicationId}/commands`, {
    method: "PUT",
    headers: { authorization: `Bot ${token}`, "content-type": "application/json" },
    body: JSON.stringify(commands.map(({ payload }) => payload)),
  });
  if (!response.ok) throw new Error(`the commands were not taken: ${await response.text()}`);
}
