import type { RequestEntry } from "../../runware/options.ts";
import type { Runware } from "../../runware/server.ts";
import type { RunwareTask } from "../../runware/tasks.ts";
import type { WireLine } from "../../web/api.ts";
import type { LineFacts, Recorder } from "./recorder.ts";
import { short } from "./short.ts";

/** Writes down what the bot asks of Runware, and what becomes of each task. */
export function recordRunware({ clock, events }: Runware, recorder: Recorder): void {
  const lines = new WeakMap<RunwareTask, number>();
  // Asking whether something is ready comes every second or so: the same again is one line.
  let repeated: { id: number; key: string; times: number } | undefined;

  events.on("request", (entry) => {
    const facts = requestFacts(entry);
    const key = `${facts.title} ${facts.note} ${entry.status}`;
    if (repeated?.key === key) {
      repeated.times += 1;
      const text = `${facts.status.text} ×${repeated.times}`;
      recorder.change(repeated.id, { atMs: facts.atMs, status: { ...facts.status, text } });
      return;
    }
    const id = recorder.add(facts, () => [{ name: "sent", value: short(entry.tasks) }]);
    repeated = entry.tasks.some(isQuestion) ? { id, key, times: 1 } : undefined;
  });

  events.on("error", ({ message }) => {
    const status = { text: "broken", tone: "bad" } as const;
    const facts = {
      kind: "task",
      atMs: clock.now(),
      note: "",
      schema: null,
      isFaulty: false,
    } as const;
    recorder.add({ ...facts, title: "The local Runware itself", status }, () => [
      { name: "error", value: message },
    ]);
  });

  events.on("task", (task) => {
    const known = lines.get(task);
    if (known === undefined)
      lines.set(
        task,
        recorder.add(taskFacts(task), () => partsOf(task)),
      );
    else recorder.change(known, taskFacts(task));
  });
}

const typeOf = ({ taskType }: Record<string, unknown>): string =>
  typeof taskType === "string" ? taskType : "?";

const isQuestion = (task: Record<string, unknown>): boolean => task["taskType"] === "getResponse";

function requestFacts({ at, tasks, status }: RequestEntry): LineFacts {
  const types = [...new Set(tasks.map(typeOf))];
  const isGood = status >= 200 && status < 300;
  return {
    kind: "runware",
    atMs: at,
    title: types.filter((type) => type !== "authentication").join(", ") || "nothing",
    note: tasks.length > 1 ? `${tasks.length} tasks` : "",
    status: { text: status === 0 ? "cut" : String(status), tone: isGood ? "good" : "bad" },
    schema: null,
    isFaulty: !isGood,
  };
}

const TONES: Readonly<Record<RunwareTask["state"], WireLine["status"]["tone"]>> = {
  processing: "waiting",
  success: "good",
  error: "bad",
};

function taskFacts({ job, state, results, receivedAt, charged }: RunwareTask): LineFacts {
  const ready = results.filter((item) => item.state === "success").length;
  const cost = charged > 0 ? ` · $${charged}` : "";
  return {
    kind: "task",
    atMs: receivedAt,
    title: job.prompt.slice(0, 80),
    note: `${job.width}×${job.height} · ${job.durationS} s${cost}`,
    status: { text: `${state} ${ready}/${results.length}`, tone: TONES[state] },
    schema: null,
    isFaulty: Object.keys(taskOutcomeOf(results)).length > 0 && state === "error",
  };
}

/** What went wrong with its videos, by their index. */
function taskOutcomeOf(results: RunwareTask["results"]): Record<number, string> {
  return Object.fromEntries(
    results.flatMap(({ index, error }) => (error ? [[index, error.message]] : [])),
  );
}

function partsOf({ taskUUID, body, results }: RunwareTask): { name: string; value: unknown }[] {
  const videos = results.map(({ index, videoUUID, seed, state, videoURL, cost, nsfw, error }) => ({
    index,
    videoUUID,
    seed,
    state,
    videoURL,
    cost,
    nsfw,
    error,
  }));
  return [
    { name: "task", value: taskUUID },
    { name: "asked for", value: short(body) },
    { name: "videos", value: short(videos) },
  ];
}
