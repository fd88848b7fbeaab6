import type { Scene } from "../scene.ts";
import { found, type, until } from "../acting.ts";

/** A result that the safety check found something in, from both sides. */
export const review: Scene = {
  name: "review",
  stage: { drawn: true },
  async play({ channel, log, member, moderator, take, runware: { faults } }) {
    await type(moderator.in(channel), "settings log", { channel: log });
    faults.task(() => true, { nsfw: [0] }, 1);
    const here = member.in(channel);
    const asked = await type(here, "video", {
      prompt: "A comic book detective walks through red neon rain",
      style: "comic",
      resolution: "540p",
    });
    const there = moderator.in(log);
    const question = await found(there, /waits for you/);
    await take("review-held", [await until(here, asked, /moderator/)], { viewer: member });
    await take("review-waiting", [question], { viewer: moderator });
    await moderator.press(question, "Approve");
    await take("review-decided", [await until(there, question, /Approved/)], { viewer: moderator });
  },
};
