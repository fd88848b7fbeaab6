import type { Generation } from "../../generation/generation.ts";
import type { Inbox } from "../../generation/inbox.ts";
import type { Collection } from "../../generation/ports.ts";
import type { Spool } from "../../generation/ports/files.ts";
import type { Archive, Gallery } from "../../generation/ports/sharing.ts";
import type { Records } from "../../generation/records.ts";

export interface EraseTools {
  records: Pick<Records, "erase">;
  archive: Pick<Collection<Generation>, "update">;
  inbox: Pick<Inbox, "remove" | "keptIds">;
  spool: Pick<Spool, "clear">;
  gallery: Pick<Gallery, "removed">;
  copies: Pick<Archive, "removed">;
  reports: Pick<Collection<unknown>, "delete">;
  unlisted: Pick<Collection<unknown>, "delete">;
  /** What some tasks cost is not known yet; the record is needed to book it. */
  lateCosts: { get(id: string): Promise<unknown> };
}

/**
 * Removes the record of a generation that has ended, and everything that belongs to it. The record
 * goes last, since it alone leads to the rest. Where its cost is still to come, the record stays with
 * nothing in it but what the booking needs.
 * @param name stands in for the member
 */
export async function eraseGeneration(
  generation: Generation,
  name: string,
  tools: EraseTools,
): Promise<void> {
  const { records, archive, inbox, spool, gallery, copies, reports, unlisted, lateCosts } = tools;
  const { id, guildId, memberId } = generation;
  await gallery.removed(generation);
  await copies.removed(generation);
  const first = async (): Promise<void> => {
    if (inbox.keptIds().has(id)) await inbox.remove(memberId, id);
    await spool.clear(id);
    await reports.delete(`${guildId}:${id}`);
    await unlisted.delete(`${guildId}:${id}`);
  };
  if ((await lateCosts.get(id)) === undefined) await records.erase(id, first);
  else {
    await first();
    await archive.update(id, (current) => current && emptied(current, name));
  }
}

function emptied(generation: Generation, name: string): Generation {
  const at = generation.endedAt ?? generation.createdAt;
  return {
    ...generation,
    memberId: name,
    memberName: "",
    request: { ...generation.request, prompt: "(deleted)", negativePrompt: null, seed: null },
    frames: [],
    card: { ...generation.card, messageId: null, token: null },
    place: { ...generation.place, channelId: null, messageId: null },
    review: null,
    cancel: null,
    deleted: { by: name, at },
  };
}
