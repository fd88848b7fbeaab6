import type { Collection, Log } from "../../generation/ports.ts";
import type { ForgetMember } from "./erase-member.ts";
import { renameIn } from "./forget-rows.ts";
import type { FormerMembers } from "./former-members.ts";
import type { Rename } from "./rename.ts";

interface Standing {
  block: { appeal: { at: number; text: string } | null } | null;
}

/** Strikes and blocks stay under another name, without the words of an appeal. */
export function forgetStanding<M extends Standing>(
  store: Collection<M> & { ids(): Promise<string[]> },
  members: FormerMembers<M>,
  log: Pick<Log, "error">,
): ForgetMember {
  return async (memberId, rename) => {
    for (const id of await store.ids()) {
      const [guildId = "", whose] = id.split(":");
      if (whose !== memberId) continue;
      try {
        await members.move(guildId, memberId, (record) => withoutWords(record, rename));
      } catch (error) {
        // Moved or removed, a block that nobody can read would be none.
        log.error({ guildId, error }, "how a member stood cannot be renamed and stays as it is");
      }
    }
    await renameIn(store)(memberId, rename);
  };
}

function withoutWords<M extends Standing>(record: M, rename: Rename): M {
  const { block } = record;
  const silent =
    block === null || block.appeal === null
      ? block
      : { ...block, appeal: { ...block.appeal, text: "" } };
  return rename.apply({ ...record, block: silent });
}
