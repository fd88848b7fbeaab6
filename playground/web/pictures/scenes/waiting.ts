import type { Scene } from "../scene.ts";
import { type, until } from "../acting.ts";

const PROMPT =
  "A paper boat sails down a rain-filled gutter at dusk, macro shot, warm street lights";

/** A card while its video is being made, and one that waits for its turn. */
export const waiting: Scene = {
  name: "waiting",
  async play({ channel, guild, member, take, runware: { faults } }) {
    const others = guild.addMember({ name: "Member Two" });
    faults.task(() => true, { renderMs: 60_000 });
    const here = member.in(channel);
    const rendering = await type(here, "video", { prompt: PROMPT, audio: true });
    for (const prompt of ["Snow falls on a lighthouse", "A fox in tall grass", "A kite at sea"]) {
      await type(others.in(channel), "video", { prompt });
    }
    const queued = await type(here, "video", {
      prompt: "The same boat, seen from above, at night",
      resolution: "1080p",
    });
    await until(here, queued, /Queued/);
    const half = await until(here, rendering, /▰{5}/);
    await take("card-rendering", [half], { viewer: member });
    await take("card-queued", [await until(here, queued, /Queued/)], { viewer: member });
  },
};
