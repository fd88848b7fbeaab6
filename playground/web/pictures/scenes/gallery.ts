import type { Scene } from "../scene.ts";
import { BOAT, finished, textOf, type, until } from "../acting.ts";

/** Longer than a page has room for. */
const VILLAGE =
  "A village of clay on rolling hills, on an evening in late summer: the windows light up one after another, a small train puffs through the valley, and on the pond beside the mill two ducks of clay turn slow circles while the sky goes from peach to plum";

/** A page of the gallery, and the forms behind its buttons. */
export const gallery: Scene = {
  name: "gallery",
  stage: { drawn: true },
  async play({ channel, guild, member, moderator, take, takeForm }) {
    const other = guild.addMember({ name: "Member Two" });
    const there = other.in(channel);
    const village = await finished(
      there,
      await type(there, "video", { prompt: VILLAGE, style: "clay", resolution: "540p" }),
    );
    const here = member.in(channel);
    await finished(here, await type(here, "video", BOAT));
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
    moderator.deleteMessage(village);
    const search = await type(here, "gallery", { search: "village train" });
    await take("gallery-gone", [await until(here, search, /was deleted/)], { viewer: member });
  },
};
