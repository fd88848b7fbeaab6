import { UserError } from "../../generation/errors.ts";
import type { Collection, Log } from "../../generation/ports.ts";
import type { ModelCard } from "../../generation/request.ts";
import type { OptionName } from "../../generation/sources.ts";
import { fill, type Filled, type Layer } from "./fill.ts";
import { refuseUnfit, type OptionSet } from "./option-set.ts";

/** Whose defaults: a member's own in all servers, a channel's or thread's, a guild's. */
export type Holder =
  | { scope: "member"; memberId: string }
  | { scope: "channel"; guildId: string; channelId: string }
  | { scope: "guild"; guildId: string };

/** Where somebody asks. */
export interface Place {
  memberId: string;
  guildId: string;
  channelId: string;
  /** Of a thread or a forum post: the channel it belongs to, whose defaults hold behind its own. */
  parentChannelId: string | null;
}

export interface Defaults {
  /**
   * Fills what is missing in `given` (the nearest first) with what holds for this member in this place.
   * @throws {UserError} some cannot be read: what they would have made private must not go public
   */
  fill(place: Place, given: readonly Layer[], hasFrame: boolean): Promise<Filled>;
  /** @throws {UserError} what is kept cannot be read */
  of(holder: Holder): Promise<OptionSet>;
  /**
   * Adds to what is kept, or replaces it.
   * @throws {UserError} the whole would not fit together
   */
  set(holder: Holder, options: OptionSet): Promise<{ before: OptionSet; now: OptionSet }>;
  /** Takes one option out, or all; what was there. What cannot be read goes as a whole. */
  clear(holder: Holder, name?: OptionName): Promise<OptionSet>;
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
    async fill({ memberId, guildId, channelId, parentChannelId }, given, hasFrame) {
      const holders: Holder[] = [
        { scope: "member", memberId },
        { scope: "channel", guildId, channelId },
        ...(parentChannelId === null
          ? []
          : [{ scope: "channel" as const, guildId, channelId: parentChannelId }]),
        { scope: "guild", guildId },
      ];
      const sets = await Promise.all(
        holders.map(async (holder) => ({ holder, set: await of(holder) })),
      );
      const layers = sets.map(({ holder, set }) => ({ source: holder.scope, options: set }));
      return fill([...given, ...layers], hasFrame, card);
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
      try {
        await store.update(id, (current) => {
          before = current ?? {};
          if (name === undefined || before[name] === undefined) return undefined;
          const { [name]: _, ...others } = before;
          return others;
        });
      } catch (error) {
        // Nothing of it can be kept apart; a store that only fails now keeps it where it is.
        if (!(await store.setAside(id))) throw error;
        return {};
      }
      if (name === undefined) await store.delete(id);
      return before;
    },
    async forgetMember(memberId) {
      await stores.memberDefaults.delete(memberId);
      await stores.memberDefaults.dropAside((id) => id === memberId);
    },
  };
}

function unreadable(holder: Holder, cause: unknown): UserError {
  const { whose, how } = told(holder);
  return new UserError(
    `${whose} cannot be read, so I do not know what was meant to hold here. Nothing was spent. ${how}`,
    { cause },
  );
}

function told(holder: Holder): { whose: string; how: string } {
  switch (holder.scope) {
    case "member":
      return {
        whose: "Your defaults",
        how: "`/defaults clear` forgets them, and you can set them anew.",
      };
    case "channel":
      return {
        whose: `The defaults of <#${holder.channelId}>`,
        how: "A moderator can type `/defaults clear scope:This channel` there, and set them anew.",
      };
    case "guild":
      return {
        whose: "The defaults of this server",
        how: "Someone who manages the server can type `/defaults clear scope:This server`, and set them anew.",
      };
  }
}
