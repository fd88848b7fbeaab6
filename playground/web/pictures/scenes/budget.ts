import type { Scene } from "../scene.ts";
import { finished, type } from "../acting.ts";

/** The server's budget of the day is used up. */
export const budget: Scene = {
  name: "budget",
  async play({ channel, member, moderator, take }) {
    await type(moderator.in(channel), "settings budget", { day: 0.4, timezone: "Europe/Berlin" });
    const here = member.in(channel);
    const first = await type(here, "video", { prompt: "A lighthouse in a storm" });
    await finished(here, first);
    const refusal = await type(here, "video", {
      prompt: "The same lighthouse the morning after",
      duration: 8,
      audio: true,
    });
    await take("budget-refusal", [refusal], { viewer: member });
  },
};
