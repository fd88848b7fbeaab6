import { z } from "zod";
import type { Clock, Collection } from "../../generation/ports.ts";
import type { Which } from "../favourites/favourites.ts";

/** Who took a result out of its gallery. */
export const UnlistedSchema = z.object({ by: z.string(), at: z.int() });
export type Unlisted = z.infer<typeof UnlistedSchema>;

/** What stays on its card and in its record, but in no gallery. */
export interface Unlisting {
  isUnlisted(which: Which): Promise<boolean>;
  add(which: Which, by: string): Promise<void>;
  remove(which: Which): Promise<void>;
}

export function createUnlisting(store: Collection<Unlisted>, clock: Pick<Clock, "now">): Unlisting {
  const keyOf = ({ guildId, id }: Which): string => `${guildId}:${id}`;
  return {
    isUnlisted: async (which) => (await store.get(keyOf(which))) !== undefined,
    add: (which, by) => store.set(keyOf(which), { by, at: clock.now() }),
    remove: (which) => store.delete(keyOf(which)),
  };
}
