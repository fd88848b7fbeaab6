import { UserError } from "../../generation/errors.ts";
import type { Collection, Log } from "../../generation/ports.ts";
import type { FavouriteList } from "./marks.ts";

/** A document of so many is 350 kB. */
const MOST_FAVOURITES = 5000;

/** Where each member's favourites are to be found. */
export interface FavouriteLists {
  /** The last added at the end. */
  of(memberId: string): Promise<FavouriteList>;
  /** Puts one at the end. @throws {UserError} the list is full */
  add(memberId: string, one: FavouriteList[number]): Promise<void>;
  remove(memberId: string, generationId: string): Promise<void>;
  /** Takes everything of a guild out of all lists; out of how many. */
  purge(guildId: string, goOn: () => boolean): Promise<number>;
}

export function createFavouriteLists(
  store: Collection<FavouriteList>,
  log: Pick<Log, "error">,
): FavouriteLists {
  /** The marks know what was in it, and are not asked: a member's list begins anew. */
  async function begun(memberId: string, error: unknown): Promise<void> {
    if (!(await store.setAside(memberId))) throw error;
    log.error({ memberId, error }, "a list of favourites cannot be read and begins anew");
  }

  async function change(
    memberId: string,
    decide: (list: FavouriteList) => FavouriteList | undefined,
  ): Promise<void> {
    const write = () => store.update(memberId, (list) => decide(list ?? []));
    try {
      await write();
    } catch (error) {
      if (error instanceof UserError) throw error;
      await begun(memberId, error);
      await write();
    }
  }

  return {
    async of(memberId) {
      try {
        return (await store.get(memberId)) ?? [];
      } catch (error) {
        await begun(memberId, error);
        return [];
      }
    },
    add: (memberId, one) =>
      change(memberId, (list) => {
        const others = list.filter(({ generationId }) => generationId !== one.generationId);
        if (others.length >= MOST_FAVOURITES) {
          throw new UserError(
            `You have ${MOST_FAVOURITES.toLocaleString("en-US")} favourites, and I cannot keep more. Take some out of \`/gallery favourites:True\` first.`,
          );
        }
        return [...others, one];
      }),
    remove: (memberId, id) =>
      change(memberId, (list) => {
        const others = list.filter(({ generationId }) => generationId !== id);
        return others.length === list.length ? undefined : others;
      }),
    async purge(guildId, goOn) {
      let changed = 0;
      for await (const row of store.readAll()) {
        if (!goOn()) return changed;
        if ("broken" in row || !row.value.some((one) => one.guildId === guildId)) continue;
        await change(row.id, (list) => list.filter((one) => one.guildId !== guildId));
        changed += 1;
      }
      return changed;
    },
  };
}
