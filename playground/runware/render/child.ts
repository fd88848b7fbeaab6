import { text } from "node:stream/consumers";
import { z } from "zod";
import { drawVideo } from "./draw-video.ts";
import { planSchema } from "./plan.ts";

// Drawing keeps a processor busy for seconds, so it is done by a process of its own: this one. It
// takes its order on the standard input and ends with code 0 when the file is there.
const order = z.object({ plan: planSchema, outPath: z.string() });
const { plan, outPath } = order.parse(JSON.parse(await text(process.stdin)));
const stop = new AbortController();
process.once("SIGTERM", () => stop.abort());
await drawVideo(plan, outPath, stop.signal);
