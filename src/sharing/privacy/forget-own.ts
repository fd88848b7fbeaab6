import type { Inbox } from "../../generation/inbox.ts";
import type { InboxEntry } from "../../generation/ports.ts";
import type { Entry, EntryPage } from "../gallery/entry.ts";
import type { View } from "../gallery/views.ts";
import type { ForgetMember, Searched } from "./erase-member.ts";
import { takeOut } from "./forget-rows.ts";

/** Who reported what. */
export const forgetReports = (reports: Searched<{ by: string[] }>): ForgetMember =>
  takeOut(reports, (report, memberId) => ({
    ...report,
    by: report.by.filter((by) => by !== memberId),
  }));

/** Galleries that the member has open, or others with this member's videos. */
export const forgetViews = (views: Searched<View>): ForgetMember => takeOut(views, () => undefined);

/** Entries whose record is gone; the others go with theirs. */
export function forgetEntries(
  pages: Searched<EntryPage>,
  find: (id: string) => Promise<unknown>,
): ForgetMember {
  return async (memberId, rename) => {
    const isOwn = ({ memberId: whose }: Entry): boolean => whose === memberId;
    for await (const row of pages.readAll()) {
      if ("broken" in row) continue;
      for (const [id, entry] of Object.entries(row.value)) {
        if (!isOwn(entry) || (await find(id)) !== undefined) continue;
        await pages.update(row.id, (page = {}) =>
          Object.fromEntries(Object.entries(page).filter(([there]) => there !== id)),
        );
      }
    }
    await pages.dropAside((_, text) => rename.isIn(text));
  };
}

/** What waits nowhere any more, and the list itself once it is empty. */
export function forgetInbox(
  store: Searched<InboxEntry[]>,
  inbox: Pick<Inbox, "list" | "remove">,
  find: (id: string) => Promise<unknown>,
): ForgetMember {
  return async (memberId) => {
    for (const { generationId } of await inbox.list(memberId)) {
      if ((await find(generationId)) === undefined) await inbox.remove(memberId, generationId);
    }
    if ((await inbox.list(memberId)).length > 0) return;
    // Something may have come in between the two.
    await store.deleteIf(memberId, (text) => text.includes('"record":[]'));
    await store.dropAside((id) => id === memberId);
  };
}
