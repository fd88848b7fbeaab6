import type { Runware } from "../../playground/runware/server.ts";
import type { Asked } from "./asking.ts";
import type { Stage } from "./stage.ts";

/** Counts the downloads of results, whatever becomes of them. */
export function countDownloads({ faults }: Runware): { readonly count: number } {
  const seen = { count: 0 };
  faults.file({
    match: () => {
      seen.count += 1;
      return false;
    },
    do: { status: 500 },
  });
  return seen;
}

/**
 * Holds a generation just before its upload, by failing downloads: from here on the next edit of
 * its card is the one with the files. `go` lets it come.
 */
export async function holdBeforeUpload(
  { runware, clock }: Stage,
  asked: Asked,
): Promise<{ go: () => void }> {
  const { taskUUID } = await asked.rendering();
  const heal = runware.faults.file({ times: 1000, do: { status: 503 } });
  await runware.finish(taskUUID);
  clock.advance(60_000);
  await asked.shows(/on its way/);
  return {
    go: () => {
      heal();
      clock.advance(60_000);
    },
  };
}
