import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { RetryableError } from "../../../src/generation/errors.ts";
import type { TaskStatus } from "../../../src/generation/ports/provider.ts";
import { BatchRefusedError } from "../../../src/providers/runware/errors.ts";
import { createPoller, type Poller } from "../../../src/providers/runware/poller.ts";
import {
  createManualClock,
  type ManualClock,
} from "../../contract/runware/support/manual-clock.ts";
import { createRecordingLog } from "../../contract/runware/support/recording-log.ts";

const RUNNING: TaskStatus = { known: true, processing: true, results: [], errors: [] };
const UNKNOWN: TaskStatus = { ...RUNNING, known: false, processing: false };

let clock: ManualClock;
let poller: Poller;
let log: ReturnType<typeof createRecordingLog>;
/** The tasks of each request, and when it was sent, in milliseconds after the start. */
let requests: { atMs: number; tasks: readonly string[] }[];
let answer: (
  tasks: readonly string[],
) => Map<string, TaskStatus> | Promise<Map<string, TaskStatus>>;
let busyUntil: number | null;
let start: number;

beforeEach(() => {
  clock = createManualClock();
  start = clock.now();
  log = createRecordingLog();
  requests = [];
  busyUntil = null;
  answer = (tasks) => new Map(tasks.map((task) => [task, RUNNING]));
  poller = createPoller({
    ask: async (tasks) => {
      requests.push({ atMs: clock.now() - start, tasks });
      return answer(tasks);
    },
    busyUntil: () => busyUntil,
    clock,
    log,
    random: () => 0.5,
  });
});
afterEach(() => poller.close());

const expectedNow = () => clock.now();

describe("watching", () => {
  test("asks for all tasks that are due in one request", async () => {
    for (const task of ["a", "b", "c"]) poller.watch(task, expectedNow(), () => {});
    await clock.advance(0);
    expect(requests.map(({ tasks }) => tasks)).toEqual([["a", "b", "c"]]);
  });

  test("names a task once, however many watch it, and tells each of them", async () => {
    const told: string[] = [];
    poller.watch("a", expectedNow(), () => told.push("first"));
    poller.watch("a", expectedNow(), () => told.push("second"));
    await clock.advance(0);
    expect(requests.map(({ tasks }) => tasks)).toEqual([["a"]]);
    expect(told).toEqual(["first", "second"]);
  });

  test("tells nothing of a task that the answer does not know or does not name", async () => {
    const told: string[] = [];
    for (const task of ["a", "b", "c"]) poller.watch(task, expectedNow(), () => told.push(task));
    answer = () =>
      new Map([
        ["a", UNKNOWN],
        ["b", RUNNING],
      ]);
    await clock.advance(0);
    expect(told).toEqual(["b"]);
  });

  test("takes tasks past half of their wait along when it asks anyway", async () => {
    poller.watch("later", start + 10_000, () => {});
    await clock.advance(6_000);
    requests.length = 0;
    poller.watch("due", clock.now(), () => {});
    await clock.advance(800);
    expect(requests[0]?.tasks.toSorted()).toEqual(["due", "later"]);
  });

  test("leaves tasks that are not expected yet out of the others' requests", async () => {
    poller.watch("due", expectedNow(), () => {});
    poller.watch("later", start + 60_000, () => {});
    await clock.advance(1_000);
    expect(requests.map(({ tasks }) => tasks)).toEqual([["due"], ["due"]]);
  });

  test("ends when it is called off, and with the last one every timer does", async () => {
    const stop = poller.watch("a", expectedNow(), () => {});
    await clock.advance(0);
    stop();
    expect(clock.waiting).toBe(0);
    await clock.advance(60_000);
    expect(requests).toHaveLength(1);
  });

  test("ended by one listener is not told to the next one of the same answer", async () => {
    const told: string[] = [];
    const stops: (() => void)[] = [];
    poller.watch("a", expectedNow(), () => {
      told.push("a");
      for (const stop of stops) stop();
    });
    stops.push(poller.watch("b", expectedNow(), () => told.push("b")));
    await clock.advance(0);
    expect(told).toEqual(["a"]);
  });

  test("goes on for the others when one listener throws", async () => {
    const told: string[] = [];
    poller.watch("a", expectedNow(), () => {
      throw new Error("broken listener");
    });
    poller.watch("b", expectedNow(), () => told.push("b"));
    await clock.advance(1_000);
    expect(told).toEqual(["b", "b"]);
    expect(log.lines.filter((line) => line.level === "error")).toHaveLength(2);
  });

  test("with a rhythm of its own asks in that rhythm", async () => {
    poller.watch("a", start - 1, () => {}, { everyMs: 60_000 });
    await clock.advance(180_000);
    expect(requests.map(({ atMs }) => atMs)).toEqual([0, 60_000, 120_000, 180_000]);
  });
});

