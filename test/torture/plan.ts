import type { TaskOutcome } from "../../playground/runware/faults.ts";
import { EVENTS, type EventName } from "./events.ts";
import { DISCORD_FAULTS, RUNWARE_FAULTS, type FaultName } from "./faults.ts";
import { createRandom, type Random } from "./random.ts";
import { STEPS, type StepName } from "./steps.ts";

/** What the member, or a moderator, does with a request on its way. */
export type Act =
  | "wait"
  | "cancelQueued"
  | "cancelRendering"
  | "lookAtDetails"
  | "deleteCard"
  | "replay";

/** One `/video` that will be typed. */
export interface AskPlan {
  readonly prompt: string;
  /** Which channel and which of its members, by index. */
  readonly place: number;
  readonly member: number;
  readonly isPrivate: boolean;
  readonly results: number;
  readonly frames: readonly ("first_frame" | "last_frame")[];
  readonly renderMs: number;
  readonly outcome: TaskOutcome;
  readonly act: Act;
  /** After a failure that offers it. */
  readonly tryAgain: boolean;
}

/** What happens between two starts of the bot. */
export interface CyclePlan {
  readonly asks: readonly AskPlan[];
  readonly faults: readonly FaultName[];
  readonly events: readonly EventName[];
  readonly kill: Kill;
  /** How long the bot stays down. */
  readonly downMs: number;
  /** Typed while the bot is down: nobody answers. */
  readonly askWhileDown: boolean;
  /** Orders that wait for the next start. */
  readonly faultsAtStart: readonly FaultName[];
}

export type Kill =
  | { readonly at: StepName }
  | { readonly at: "a random moment" | "while it starts"; readonly afterMs: number };

export interface Plan {
  readonly seed: number;
  readonly generations: number;
  readonly cycles: readonly CyclePlan[];
}

/** Of the kills, so many come at no step in particular. */
const RANDOM_SHARE = 0.2;
const STARTING_SHARE = 0.08;

/** Everything that will be done, derived from the seed: a run that failed can be repeated. */
export function makePlan(seed: number, generations: number, kills: number): Plan {
  const random = createRandom(seed);
  const asks = Array.from({ length: generations }, (_, index) => planAsk(index, random));
  const allKills = planKills(kills, random);
  const cycles = allKills.map((kill, index): CyclePlan => {
    const from = Math.floor((index * generations) / kills);
    const to = Math.floor(((index + 1) * generations) / kills);
    return {
      asks: asks.slice(from, to),
      faults: pickSome([...RUNWARE_FAULTS, ...DISCORD_FAULTS], random.int(0, 4), random),
      events: random.chance(0.45) ? [random.pick(EVENTS)] : [],
      kill,
      downMs: random.chance(0.2) ? random.int(200, 3000) : 0,
      askWhileDown: random.chance(0.1),
      faultsAtStart: pickSome(DISCORD_FAULTS, random.chance(0.3) ? 1 : 0, random),
    };
  });
  return { seed, generations, cycles };
}

function planKills(count: number, random: Random): Kill[] {
  const starting = Math.round(count * STARTING_SHARE);
  const chance = Math.round(count * RANDOM_SHARE);
  const names = random.shuffled(STEPS.map(({ name }) => name));
  const named = Array.from({ length: count - starting - chance }, (_, index): Kill => {
    const at = names[index % names.length];
    if (at === undefined) throw new Error("there are no steps");
    return { at };
  });
  return random.shuffled([
    ...named,
    ...Array.from({ length: chance }, (): Kill => ({
      at: "a random moment",
      afterMs: random.int(100, 4000),
    })),
    ...Array.from({ length: starting }, (): Kill => ({
      at: "while it starts",
      afterMs: random.int(200, 2500),
    })),
  ]);
}

function planAsk(index: number, random: Random): AskPlan {
  const results = random.chance(0.6) ? 1 : random.int(2, 4);
  const isPrivate = random.chance(0.2);
  return {
    prompt: `torture ${index}: a paper boat in the rain`,
    place: random.int(0, 10_000),
    member: random.int(0, 10_000),
    isPrivate,
    results,
    frames: random.chance(0.2)
      ? random.pick([["first_frame"], ["last_frame"], ["first_frame", "last_frame"]] as const)
      : [],
    renderMs: random.int(500, 5000),
    outcome: planOutcome(results, random),
    act: planAct(isPrivate, random),
    tryAgain: random.chance(0.7),
  };
}

function planOutcome(results: number, random: Random): TaskOutcome {
  const roll = random.next();
  if (roll < 0.75) return {};
  if (roll < 0.79) return { noCost: true };
  if (roll < 0.83) return { nsfw: [random.int(0, results - 1)] };
  if (roll < 0.87) return { failItems: [random.int(0, results - 1)] };
  const error = { code: "providerError", message: "The provider could not make this video." };
  if (roll < 0.9) return { error };
  if (roll < 0.93) return { error, errorEntries: "one" };
  if (roll < 0.95) return { error, errorAt: "item" };
  return { minBytes: random.int(200_000, 2_000_000), filling: "padding" };
}

function planAct(isPrivate: boolean, random: Random): Act {
  const roll = random.next();
  if (roll < 0.6) return "wait";
  if (roll < 0.66) return "cancelQueued";
  if (roll < 0.73) return "cancelRendering";
  if (roll < 0.8) return "lookAtDetails";
  if (roll < 0.86) return isPrivate ? "wait" : "deleteCard";
  return "replay";
}

function pickSome<T>(from: readonly T[], count: number, random: Random): T[] {
  return Array.from({ length: count }, () => random.pick(from));
}
