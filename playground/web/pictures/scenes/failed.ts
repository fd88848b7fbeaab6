import type { Scene } from "../scene.ts";
import { type, until } from "../acting.ts";

/** A request that Runware refused, and what became of the money. */
export const failed: Scene = {
  name: "failed",
  async play({ channel, member, take, runware: { faults } }) {
    faults.task(() => true, {
      error: { code: "timeoutProvider", message: "The provider did not answer in time." },
    });
    const here = member.in(channel);
    const asked = await type(here, "video", { prompt: "A kite festival over the bay, drone shot" });
    await take("card-failed", [await until(here, asked, /❌/)], { viewer: member });
  },
};
