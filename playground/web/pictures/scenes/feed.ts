import type { Scene } from "../scene.ts";
import { BOAT, favour, finished, found, textOf, type, until } from "../acting.ts";

/** A showcase that another server follows. */
export const feed: Scene = {
  name: "feed",
  stage: { drawn: true },
  async play({ discord, channel, guild, member, take }) {
    const room = guild.createChannel({ name: "showcase" });
    const manager = guild.addMember({ name: "Manager", permissions: ["ManageGuild"] });
    const desk = manager.in(channel);
    await type(desk, "settings showcase", { channel: room, threshold: 1 });
    const published = await type(desk, "feed publish");
    await take("feed-publish", [published], { viewer: manager });
    const [, code = ""] = /`([0-9A-Z]{10})`/.exec(textOf(published)) ?? [];

    const other = discord.createGuild({ name: "Harbour Club" });
    const elsewhere = other.createChannel({ name: "from-elsewhere" });
    const host = other.addMember({ name: "Manager Two", permissions: ["ManageGuild"] });
    const reader = other.addMember({ name: "Reader" });
    const there = host.in(elsewhere);
    await type(there, "feed follow", { code, channel: elsewhere });
    await take("feed-list", [await type(there, "feed list")], { viewer: host });

    const here = member.in(channel);
    const boat = await finished(here, await type(here, "video", BOAT));
    await favour(member, boat);
    const seat = reader.in(elsewhere);
    const copy = await found(seat, /From the showcase of/);
    await take("feed-copy", [copy], { viewer: reader });
    const play = await (await reader.press(copy, "Play")).message();
    await take("feed-play", [await until(seat, play, /By \*\*/)], { viewer: reader });
  },
};
