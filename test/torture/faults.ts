import type { FaultRule } from "../../playground/discord/faults.ts";
import type { FileFault, RequestFault } from "../../playground/runware/faults.ts";
import type { TaskBody } from "../../playground/runware/job.ts";
import type { Scene } from "./scene.ts";

export const isSubmit = (tasks: readonly TaskBody[]): boolean =>
  tasks.some(({ taskType }) => taskType === "videoInference");
export const isPoll = (tasks: readonly TaskBody[]): boolean =>
  tasks.some(({ taskType }) => taskType === "getResponse");

const submit = (fault: RequestFault) => (scene: Scene) =>
  scene.runware.faults.next({ match: isSubmit, do: fault });
const poll = (fault: RequestFault) => (scene: Scene) =>
  scene.runware.faults.next({ match: isPoll, do: fault });
const file = (fault: FileFault) => (scene: Scene) => scene.runware.faults.file({ do: fault });

const CALLBACK = { method: "POST", route: /\/callback$/ } as const;
const PROGRESS = { method: "PATCH", upload: false } as const;
const FINAL = { method: "PATCH", upload: true } as const;
const POST = { method: "POST", route: /\/messages$/ } as const;
const ANY_GET = { method: "GET", route: /^\/api/ } as const;
const FRAME = { method: "GET", route: /ephemeral-attachments/ } as const;

const discord =
  (match: NonNullable<FaultRule["match"]>, fault: FaultRule["do"]) => (scene: Scene) => {
    const ordered = scene.discord.faults.next({ match, do: fault });
    return () => ordered.cancel();
  };

const ON_RUNWARE = {
  "submit: 429": submit({ refuse: 429, retryAfterS: 1 }),
  "submit: 500": submit({ refuse: 500 }),
  "submit: 503": submit({ status: 503, body: "" }),
  "submit: HTML": submit({ html: 502 }),
  "submit: half a JSON": submit({ halfJson: true }),
  "submit: answer cut": submit({ cutAnswer: true }),
  "submit: hang-up before": submit({ hangUp: "before" }),
  "submit: hang-up after": submit({ hangUp: "after" }),
  "submit: no answer": submit({ hang: "before" }),
  "submit: slow answer": submit({ delayMs: 2500 }),
  "poll: 429": poll({ refuse: 429, retryAfterS: 1 }),
  "poll: 500": poll({ refuse: 500 }),
  "poll: HTML": poll({ html: 503 }),
  "poll: half a JSON": poll({ halfJson: true }),
  "poll: hang-up": poll({ hangUp: "after" }),
  "poll: no answer": poll({ hang: "before" }),
  "poll: error of nobody": poll({ unaddressed: { code: "internalError", message: "Try later." } }),
  "file: 503": file({ status: 503 }),
  "file: cut": file({ cutAtByte: 900 }),
  "file: no answer": file({ hang: true }),
} satisfies Record<string, (scene: Scene) => () => void>;

const ON_DISCORD = {
  "answer: 500": discord(CALLBACK, { status: 500 }),
  "answer: hang-up before": discord(CALLBACK, { hangUp: "before" }),
  "answer: hang-up after": discord(CALLBACK, { hangUp: "after" }),
  "answer: slow": discord(CALLBACK, { delayMs: 1500 }),
  "answer: acknowledged late": discord(CALLBACK, { delayMs: 2500, when: "after" }),
  "progress: 500": discord(PROGRESS, { status: 503 }),
  "progress: hang-up after": discord(PROGRESS, { hangUp: "after" }),
  "progress: 429": discord(PROGRESS, { rateLimit: { retryAfterMs: 1500 } }),
  "progress: late": discord(PROGRESS, { delayMs: 7000 }),
  "upload: hang-up before": discord(FINAL, { hangUp: "before" }),
  "upload: cut": discord(FINAL, { hangUp: "during", afterBytes: 1000 }),
  "upload: hang-up after": discord(FINAL, { hangUp: "after" }),
  "upload: 413": discord(FINAL, { status: 413 }),
  "upload: 500": discord(FINAL, { status: 500 }),
  "upload: 429": discord(FINAL, { rateLimit: { retryAfterMs: 1200 } }),
  "upload: slow": discord(FINAL, { delayMs: 4000 }),
  "post: hang-up after": discord(POST, { hangUp: "after" }),
  "post: 500": discord(POST, { status: 500 }),
  "read: 503": discord(ANY_GET, { status: 503 }),
  "read: hang-up": discord(ANY_GET, { hangUp: "before" }),
  "frame: 500": discord(FRAME, { status: 500 }),
  "frame: hang-up": discord(FRAME, { hangUp: "before" }),
} satisfies Record<string, (scene: Scene) => () => void>;

const ALL = { ...ON_RUNWARE, ...ON_DISCORD };
export type FaultName = keyof typeof ALL;
export const RUNWARE_FAULTS = Object.keys(ON_RUNWARE) as FaultName[];
export const DISCORD_FAULTS = Object.keys(ON_DISCORD) as FaultName[];

/** Orders a fault for the next request that it fits; what comes back calls it off. */
export const order = (name: FaultName, scene: Scene): (() => void) => ALL[name](scene);
