import type { Scene } from "../scene.ts";
import { finished, type } from "../acting.ts";

/** What whoever asked for a video finds behind **More**, a repeat of it, and a private one. */
export const own: Scene = {
  name: "own",
  stage: { drawn: true },
  async play({ channel, guild, member, moderator, take }) {
    await type(moderator.in(channel), "settings sharing", { outgoing: true });
    const here = member.in(channel);
    const options = { resolution: "540p", style: "clay", audio: true };
    const prompt = "A village of clay on rolling hills";
    const card = await finished(here, await type(here, "video", { prompt, ...options }));
    for (const name of ["Member Two", "Member Three"]) {
      const fan = guild.addMember({ name });
      await fan.in(channel).forge.press(card, buttonOf(card, "favourite")).message();
    }
    await take("card-favourites", [await finished(here, card)], { viewer: member });
    const more = await (await member.press(card, "More")).message();
    await take("more-own", [more], { viewer: member });
    const again = await (await member.press(card, "Again")).message();
    await take("card-again", [await finished(here, again)], { viewer: member });
    const hidden = { prompt: "A paper boat for somebody's birthday", ...options, private: true };
    const secret = await finished(here, await type(here, "video", hidden));
    await take("card-private", [secret], { viewer: member });
  },
};

/** The custom id of a button, by its action. */
const buttonOf = (message: object, action: string): string =>
  new RegExp(`${action}:\\d+`).exec(JSON.stringify(message))?.[0] ?? action;
