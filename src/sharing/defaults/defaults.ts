import type { Collection, Log } from "../../generation/ports.ts";
import type { ModelCard } from "../../generation/request.ts";
import type { OptionName } from "../../generation/sources.ts";
import { fill, type Filled, type Layer } from "./fill.ts";
import { holdersIn, unreadable, type Holder, type Place } from "./holder.ts";
import { namesIn, refuseUnfit, type OptionSet } from "./option-set.ts";

export interface Defaults {
  /**
   * Fills what is missing in `given` (the nearest first) with what holds for this member in this place.
   * A negative prompt that is not the member's own and not allowed here gives way too: nobody is
   * refused, or gets a strike, for the words of others.
   * @param isAllowed whether a text passes the guild's blocklist
   * @throws {UserError} some cannot be read: what they would have made private must not go public
   */
  fill(
    place: Place,
    given: readonly Layer[],
    rules: { hasFrame: boolean; isAllowed: (text: string) => boolean },
  ): Promise<Filled>;
  /** Whose defaults hold there, the nearest first. */
  holdersIn(place: Place): Holder[];
  /** @throws {UserError} what is kept cannot be read */
  of(holder: Holder): Promise<OptionSet>;
  /**
   * Adds to what is kept, or replaces it.
   * @throws {UserError} the whole would not fit together
   */
  set(holder: Holder, options: OptionSet): Promise<{ before: OptionSet; now: OptionSet }>;
  /**
   * Takes one option out, or all. What cannot be read goes as a whole; `before` and `now` are the
   * same where nothing was there.
   */
  clear(holder: Holder, name?: OptionName): Promise<{ before: OptionSet; now: OptionSet }>;
  /** Everything of a member goes. */
  forgetMember(memberId: string): Promise<void>;
}

interface Erasable extends Collection<OptionSet> {
  dropAside(fits: (id: string, text: string) => boolean): Promise<number>;
}

export interface DefaultsTools {
  stores: {
    /** By member. */
    memberDefaults: Erasable;
    /** By guild, and by `guildId:channelId`. */
    guildDefaults: Collection<OptionSet>;
  };
  card: ModelCard;
  log: Pick<Log, "error">;
}

/** Sets of options that stand in for what a member leaves out. */
export function createDefaults({ stores, card, log }: DefaultsTools): Defaults {
  const at = (holder: Holder): { store: Collection<OptionSet>; id: string } => {
    if (holder.scope === "member") return { store: stores.memberDefaults, id: holder.memberId };
    const { guildId } = holder;
    const id = holder.scope === "guild" ? guildId : `${guildId}:${holder.channelId}`;
    return { store: stores.guildDefaults, id };
  };

  async function of(holder: Holder): Promise<OptionSet> {
    const { store, id } = at(holder);
    try {
      return (await store.get(id)) ?? {};
    } catch (error) {
      log.error({ id, scope: holder.scope, error }, "defaults cannot be read");
      throw unreadable(holder, error);
    }
  }

  return {
    of,
    holdersIn,
    async fill(place, given, { hasFrame, isAllowed }) {
      const layers = await Promise.all(
        holdersIn(place).map(async (holder) => ({
          source: holder.scope,
          options: await of(holder),
        })),
      );
      const allowed = [...given, ...layers].map((layer) =>
        isOwn(layer) ? layer : { ...layer, options: withoutWords(layer.options, isAllowed) },
      );
      return fill(allowed, hasFrame, card);
    },
    async set(holder, options) {
      await of(holder);
      const { store, id } = at(holder);
      let before: OptionSet = {};
      const now = await store.update(id, (current) => {
        before = current ?? {};
        const next = { ...current, ...options };
        refuseUnfit(next, card);
        return next;
      });
      return { before, now: now ?? {} };
    },
    async clear(holder, name) {
      const { store, id } = at(holder);
      let before: OptionSet = {};
      let now = before;
      try {
        await store.update(id, (current) => {
          before = current ?? {};
          now = without(before, name);
          return now === before ? undefined : now;
        });
      } catch (error) {
        // Nothing of it can be told apart; where the store only fails now, it stays where it is.
        if (!(await store.setAside(id))) throw error;
        return { before: {}, now: {} };
      }
      return { before, now };
    },
    async forgetMember(memberId) {
      await stores.memberDefaults.delete(memberId);
      await stores.memberDefaults.dropAside((id) => id === memberId);
    },
  };
}

/** What the member wrote themselves is theirs to answer for. */
const isOwn = ({ source, byOthers }: Layer): boolean =>
  byOthers !== true && source !== "channel" && source !== "guild";

function withoutWords(set: OptionSet, isAllowed: (text: string) => boolean): OptionSet {
  if (set.negativePrompt == null || isAllowed(set.negativePrompt)) return set;
  return without(set, "negativePrompt");
}

/** The same set where there is nothing to take out. */
function without(set: OptionSet, name: OptionName | undefined): OptionSet {
  if (namesIn(set).length === 0) return set;
  if (name === undefined) return {};
  if (set[name] === undefined) return set;
  const { [name]: _, ...others } = set;
  return others;
}
