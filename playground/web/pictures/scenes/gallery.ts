import type { Scene } from "../scene.ts";
import { finished, textOf, type, until } from "../acting.ts";

/** A page of the gallery, and the forms behind its buttons. */
export const gallery: Scene = {
  name: "gallery",
  stage: { drawn: true },
  async play({ channel, guild, member, take, takeForm }) {
    const other = guild.addMember({ name: "Member Two" });
    const there = other.in(channel);
    await finished(
      there,
      await type(there, "video", {
        prompt: "A village of clay on rolling hills",
        style: "clay",
        resolution: "540p",
      }),
    );
    const here = member.in(channel);
    await finished(
      here,
      await type(here, "video", {
        prompt: "A paper boat drifts down a gutter in the rain",
        style: "anime",
        resolution: "540p",
        audio: true,
      }),
    );
    // A video comes into the gallery a moment after it is on its card.
    let page = await type(here, "gallery");
    for (let tries = 1; tries < 20 && !/2 results/.test(textOf(page)); tries += 1) {
      page = await type(here, "gallery");
    }
    await (await member.press(page, "Favourite · 0")).response();
    await take("gallery", [await until(here, page, /2 results/)], { viewer: member });
    const form = await (await member.press(page, "Remix")).modal();
    await takeForm("remix-form", form, { viewer: member });
    const frame = await (await member.press(page, "Use as frame")).modal();
    await takeForm("use-as-frame-form", frame, { viewer: member });
  },
};
