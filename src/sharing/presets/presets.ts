import { UserError } from "../../generation/errors.ts";
import type { Collection, Log } from "../../generation/ports.ts";
import type { ModelCard } from "../../generation/request.ts";
import { refuseUnfit } from "../defaults/option-set.ts";
import { isNamed, PRESET_LIMITS, type Preset, type SharedPreset, type Usable } from "./preset.ts";

export interface Presets {
  /** What a member may use in a guild, each list by name. @throws {UserError} it cannot be read */
  usable(guildId: string, memberId: string): Promise<Usable>;
  /**
   * Keeps a preset; one of the same name is replaced and keeps its id.
   * @throws {UserError} there is no room for another, or the options do not fit together
   */
  save(memberId: string, preset: Preset): Promise<{ preset: Preset; replaced: boolean }>;
  /** Takes an own one away, here as well where it is shared; false where it was gone. */
  delete(guildId: string, memberId: string, id: string): Promise<boolean>;
  /** Everyone in the guild may use a copy. @throws {UserError} the guild has no room for another */
  share(guildId: string, shared: SharedPreset): Promise<void>;
  /** Takes the copy away; undefined where there was none. */
  unshare(guildId: string, id: string): Promise<SharedPreset | undefined>;
  /** Everything of a member goes, in every guild. */
  forgetMember(memberId: string): Promise<void>;
}

interface Erasable<T> extends Collection<T> {
  dropAside(fits: (id: string, text: string) => boolean): Promise<number>;
}

export interface PresetsTools {
  stores: {
    /** By member. */
    presets: Erasable<Preset[]>;
    /** By guild. */
    sharedPresets: Erasable<SharedPreset[]>;
  };
  card: ModelCard;
  log: Pick<Log, "error">;
}

const byName = (a: Preset, b: Preset): number => a.name.localeCompare(b.name, "en");

/** Named settings of members, and those that guilds have copies of. */
export function createPresets({ stores, card, log }: PresetsTools): Presets {
  const { presets, sharedPresets } = stores;

  /** They are a convenience: what nobody can read is set aside, loudly, and the rest goes on. */
  async function read<T>(store: Collection<T[]>, id: string, what: string): Promise<T[]> {
    try {
      return (await store.get(id)) ?? [];
    } catch (error) {
      if (!(await store.setAside(id))) throw error;
      log.error({ id, error }, `${what} cannot be read and begin anew`);
      return [];
    }
  }

  const ownOf = (memberId: string) => read(presets, memberId, "the presets of a member");
  const sharedIn = (guildId: string) =>
    read(sharedPresets, guildId, "the shared presets of a guild");

  async function unshare(guildId: string, id: string): Promise<SharedPreset | undefined> {
    await sharedIn(guildId);
    let taken: SharedPreset | undefined;
    await sharedPresets.update(guildId, (all = []) => {
      taken = all.find((one) => one.id === id);
      return taken === undefined ? undefined : all.filter((one) => one.id !== id);
    });
    return taken;
  }

  return {
    async usable(guildId, memberId) {
      const [own, shared] = await Promise.all([ownOf(memberId), sharedIn(guildId)]);
      const isOwn = ({ id }: Preset): boolean => own.some((one) => one.id === id);
      return {
        own: own.toSorted(byName),
        shared: shared.filter((one) => !isOwn(one)).toSorted(byName),
        sharedIds: new Set(shared.map(({ id }) => id)),
      };
    },
    async save(memberId, preset) {
      refuseUnfit(preset.options, card);
      await ownOf(memberId);
      const same = isNamed(preset.name);
      let kept = preset;
      let replaced = false;
      await presets.update(memberId, (all = []) => {
        const before = all.find(same);
        const others = all.filter((one) => one !== before);
        if (others.length >= PRESET_LIMITS.own) {
          throw new UserError(
            `You have ${PRESET_LIMITS.own} presets, and I cannot keep more. Take one away with \`/preset delete\`, or save over one by its name.`,
          );
        }
        replaced = before !== undefined;
        kept = { ...preset, id: before?.id ?? preset.id };
        return [...others, kept];
      });
      return { preset: kept, replaced };
    },
    async delete(guildId, memberId, id) {
      await ownOf(memberId);
      // The copy first: what is left after a crash in between is the member's to delete again.
      const copy = await unshareOwn(guildId, memberId, id);
      let isGone = copy;
      await presets.update(memberId, (all = []) => {
        const others = all.filter((one) => one.id !== id);
        if (others.length === all.length) return undefined;
        isGone = true;
        return others;
      });
      return isGone;
    },
    async share(guildId, shared) {
      await sharedIn(guildId);
      await sharedPresets.update(guildId, (all = []) => {
        const others = all.filter((one) => one.id !== shared.id);
        if (others.length >= PRESET_LIMITS.shared) {
          throw new UserError(
            `This server shares ${PRESET_LIMITS.shared} presets, and I cannot keep more. A moderator can take one away with \`/preset delete\`.`,
          );
        }
        return [...others, shared];
      });
    },
    unshare,
    async forgetMember(memberId) {
      await presets.delete(memberId);
      await presets.dropAside((id) => id === memberId);
      for await (const row of sharedPresets.readAll()) {
        if ("broken" in row || !row.value.some((one) => one.memberId === memberId)) continue;
        await sharedPresets.update(row.id, (all = []) =>
          all.filter((one) => one.memberId !== memberId),
        );
      }
      await sharedPresets.dropAside((_, text) => text.includes(memberId));
    },
  };

  async function unshareOwn(guildId: string, memberId: string, id: string): Promise<boolean> {
    if (!(await sharedIn(guildId)).some((one) => one.id === id && one.memberId === memberId))
      return false;
    return (await unshare(guildId, id)) !== undefined;
  }
}
