import { watch } from "node:fs";
import path from "node:path";
import type { DiscordEvents } from "../../playground/discord/events.ts";
import type { FaultRule } from "../../playground/discord/faults.ts";
import type { RequestFault } from "../../playground/runware/faults.ts";
import type { RunwareEvents } from "../../playground/runware/options.ts";
import { allowed, deleteCard, seen } from "./ask.ts";
import type { Entry } from "./book.ts";
import { isPoll, isSubmit } from "./faults.ts";
import type { Scene } from "./scene.ts";

/** Waits for one moment in the life of some generation, as the wire shows it. */
export interface Armed {
  readonly moment: Promise<void>;
  cancel(): void;
}

interface Step {
  readonly name: string;
  arm(scene: Scene): Armed;
  /** Brings the moment about where it would be rare. */
  provoke?(scene: Scene): void;
}

/** An answer that is kept back until long after the kill. */
const NEVER_IN_TIME_MS = 8000;
/** Soon enough that nothing else has happened, late enough that the answer is on its way. */
const JUST_AFTER_MS = 5;

const FRAME = { method: "GET", route: /ephemeral-attachments/ };
const CALLBACK = { method: "POST", route: /\/callback$/ };
const FINAL = { method: "PATCH", upload: true };
const PROGRESS = { method: "PATCH", upload: false };
const POST = { method: "POST", route: /\/messages$/, upload: true };

/** Every step at which the bot is killed by name, in the order of a generation's life. */
export const STEPS = [
  {
    name: "interaction sent",
    arm: on("interaction", ({ commandName }) => commandName === "video"),
  },
  { name: "answer arrived, nothing done", arm: swallowed(CALLBACK) },
  { name: "answer shown, not acknowledged", arm: unacknowledged(CALLBACK) },
  {
    name: "answer acknowledged",
    arm: on("interactionResponse", ({ response }) => response.kind === "message"),
  },
  { name: "frame asked for", arm: swallowed(FRAME) },
  { name: "submit arrived, not taken", arm: onRequest(isSubmit, { hang: "before" }) },
  { name: "submit taken, not acknowledged", arm: taken },
  {
    name: "submit acknowledged",
    arm: onRunware("request", ({ tasks, status }) => isSubmit(tasks) && status === 200),
  },
  { name: "poll arrived", arm: onRequest(isPoll, { hang: "before" }) },
  { name: "poll answered", arm: onRunware("request", ({ tasks }) => isPoll(tasks)) },
  {
    name: "result ready, not yet asked for",
    arm: onRunware("task", ({ state }) => state === "success"),
  },
  { name: "download begun", arm: download(undefined) },
  { name: "download half-way", arm: download(700) },
  { name: "download done", arm: spooled },
  { name: "progress edit arrived, nothing done", arm: swallowed(PROGRESS) },
  { name: "final edit arrived, nothing done", arm: swallowed(FINAL) },
  { name: "final edit done, not acknowledged", arm: unacknowledged(FINAL) },
  {
    name: "final edit acknowledged",
    arm: on("request", ({ method, files, status }) => {
      return method === "PATCH" && files.length > 0 && status === 200;
    }),
  },
  { name: "new message arrived, nothing done", arm: swallowed(POST), provoke: deleteSome },
  { name: "new message posted, not acknowledged", arm: unacknowledged(POST), provoke: deleteSome },
  {
    name: "cancel pressed",
    arm: on("interaction", ({ sourceMessageId }) => sourceMessageId !== null),
    provoke: cancelSome,
  },
] as const satisfies Step[];

export type StepName = (typeof STEPS)[number]["name"];

export function stepOf(name: StepName): Step {
  const found = STEPS.find((step) => step.name === name);
  if (found === undefined) throw new Error(`there is no step "${name}"`);
  return found;
}

function on<Name extends keyof DiscordEvents>(
  name: Name,
  holds: (event: DiscordEvents[Name][0]) => boolean,
) {
  return ({ discord: { events } }: Scene): Armed =>
    arming((now) => {
      const listen = (event: DiscordEvents[Name][0]): void => {
        if (holds(event)) setTimeout(now, JUST_AFTER_MS);
      };
      events.on(name, listen as never);
      return () => void events.off(name, listen as never);
    });
}

