import type { Scene } from "../scene.ts";
import { finished, type } from "../acting.ts";

/** Three videos of one request. */
export const batch: Scene = {
  name: "batch",
  stage: { drawn: true },
  async play({ channel, member, take }) {
    const here = member.in(channel);
    const asked = await type(here, "video", {
      prompt: "A village of clay on rolling hills",
      style: "clay",
      resolution: "540p",
      aspect: "1:1",
      results: 3,
    });
    await take("card-batch", [await finished(here, asked)], { viewer: member });
  },
};