describe("a hint", () => {
  test("asks at once for a task that is not expected yet", async () => {
    poller.watch("a", start + 600_000, () => {});
    poller.hint("a");
    await clock.advance(0);
    expect(requests).toHaveLength(1);
  });

  test("is one question, after which the rhythm is the old one", async () => {
    poller.watch("a", start + 600_000, () => {});
    poller.hint("a");
    await clock.advance(1_900);
    expect(requests).toHaveLength(1);
  });

  test("for a task that nobody watches asks nothing", async () => {
    poller.hint("stranger");
    await clock.advance(60_000);
    expect(requests).toEqual([]);
  });

  test("repeated a hundred times in a second makes few requests of it", async () => {
    poller.watch("a", start + 600_000, () => {});
    for (let i = 0; i < 100; i += 1) {
      poller.hint("a");
      await clock.advance(10);
    }
    expect(requests.length).toBeLessThanOrEqual(5);
  });

  test("that comes while a request is under way leads to another one", async () => {
    let release = (): void => {};
    answer = (tasks) =>
      new Promise((resolve) => {
        release = () => resolve(new Map(tasks.map((task) => [task, RUNNING])));
      });
    poller.watch("a", start + 600_000, () => {});
    poller.hint("a");
    await clock.advance(0);
    poller.hint("a");
    release();
    await clock.advance(250);
    expect(requests).toHaveLength(2);
  });
});

describe("a slow provider", () => {
  test("has one request in flight, however long it takes", async () => {
    let inFlight = 0;
    let most = 0;
    answer = (tasks) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      return new Promise((resolve) => {
        clock.after(7_000, () => {
          inFlight -= 1;
          resolve(new Map(tasks.map((task) => [task, RUNNING])));
        });
      });
    };
    poller.watch("a", expectedNow(), () => {});
    await clock.advance(60_000);
    expect(most).toBe(1);
    expect(requests.length).toBeGreaterThan(5);
  });
});

describe("a poll that fails", () => {
  const fail = (error: Error): void => {
    answer = () => {
      throw error;
    };
  };

  test("says nothing to anybody", async () => {
    const told: unknown[] = [];
    fail(new RetryableError("down"));
    poller.watch("a", expectedNow(), (status) => told.push(status));
    await clock.advance(60_000);
    expect(told).toEqual([]);
  });

  test("is repeated after longer and longer pauses, half a minute at most", async () => {
    fail(new RetryableError("down"));
    poller.watch("a", expectedNow(), () => {});
    await clock.advance(300_000);
    const pauses = requests.slice(1).map(({ atMs }, index) => atMs - (requests[index]?.atMs ?? 0));
    expect(pauses[0]).toBeLessThan(2_000);
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(Math.max(...pauses)).toBeLessThanOrEqual(30_000);
  });

  test("is repeated when Retry-After says", async () => {
    fail(new RetryableError("busy", { retryAfterMs: 45_000 }));
    poller.watch("a", expectedNow(), () => {});
    await clock.advance(60_000);
    expect(requests.map(({ atMs }) => atMs)).toEqual([0, 45_000]);
  });

  test("is forgotten with the first answer", async () => {
    fail(new RetryableError("down"));
    poller.watch("a", expectedNow(), () => {});
    await clock.advance(30_000);
    answer = (tasks) => new Map(tasks.map((task) => [task, RUNNING]));
    await clock.advance(30_000);
    requests.length = 0;
    await clock.advance(8_000);
    expect(requests.length).toBeGreaterThan(2);
  });

  test("is not repeated while the breaker holds everything back", async () => {
    busyUntil = start + 20_000;
    poller.watch("a", expectedNow(), () => {});
    await clock.advance(19_000);
    expect(requests).toEqual([]);
    await clock.advance(1_000);
    expect(requests).toHaveLength(1);
  });
});

