import type { TaskOutcome } from "../../runware/faults.ts";
import type { Runware } from "../../runware/server.ts";
import { type Pace, SLOW_MS } from "./pace.ts";
import type { Switch } from "./switch.ts";

const group = "Runware";
const kind = "switch";

/** What goes wrong at the provider. Videos that are being made already are not touched. */
export function runwareSwitches({ faults, settings }: Runware, pace: Pace): Switch[] {
  const every = (outcome: TaskOutcome) => () => faults.task(() => true, outcome);
  return [
    {
      id: "runware-slow",
      group,
      kind,
      label: "Slow provider",
      hint: "The next videos take a minute.",
      act() {
        const usual = pace.renderMs;
        pace.renderMs = SLOW_MS;
        return () => void (pace.renderMs = usual);
      },
    },
    {
      id: "runware-never",
      group,
      kind,
      label: "Videos never get ready",
      hint: "They stay in the making until the bot gives them up.",
      act: every({ never: true }),
    },
    {
      id: "runware-fails",
      group,
      kind,
      label: "Videos fail",
      hint: "The model behind Runware cannot make them.",
      act: every({
        error: { code: "providerError", message: "The provider could not make this." },
      }),
    },
    {
      id: "runware-flagged",
      group,
      kind,
      label: "Safety check flags everything",
      hint: "Where a check was asked for, it finds something.",
      act: every({ nsfw: [0, 1, 2, 3] }),
    },
    {
      id: "runware-429",
      group,
      kind,
      label: "Too many requests",
      hint: "Each request is answered 429: try again in 2 seconds.",
      act: () => faults.next({ times: Infinity, do: { refuse: 429, retryAfterS: 2 } }),
    },
    {
      id: "runware-down",
      group,
      kind,
      label: "Not reachable",
      hint: "Each connection is cut.",
      act: () => faults.next({ times: Infinity, do: { hangUp: "before" } }),
    },
    {
      id: "runware-empty",
      group,
      kind,
      label: "No money left",
      hint: "The account has nothing left to pay videos with.",
      act() {
        const had = settings.creditUsd;
        settings.creditUsd = 0;
        return () => void (settings.creditUsd = had);
      },
    },
  ];
}
