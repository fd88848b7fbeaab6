import type { Scene } from "../scene.ts";
import { BOAT, favour, finished, found, textOf, type, until } from "../acting.ts";

/** From the Saturday of the pictures to the Monday after it, at ten past nine. */
const TO_MONDAY_MS = (38 * 60 + 40) * 60_000;

/** A favourite of many in the showcase, and the best of the week. */
export const showcase: Scene = {
  name: "showcase",
  stage: { drawn: true },
  async play({ channel, guild, member, take, days, restart }) {
    const room = guild.createChannel({ name: "showcase" });
    const manager = guild.addMember({ name: "Manager", permissions: ["ManageGuild"] });
    const other = guild.addMember({ name: "Member Two" });
    const desk = manager.in(channel);
    const set = await desk.slash("settings showcase", {
      channel: room,
      threshold: 2,
      weekly: true,
    });
    await take("settings-showcase", [await until(desk, await set.message(), /The showcase is/)], {
      viewer: manager,
    });
    const here = member.in(channel);
    const boat = await finished(here, await type(here, "video", BOAT));
    const there = other.in(channel);
    const village = await finished(
      there,
      await type(there, "video", {
        prompt: "A village of clay on rolling hills",
        style: "clay",
        resolution: "540p",
      }),
    );
    // A video comes into the gallery a moment after it is on its card.
    let gallery = await type(here, "gallery");
    for (let tries = 1; tries < 20 && !/2 results/.test(textOf(gallery)); tries += 1) {
      gallery = await type(here, "gallery");
    }
    for (const by of [member, other]) {
      await favour(by, boat);
    }
    await favour(member, village);
    const post = await member
      .in(room)
      .waitFor((messages) => messages.find((one) => /A favourite of/.test(textOf(one))));
    await take("showcase", [post], { viewer: member });
    const page = await type(here, "showcase top", {});
    await take("showcase-top", [await until(here, page, /The best of this server/)], {
      viewer: member,
    });
    await days.advance(TO_MONDAY_MS);
    await restart();
    const week = await found(member.in(room), /The best of the week/);
    await take("showcase-week", [week], { viewer: member });
  },
};
