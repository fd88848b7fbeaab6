import { discordFault } from "../discord/errors.ts";
import type { Generation } from "../generation/generation.ts";
import { createDropFrames } from "../media/drop-frames.ts";
import { pixverseV56 } from "../providers/runware/pixverse-v5-6.ts";
import { createDefaults } from "../sharing/defaults/defaults.ts";
import { createPresets } from "../sharing/presets/presets.ts";
import { eraseGeneration } from "../sharing/privacy/erase-generation.ts";
import { eraseMember } from "../sharing/privacy/erase-member.ts";
import { createErasures } from "../sharing/privacy/erasures.ts";
import { createLeftovers } from "../sharing/privacy/leftovers.ts";
import { createPrivacy } from "../sharing/privacy/privacy.ts";
import { createRetention } from "../sharing/privacy/retention.ts";
import type { Base } from "./base.ts";
import { forgetParts } from "./forget-parts.ts";
import type { Making, MakingParts } from "./making.ts";
import { standingsOf } from "./standings-of.ts";

/** What members see and delete of what is kept of them, and what goes by itself with time. */
export function openPrivacy(
  { config, clock, log, onClose }: Base,
  parts: MakingParts,
  making: Making,
) {
  const { storage, gateway, inbox } = parts;
  const { records, deletions, sharing, archive } = making;
  const { stores, media, nameFormer } = storage;
  const { rests } = gateway;
  const generations = [stores.unfinished, stores.reviewing, stores.archive];
  const defaults = createDefaults({ stores, card: pixverseV56, log });
  const presets = createPresets({ stores, card: pixverseV56, log });

  const dropFrames = createDropFrames(config.dataDir);
  const leftovers = createLeftovers({
    store: stores.leftovers,
    generations,
    async dropFrames(hashes, sinceMs) {
      await dropFrames(hashes, sinceMs);
      const gone = new Set(hashes);
      for (const id of await stores.mediaIds.ids()) {
        if (gone.has(id.slice(id.indexOf(":") + 1))) await stores.mediaIds.delete(id);
      }
    },
    async removeMessage(channelId, messageId) {
      try {
        await rests.main.remove(channelId, messageId);
        return true;
      } catch (error) {
        const fault = discordFault(error);
        if (fault !== "noAnswer") log.info({ channelId, fault }, "a message is out of reach");
        return fault !== "noAnswer";
      }
    },
    clock,
    log,
  });
  onClose(() => leftovers.stop());

  const eraseTools = { ...stores, ...media, records, inbox, gallery: sharing, copies: archive };
  const erase = (generation: Generation, name: string) =>
    eraseGeneration(generation, name, eraseTools);
  const eraseMemberTools = {
    ...stores,
    records,
    discard: (generation: Generation, memberId: string) => deletions.run(generation, memberId),
    erase,
    leftovers,
    nameOf: nameFormer,
    ...forgetParts(parts, making, { defaults, presets }, log),
    log,
  };
  const erasures = createErasures({
    store: stores.erasures,
    erase: (id, erasure, goOn) => eraseMember(id, erasure, eraseMemberTools, goOn),
    onPass: () => leftovers.begin(),
    clock,
    log,
  });
  onClose(() => erasures.stop());
  const retention = createRetention({
    keptMs: config.retentionMs,
    archive: stores.archive,
    lateCosts: stores.lateCosts,
    erase: (generation) => erase(generation, nameFormer(generation.memberId)),
    leftovers,
    clock,
    log,
  });
  onClose(() => retention.stop());

  const own = {
    generations,
    favouritesOf: async (memberId: string) => (await stores.favouriteLists.get(memberId)) ?? [],
    waitingOf: (memberId: string) => inbox.count(memberId),
    defaultsOf: (memberId: string) => defaults.of({ scope: "member", memberId }),
    presetsOf: async (memberId: string) => (await stores.presets.get(memberId)) ?? [],
    standingsOf: (memberId: string) => standingsOf(stores.members, memberId, nameFormer),
  };
  return {
    ...createPrivacy(own, erasures, clock),
    /** Takes up what was not done, and begins to look for what is too old. */
    async begin() {
      await erasures.begin();
      leftovers.begin();
      retention.begin();
    },
  };
}
