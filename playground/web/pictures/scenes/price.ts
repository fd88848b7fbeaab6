import type { Scene } from "../scene.ts";
import { type } from "../acting.ts";

/** The member is asked before a request that costs more than the moderators let pass unasked. */
export const price: Scene = {
  name: "price",
  async play({ channel, member, moderator, take }) {
    await type(moderator.in(channel), "settings confirm-above", { usd: 0.25 });
    const asked = await type(member.in(channel), "video", {
      prompt: "A night market in the rain, slow dolly shot, voices and sizzling pans",
      duration: 8,
      audio: true,
    });
    await take("price", [asked], { viewer: member });
  },
};
