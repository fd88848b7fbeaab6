import { isEnd, type Generation, type GenerationChange } from "./generation.ts";
import type { Inbox } from "./inbox.ts";
import type { Clock } from "./ports.ts";
import type { Delivery } from "./ports/delivery.ts";
import type { Spool } from "./ports/files.ts";
import type { Archive, Gallery } from "./ports/sharing.ts";
import type { Records } from "./records.ts";
import { wayOn } from "./review.ts";
import type { Runner } from "./runner.ts";

export interface DeleteTools {
  records: Records;
  runner: Pick<Runner, "refresh" | "resume">;
  delivery: Pick<Delivery, "remove">;
  spool: Pick<Spool, "clear">;
  inbox: Pick<Inbox, "remove">;
  gallery: Pick<Gallery, "removed">;
  archive: Pick<Archive, "removed">;
  clock: Pick<Clock, "now">;
}

/**
 * Takes a generation away: its message, its files, what waits of it in an inbox. The record and what
 * it cost stay. One that is under way is cancelled with it. May run twice.
 * @throws {RetryableError} the message may still be there; run it again
 */
export async function deleteGeneration(
  found: Generation,
  by: string,
  tools: DeleteTools,
): Promise<void> {
  const { records, runner, delivery, spool, inbox, gallery, archive, clock } = tools;
  const { id, memberId } = found;
  let from = found.state;
  const deleted = await records.amend(id, (current) => {
    from = current.state;
    return deleting(current, by, clock.now());
  });
  if (deleted === undefined) return;
  // What it has on disk and in channels is removed at its end once more.
  if (from === "reviewing") runner.resume(deleted);
  else if (!isEnd(from)) runner.refresh(deleted);
  await gallery.removed(deleted);
  await archive.removed(deleted);
  await inbox.remove(memberId, id);
  await delivery.remove(deleted);
  if (isEnd(from)) await spool.clear(id);
}

function deleting(current: Generation, by: string, now: number): GenerationChange {
  const deleted = current.deleted ?? { by, at: now };
  if (isEnd(current.state)) return { deleted };
  const cancel = current.cancel ?? { by, at: now };
  switch (current.state) {
    case "held":
    case "queued":
      return { deleted, cancel, state: "cancelled", reservedMicroUsd: 0, endedAt: now };
    case "reviewing":
      return {
        deleted,
        cancel,
        ...wayOn({ ...current, deleted, cancel }, { now, referenceId: current.id }),
      };
    default:
      return { deleted, cancel };
  }
}
