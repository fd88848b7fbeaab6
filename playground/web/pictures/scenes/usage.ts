import type { Scene } from "../scene.ts";
import { finished, type } from "../acting.ts";

const DAY_MS = 86_400_000;
/** Videos a day, over two weeks. */
const COUNTS = [1, 3, 2, 0, 4, 5, 2, 1, 3, 6, 4, 2, 3];
const PROMPTS = [
  "A paper lantern drifts over a lake",
  "Two robots play chess in a park, time-lapse",
  "A night train crosses a viaduct in the snow",
  "A kettle sings and the kitchen joins in",
  "Jellyfish rise between skyscrapers at dawn",
];

/** What a server has spent, and what a member has. */
export const usage: Scene = {
  name: "usage",
  stage: { daysBefore: COUNTS.length - 1 },
  async play({ channel, guild, member, moderator, take, days }) {
    const others = ["Member Two", "Member Three"].map((name) => guild.addMember({ name }));
    const everybody = [member, member, ...others];
    await type(moderator.in(channel), "settings allowance", { videos: 10 });
    await type(moderator.in(channel), "settings budget", { day: 2, month: 30 });
    for (const [day, count] of COUNTS.entries()) {
      if (day > 0) await days.advance(DAY_MS);
      const requests = Array.from({ length: count }, async (_, index) => {
        const here = (everybody[(day + index) % everybody.length] ?? member).in(channel);
        const asked = await type(here, "video", {
          prompt: PROMPTS[(day + index) % PROMPTS.length] ?? "",
          duration: index % 2 === 0 ? 5 : 8,
          audio: index % 3 === 0,
        });
        await finished(here, asked);
      });
      await Promise.all(requests);
    }
    const server = await type(moderator.in(channel), "usage server", { days: 14 });
    const shown = await moderator
      .in(channel)
      .waitFor((messages) =>
        messages.find(({ id, attachments }) => id === server.id && attachments.length > 0),
      );
    await take("usage-server", [shown], { viewer: moderator });
    await take("usage-mine", [await type(member.in(channel), "usage mine")], { viewer: member });
  },
};