describe("one task that makes Runware refuse a whole batch", () => {
  const tasks = Array.from({ length: 100 }, (_, index) => `task-${index}`);
  const refuseWith = (...poison: string[]): void => {
    answer = (asked) => {
      if (asked.some((task) => poison.includes(task))) throw new BatchRefusedError("no");
      return new Map(asked.map((task) => [task, RUNNING]));
    };
  };

  test("keeps no answer from its neighbours, and costs few requests", async () => {
    const told = new Set<string>();
    refuseWith("task-42");
    for (const task of tasks) poller.watch(task, expectedNow(), () => told.add(task));
    await clock.advance(0);
    expect(told.size).toBe(99);
    expect(requests.length).toBeLessThan(20);
  });

  test("is asked for alone from then on, and seldom", async () => {
    refuseWith("task-42");
    for (const task of tasks) poller.watch(task, expectedNow(), () => {});
    await clock.advance(0);
    requests.length = 0;
    await clock.advance(60_000);
    const withPoison = requests.filter(({ tasks }) => tasks.includes("task-42"));
    expect(withPoison.length).toBeGreaterThanOrEqual(3);
    expect(withPoison.length).toBeLessThanOrEqual(6);
    expect(withPoison.every(({ tasks }) => tasks.length === 1)).toBe(true);
  });

  test("is one of many again when it is answered", async () => {
    const told: string[] = [];
    refuseWith("task-42");
    for (const task of tasks) poller.watch(task, expectedNow(), () => told.push(task));
    await clock.advance(0);
    refuseWith();
    await clock.advance(15_000);
    expect(told).toContain("task-42");
    expect(requests.at(-1)?.tasks).toContain("task-42");
  });

  test("is not looked for where everything is refused", async () => {
    refuseWith(...tasks);
    for (const task of tasks) poller.watch(task, expectedNow(), () => {});
    await clock.advance(0);
    expect(requests).toHaveLength(3);
  });
});

describe("a clock", () => {
  test("set back by a day does not stop the asking", async () => {
    poller.watch("a", start + 30_000, () => {});
    await clock.advance(10_000);
    clock.jumpTo(start - 86_400_000);
    requests.length = 0;
    await clock.advance(20_000);
    expect(requests.length).toBeGreaterThan(0);
  });

  test("set back during a pause after a failure ends the pause", async () => {
    answer = () => {
      throw new RetryableError("busy", { retryAfterMs: 600_000 });
    };
    poller.watch("a", expectedNow(), () => {});
    await clock.advance(0);
    clock.jumpTo(start - 86_400_000);
    await clock.advance(30_000);
    expect(requests.length).toBeGreaterThan(1);
  });

  test("set ahead by a day asks soon, and no flood follows", async () => {
    poller.watch("a", start + 30_000, () => {});
    await clock.advance(10_000);
    clock.jumpTo(start + 86_400_000);
    requests.length = 0;
    await clock.advance(20_000);
    expect(requests.length).toBeGreaterThan(0);
    expect(requests.length).toBeLessThanOrEqual(25);
  });
});

/** Numbers between 0 and 1 that are the same in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

describe.each([1, 100, 1_000])("with %i tasks in flight", (count) => {
  test("news is half a second old at the median, for a request a second at most", async () => {
    const random = createRandom(count);
    const renderMs = (): number => 50_000 + random() * 20_000;
    const readyAt = new Map<string, number>();
    const delays: number[] = [];
    answer = (asked) =>
      new Map(
        asked.map((task) => [
          task,
          { ...RUNNING, processing: (readyAt.get(task) ?? 0) > clock.now() },
        ]),
      );
    // Each finished task makes room for the next: as many as `count` are in flight all the time.
    const begin = (name: string): void => {
      readyAt.set(name, clock.now() + renderMs());
      const stop = poller.watch(name, clock.now() + 60_000, ({ processing }) => {
        if (processing) return;
        stop();
        delays.push(clock.now() - (readyAt.get(name) ?? 0));
        readyAt.delete(name);
        begin(`${name}'`);
      });
    };
    for (let i = 0; i < count; i += 1) {
      begin(`task-${i}`);
      await clock.advance(60_000 / count);
    }
    await clock.advance(600_000);
    const seconds = (clock.now() - start) / 1000;

    const median = delays.toSorted((a, b) => a - b)[Math.floor(delays.length / 2)];
    expect(delays.length).toBeGreaterThan(count * 5);
    expect(requests.length).toBeLessThanOrEqual(seconds + 5);
    expect(median).toBeLessThanOrEqual(500);
  });
});
