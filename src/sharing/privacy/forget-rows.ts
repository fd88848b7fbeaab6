import type { Collection } from "../../generation/ports.ts";
import type { ForgetMember, Searched } from "./erase-member.ts";
import type { Rename } from "./rename.ts";

/** Renames the member wherever these records name them. */
export const renameIn =
  <T>(collection: Collection<T>): ForgetMember =>
  async (_, rename) => {
    for await (const row of collection.readAll()) {
      if ("broken" in row || !rename.isIn(row.value)) continue;
      await collection.update(row.id, (current) => current && rename.apply(current));
    }
  };

/**
 * Takes the member's part out of records that hold parts of several; without one, the record goes.
 * What was set aside goes where its bytes name the member.
 */
export const takeOut =
  <T>(
    collection: Searched<T>,
    without: (value: T, memberId: string, rename: Rename) => T | undefined,
  ): ForgetMember =>
  async (memberId, rename) => {
    for await (const row of collection.readAll()) {
      if ("broken" in row || !(rename.isIn(row.value) || rename.isIn(row.id))) continue;
      if (without(row.value, memberId, rename) === undefined) await collection.delete(row.id);
      else
        await collection.update(row.id, (current) => current && without(current, memberId, rename));
    }
    await collection.dropAside((id, text) => rename.isIn(id) || text.includes(`"${memberId}"`));
  };
