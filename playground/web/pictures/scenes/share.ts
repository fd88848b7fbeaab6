import type { Scene } from "../scene.ts";
import { BOAT, finished, textOf, type, until } from "../acting.ts";

/** A video on its way to another server, what arrives there, and a code. */
export const share: Scene = {
  name: "share",
  stage: { drawn: true },
  async play({ discord, channel, guild, member, take }) {
    const there = discord.createGuild({ name: "Paper & Clay" });
    const general = there.createChannel({ name: "general" });
    const incoming = there.createChannel({ name: "from-elsewhere" });
    const self = there.addMember({ name: member.name, user: member });
    const reader = there.addMember({ name: "Member Two" });
    const boss = there.addMember({
      name: "Moderator Two",
      permissions: ["ManageGuild", "ManageMessages"],
    });
    const desk = boss.in(general);
    const set = await desk.slash("settings sharing", { incoming });
    await take("settings-sharing", [await until(desk, await set.message(), /Incoming: <#/)], {
      viewer: boss,
    });
    const manager = guild.addMember({ name: "Manager", permissions: ["ManageGuild"] });
    const office = manager.in(channel);
    const out = await office.slash("settings sharing", { outgoing: true });
    await until(office, await out.message(), /Outgoing: on/);
    await finished(self.in(general), await type(self.in(general), "video", { prompt: "A crane" }));

    const here = member.in(channel);
    const boat = await finished(here, await type(here, "video", BOAT));
    const id = boat.interaction_metadata?.id ?? "";
    // A video may be shared a moment after it is on its card.
    let dialog = await (await member.press(boat, "Share")).message();
    for (let tries = 1; tries < 20 && !/Choose a server/.test(textOf(dialog)); tries += 1) {
      dialog = await (await member.press(boat, "Share")).message();
    }
    await take("share", [boat, dialog], { viewer: member });
    await (await member.select(dialog, `share-to:${id}`, [there.id])).response();
    const question = await until(here, dialog, /Share it with/);
    await take("share-question", [question], { viewer: member });
    await (await member.press(question, "With my name")).response();
    await until(here, dialog, /✅/);
    const post = await boss
      .in(incoming)
      .waitFor((messages) => messages.find((one) => /Shared by/.test(textOf(one))));
    const more = await (await boss.press(post, "More")).message();
    await take("share-arrived", [post, more], { viewer: boss });

    const again = await until(
      here,
      await (await member.press(boat, "Share")).message(),
      /no other server left/,
    );
    await (await member.press(again, "Get a code")).response();
    const given = await until(here, again, /Your code/);
    await take("share-code", [given], { viewer: member });
    const [, code = ""] = /Your code: `([\w-]+)`/.exec(textOf(given)) ?? [];
    const seat = reader.in(general);
    const watched = await (await seat.slash("share open", { code })).message();
    await take("share-opened", [await until(seat, watched, /Only you see this/)], {
      viewer: reader,
    });
  },
};
