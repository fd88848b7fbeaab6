import type { ChannelHandle } from "../../discord/actor/channel.ts";
import type { GuildHandle } from "../../discord/actor/guild.ts";
import type { Actor } from "../../discord/actor/member.ts";
import { directChannel } from "../../discord/channels.ts";
import type { LocalDiscord } from "../../discord/server.ts";
import type { CastMember } from "./cast.ts";
import { HISTORY, type Speaker } from "./history.ts";

const HOUR_MS = 3_600_000;
/** How long before the start the first message was written. */
export const HISTORY_MS = 26 * HOUR_MS;

/**
 * Two servers with channels, three people and a little that was said. The clock of the local
 * Discord has to stand {@link HISTORY_MS} before now; it stands at now in the end.
 */
export async function foundWorld(discord: LocalDiscord): Promise<readonly CastMember[]> {
  const home = discord.createGuild({ name: "Flipbook Playground" });
  const club = discord.createGuild({ name: "Film Club" });
  const moderators = moderatorsOf(home);
  const places: Record<string, ChannelHandle> = {
    videos: home.createChannel({ name: "videos", topic: "Type /video and say what to see." }),
    showcase: home.createChannel({ name: "showcase", topic: "The best of #videos." }),
    clips: club.createChannel({ name: "clips", topic: "What we made and what we found." }),
  };
  openModLog(home, moderators);
  club.createChannel({ name: "from-elsewhere", topic: "Videos that other servers share." });

  const member = home.addMember({ name: "Member One" });
  const moderator = home.addMember({ name: "Moderator", roles: [moderators.id] });
  club.addMember({ user: member });
  club.addMember({ user: moderator, roles: [moderatorsOf(club).id] });
  const outsider = club.addMember({ name: "Outsider" });
  const people: Record<Speaker, Actor> = { member, moderator, outsider };
  for (const { user } of [member, moderator, outsider]) directChannel(discord.core, user.id);
  await tell(discord, people, places);
  return [
    { id: member.id, role: "member", note: "In both servers, with no special rights." },
    { id: moderator.id, role: "moderator", note: "Runs both servers." },
    { id: outsider.id, role: "outsider", note: "In Film Club alone." },
  ];
}

const moderatorsOf = (guild: GuildHandle): { readonly id: string } =>
  guild.createRole({
    name: "Moderators",
    permissions: ["ManageMessages", "ManageGuild", "ManageChannels", "ManageThreads"],
  });

function openModLog(guild: GuildHandle, moderators: { readonly id: string }): void {
  guild.createChannel({
    name: "mod-log",
    topic: "What moderators have to know.",
    overwrites: [
      { for: "everyone", deny: ["ViewChannel"] },
      { for: moderators, allow: ["ViewChannel"] },
      { for: "bot", allow: ["ViewChannel"] },
    ],
  });
}

async function tell(
  { clock }: LocalDiscord,
  people: Record<Speaker, Actor>,
  places: Record<string, ChannelHandle>,
): Promise<void> {
  const startedAt = clock.now();
  for (const { by, where, hoursAgo, text } of HISTORY) {
    clock.advance(Math.max(0, startedAt + HISTORY_MS - hoursAgo * HOUR_MS - clock.now()));
    const place = places[where];
    if (place) await people[by].in(place).send(text);
  }
  // What was written took its time; the clock goes on from now.
  clock.advance(Math.max(0, Date.now() - clock.now()));
}
