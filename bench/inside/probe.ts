/**
 * Loaded before the program that is measured, by `--import`: it answers how large the heap is after
 * a collection and does nothing else, so the program itself is as its users run it.
 */
export type Probed = { heapBytes: number; externalBytes: number };

process.on("message", (order) => {
  if (order !== "measure") return;
  if (globalThis.gc === undefined) throw new Error("start with --expose-gc");
  // The first one runs finalizers, which free more.
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  process.send?.({ heapBytes: heapUsed, externalBytes: external } satisfies Probed);
});
// Listening must not keep a program alive that has come to its end.
process.channel?.unref();
