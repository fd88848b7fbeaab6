import { EXAMPLES } from "../../../demo/examples.ts";
import { makeVideo } from "../../../demo/make-video.ts";
import type { Scene } from "../scene.ts";

/** The finished card at the top of the README. */
export const card: Scene = {
  name: "card",
  stage: { drawn: true },
  async play({ channel, member, take, runware: { faults } }) {
    const example = EXAMPLES[1];
    if (!example) throw new Error("the example is gone");
    // About what it takes in real life: the card says how long it was.
    faults.task(() => true, { renderMs: 41_000 }, 1);
    const done = await makeVideo(example, member.in(channel));
    await take("card", [done], { viewer: member, secondsBeforeEnd: 0.5 });
  },
};
