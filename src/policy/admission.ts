import { UserError } from "../generation/errors.ts";
import type { Clock } from "../generation/ports.ts";
import type { Admission, Asked } from "../generation/ports/admission.ts";
import type { SafetyMode, VideoRequest } from "../generation/request.ts";
import { missingPermissions, namesInWords } from "./bot-permissions.ts";
import type { Conduct } from "./conduct.ts";
import type { Ledger } from "./money/ledger.ts";
import type { Money } from "./money/money.ts";
import { effectiveSafety, strictest } from "./safety.ts";
import type { GuildSettings, Settings } from "./settings.ts";

export interface OperatorRules {
  /** Undefined: every guild is served. */
  allowedGuilds: ReadonlySet<string> | undefined;
  /** No guild may be looser. */
  safetyFloor: SafetyMode;
  /** Nothing new is made anywhere. */
  paused: boolean;
}

export interface AdmissionTools {
  rules: OperatorRules;
  settings: Settings;
  conduct: Conduct;
  money: Money;
  ledger: Pick<Ledger, "release" | "follow" | "book">;
  /** The most that a request may cost, in micro-USD. */
  upperBoundOf: (request: VideoRequest) => number;
  /** Why nothing can be made with this key now; null where it can. */
  keyRefusal: (keyId: string | null) => string | null;
  clock: Clock;
}

/**
 * The decision, before any money, whether a request may run. What costs nobody a look into the store
 * is asked first; money is asked last, since only then is anything held.
 */
export function createAdmission(tools: AdmissionTools): Admission {
  const { rules, settings, money, ledger, clock } = tools;

  return {
    async admit(asked) {
      const { origin, estimate, confirmed } = asked;
      refuseGuild(rules, origin.guildId);
      const guild = settings.of(origin.guildId);
      refusePause(rules, guild);
      // An ephemeral card needs nothing of the channel: it lives on the interaction alone.
      if (!asked.request.private) refuseWithoutPermissions(origin);
      await tools.conduct.check(asked);
      // The settings may have changed while the store was asked; from here on there is no await.
      return grant(asked, settings.of(origin.guildId), !confirmed && isDear(estimate, guild));
    },
    release: (id) => ledger.release(id),
    follow: (generation) => ledger.follow(generation),
    book: (generation) => ledger.book(generation),
    safety(generation) {
      // What cannot be read may have been strict: the strictest there is, and nothing is refused late.
      if (!settings.isReadable(generation.guildId)) return "full";
      const guild = settings.of(generation.guildId);
      return strictest(
        generation.safety,
        effectiveSafety(rules.safetyFloor, guild, generation).mode,
      );
    },
  };

  function grant({ id, request, origin }: Asked, guild: GuildSettings, isHeld: boolean) {
    const { keyId } = guild;
    const refusal = tools.keyRefusal(keyId);
    if (refusal !== null) throw new UserError(refusal);
    const safety = effectiveSafety(rules.safetyFloor, guild, origin).mode;
    const { guildId, memberId, roleIds } = origin;
    const whose = { generationId: id, guildId, memberId, roleIds, keyId };
    const priced = { ...whose, request, upperBoundOf: tools.upperBoundOf };
    if (isHeld) {
      const checked = money.check(priced, guild, clock.now());
      return { ...checked, state: "held" as const, safety, keyId, reservedMicroUsd: 0 };
    }
    const held = money.hold(priced, guild, clock.now());
    const reservedMicroUsd = held.boundMicroUsd;
    return { ...held, state: "queued" as const, safety, keyId, reservedMicroUsd };
  }
}

function refuseGuild({ allowedGuilds }: OperatorRules, guildId: string): void {
  if (allowedGuilds === undefined || allowedGuilds.has(guildId)) return;
  throw new UserError("This bot is private: it works only in the servers that its operator chose.");
}

/** What was paid for could not be posted (rule 10). */
function refuseWithoutPermissions({ appPermissions, isThread }: Asked["origin"]): void {
  const missing = missingPermissions(appPermissions, { isThread });
  if (missing.length === 0) return;
  const where = isThread
    ? "this thread. Someone who manages the channel it is in can allow me that"
    : "this channel. Someone who manages it can allow me that";
  throw new UserError(
    `I cannot post videos here: I am missing ${namesInWords(missing)} in ${where} under Edit Channel → Permissions; \`/setup\` shows more. Nothing was spent.`,
  );
}

function refusePause({ paused }: OperatorRules, guild: GuildSettings): void {
  if (!paused && guild.paused === null) return;
  const who = paused ? "The bot's operator has" : "The moderators of this server have";
  throw new UserError(`${who} paused new videos for now. Nothing was spent.`);
}

const isDear = (
  { costMicroUsd }: Asked["estimate"],
  { confirmAboveMicroUsd }: GuildSettings,
): boolean => confirmAboveMicroUsd !== null && costMicroUsd > confirmAboveMicroUsd;