function onRunware<Name extends "task" | "request">(
  name: Name,
  holds: (event: RunwareEvents[Name][0]) => boolean,
) {
  return ({ runware: { events } }: Scene): Armed =>
    arming((now) => {
      const listen = (event: RunwareEvents[Name][0]): void => {
        if (holds(event)) setTimeout(now, JUST_AFTER_MS);
      };
      events.on(name, listen as never);
      return () => void events.off(name, listen as never);
    });
}

/** The request has arrived; nothing was done and nobody answers. */
function swallowed(match: NonNullable<FaultRule["match"]>) {
  return ({ discord }: Scene): Armed => {
    const ordered = discord.faults.next({ match, do: { silence: true } });
    return { moment: ordered.met, cancel: () => ordered.cancel() };
  };
}

/** Discord has done its work; the answer is kept back. */
function unacknowledged(match: NonNullable<FaultRule["match"]>) {
  return ({ discord }: Scene): Armed =>
    arming((now) => {
      const late = { delayMs: NEVER_IN_TIME_MS, when: "after" } as const;
      const ordered = discord.faults.next({ match, do: late });
      // The record of a request is written when its work is done.
      const listen = ({ isFaulty, method }: DiscordEvents["request"][0]): void => {
        if (isFaulty && ordered.hits > 0 && method === match.method) now();
      };
      discord.events.on("request", listen);
      return () => {
        ordered.cancel();
        discord.events.off("request", listen);
      };
    });
}

function onRequest(match: typeof isPoll, fault: RequestFault) {
  return ({ runware }: Scene): Armed =>
    arming((now) =>
      runware.faults.next({
        match: (tasks) => {
          if (!match(tasks)) return false;
          setImmediate(now);
          return true;
        },
        do: fault,
      }),
    );
}

/** Runware has the task and says nothing. */
function taken({ runware }: Scene): Armed {
  return arming((now) => {
    const cancel = runware.faults.next({ match: isSubmit, do: { hang: "after" } });
    const listen = ({ results }: RunwareEvents["task"][0]): void => {
      if (results.every(({ state }) => state === "processing")) setImmediate(now);
    };
    runware.events.on("task", listen);
    return () => {
      cancel();
      runware.events.off("task", listen);
    };
  });
}

function download(cutAtByte: number | undefined) {
  return ({ runware }: Scene): Armed =>
    arming((now) =>
      runware.faults.file({
        match: () => {
          if (cutAtByte === undefined) setImmediate(now);
          else setTimeout(now, JUST_AFTER_MS);
          return cutAtByte !== undefined;
        },
        do: { cutAtByte: cutAtByte ?? 0 },
      }),
    );
}

/** The file has the name that it gets when it is whole. */
function spooled({ folder }: Scene): Armed {
  return arming((now) => {
    const spool = path.join(folder, "data", "spool");
    const watcher = watch(spool, { recursive: true }, (_, name) => {
      if (/\.(mp4|webm|mov)$/.test(name ?? "")) now();
    });
    // A folder that is removed while it is looked into.
    watcher.on("error", () => undefined);
    return () => watcher.close();
  });
}

function arming(start: (now: () => void) => () => void): Armed {
  let now = (): void => {};
  const moment = new Promise<void>((resolve) => {
    now = resolve;
  });
  return { moment, cancel: start(() => now()) };
}

/** Public cards that can be pressed at this moment. */
function openCards({ book }: Scene): { entry: Entry; message: Entry["shown"][0]["message"] }[] {
  return book.inFlight().flatMap((entry) => {
    const message = entry.shown[0]?.message;
    return message === undefined || entry.plan.isPrivate ? [] : [{ entry, message }];
  });
}

function deleteSome(scene: Scene): void {
  for (const { entry, message } of openCards(scene).slice(0, 3)) deleteCard(entry, message);
}

function cancelSome(scene: Scene): void {
  const [open] = openCards(scene);
  if (open !== undefined) void allowed(open.entry.member.press(seen(open.message), "Cancel"));
}
