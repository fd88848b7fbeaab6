import { readFile } from "node:fs/promises";

/** `getconf CLK_TCK`: a hundred on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Milliseconds of processor time that a process has used, over all of its threads. */
export async function cpuMs(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8");
  // The second field is the name in brackets, which may hold anything.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [user, system] = [Number(fields[11]), Number(fields[12])];
  return ((user + system) / TICKS_PER_SECOND) * 1000;
}

/** Bytes of memory that a process has in use, as the system counts them. */
export async function rssBytes(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8");
  const kilobytes = /^Rss:\s+(\d+) kB$/m.exec(text)?.[1];
  if (kilobytes === undefined) throw new Error(`/proc/${pid}/smaps_rollup names no Rss`);
  return Number(kilobytes) * 1024;
}

/** The most memory that was in use between the call and `end`, looked at every 20 ms. */
export function watchPeak(pid: number): { end(): Promise<number> } {
  let most = 0;
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      most = Math.max(most, await rssBytes(pid));
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    }
  })();
  return {
    async end() {
      over.abort();
      await watching;
      return most;
    },
  };
}
