/**
 * Measures the SQLite store on this machine, by hand: node --import tsx test/contract/stores/measure.ts [folder]
 * The folder decides which disk is measured.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { openStore } from "../../../src/stores/open-store.ts";

const RECORDS = 10_000;
const WRITES = 3_000;

const Schema = z.object({
  id: z.string(),
  state: z.enum(["queued", "rendering"]),
  prompt: z.string(),
  at: z.int(),
  videos: z.array(z.object({ videoUUID: z.string(), url: z.string(), seed: z.int().nullable() })),
});
const record = (id: string): z.infer<typeof Schema> => ({
  id,
  state: "rendering",
  prompt: "A temple in the rain, lanterns swinging, the camera rises over the roofs. ".repeat(12),
  at: 1_700_000_000_000,
  videos: [{ videoUUID: id, url: "https://im.example/video.mp4", seed: 7 }],
});

const folder = await mkdtemp(join(process.argv[2] ?? tmpdir(), "flipbook-measure-"));
const url = `sqlite://${join(folder, "store.sqlite")}`;
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

/** Runs `act` for 0 to count - 1, `atOnce` of them in flight, and says how long each took. */
async function measure(
  label: string,
  count: number,
  atOnce: number,
  act: (index: number) => Promise<unknown>,
): Promise<void> {
  const tookMs: number[] = [];
  let next = 0;
  const start = performance.now();
  const worker = async (): Promise<void> => {
    while (next < count) {
      const before = performance.now();
      const index = next;
      next += 1;
      await act(index);
      tookMs.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const seconds = (performance.now() - start) / 1000;
  tookMs.sort((a, b) => a - b);
  const at = (part: number): string => (tookMs[Math.floor(tookMs.length * part)] ?? 0).toFixed(1);
  say(
    `${label}: ${Math.round(count / seconds)}/s, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(0.9999)} ms`,
  );
}

try {
  let store = await openStore(url);
  let hot = store.collection("hot", Schema, { connection: "hot" });
  const cold = store.collection("cold", Schema, { connection: "cold" });
  await measure("writes, one at a time", WRITES, 1, (n) => hot.set(`${n}`, record(`${n}`)));
  await measure("writes, 30 at once", RECORDS, 30, (n) => hot.set(`${n}`, record(`${n}`)));
  await measure("updates, 30 at once", WRITES, 30, (n) =>
    hot.update(`${n}`, (r) => r && { ...r, state: "queued" }),
  );
  await Promise.all([
    measure("hot writes beside cold ones", WRITES, 10, (n) => hot.set(`${n}`, record(`${n}`))),
    measure("cold writes beside hot ones", WRITES, 10, (n) => cold.set(`${n}`, record(`${n}`))),
  ]);
  await measure("reads, 30 at once", RECORDS, 30, (n) => hot.get(`${n}`));
  await store.close();

  store = await openStore(url);
  hot = store.collection("hot", Schema, { connection: "hot" });
  const start = performance.now();
  let count = 0;
  for await (const entry of hot.readAll()) count += "value" in entry ? 1 : 0;
  say(`readAll of ${count} records: ${Math.round(performance.now() - start)} ms`);
  await store.close();
} finally {
  await rm(folder, { recursive: true, force: true });
}
