import type { Collection } from "../../generation/ports.ts";
import type { ForgetMember } from "./erase-member.ts";

interface Entry {
  by: string;
  action: string;
  subject: { memberId?: string | undefined };
  detail: string;
}

/** What quotes whoever did it, and nobody else. */
const OWN_WORDS = "share-report";

/** What was done stays on record; by whom and about whom is a name, and what they wrote is gone. */
export function forgetInAudit<E extends Entry>(pages: Collection<E[]>): ForgetMember {
  return async (memberId, rename) => {
    for await (const row of pages.readAll()) {
      if ("broken" in row || !rename.isIn(row.value)) continue;
      await pages.update(row.id, (page = []) =>
        page.map((entry) => {
          if (!rename.isIn(entry)) return entry;
          const isAbout =
            entry.subject.memberId === memberId ||
            (entry.by === memberId && entry.action === OWN_WORDS);
          const detail = entry.detail.replaceAll(
            new RegExp(`<@!?${memberId}>`, "g"),
            "a former member",
          );
          return rename.apply({ ...entry, detail: isAbout ? withoutQuotes(detail) : detail });
        }),
      );
    }
  };
}

/** Prompts and appeals stand in entries as quotations, and nothing else does. */
const withoutQuotes = (detail: string): string =>
  detail
    .split("\n")
    .filter((line) => !line.startsWith(">"))
    .join("\n")
    .replace(/ The prompt was:$/, "");
