import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { NotTakenError, RetryableError, TerminalError } from "../../../src/generation/errors.ts";
import type {
  TaskStatus,
  VideoProvider,
  VideoTask,
} from "../../../src/generation/ports/provider.ts";
import { sampleTask } from "./support/sample-task.ts";

/** What may go wrong with the next request of one kind. */
export type Trouble =
  | "busy"
  | "outOfCredit"
  | "keyRefused"
  | "badParameter"
  | "moderated"
  | "gatewayPage"
  | "halfAnswer"
  | "hangUpBefore"
  | "hangUpAfter"
  | "errorAboutNobody";

/** A provider, and the far side of it in the test's hands. */
export interface ProviderWorld {
  provider: VideoProvider;
  /** A provider of the same kind whose far side is not there at all. */
  unreachable: VideoProvider;
  /** Tasks that the far side has taken, once for each time it would charge. */
  taken(): readonly string[];
  /** Makes videos of a task ready: all, or the first `count`. */
  finish(taskUUID: string, count?: number): Promise<void>;
  /** Ends what is left of a task with an error of the model's own moderation. */
  fail(taskUUID: string): Promise<void>;
  /** Lets the next submit, or the next question about tasks, end like this. */
  trouble(kind: Trouble, when: "submit" | "question", times?: number): void;
  /** Questions about tasks so far, each with the tasks it named. */
  questions(): readonly (readonly string[])[];
  close(): Promise<void>;
}

/** What the domain relies on in any video provider. */
export function describeVideoProvider(name: string, start: () => Promise<ProviderWorld>): void {
  describe(`the video provider ${name}`, () => {
    let world: ProviderWorld;
    beforeEach(async () => {
      world = await start();
    });
    afterEach(() => world.close());

    /** The first status of a watched task for which `holds`. */
    function seen(task: VideoTask, holds: (status: TaskStatus) => boolean): Promise<TaskStatus> {
      return new Promise((resolve) => {
        const stop = world.provider.watch(task.taskUUID, Date.now(), (status) => {
          if (!holds(status)) return;
          stop();
          resolve(status);
        });
      });
    }

    async function submitted(results: number): Promise<VideoTask> {
      const task = sampleTask({ results });
      await world.provider.submit(task);
      return task;
    }

    const lookUp = async (task: VideoTask): Promise<TaskStatus | undefined> =>
      (await world.provider.lookUp([task.taskUUID])).get(task.taskUUID);

    describe("submit", () => {
      test("hands the task over once", async () => {
        const task = await submitted(1);
        expect(world.taken()).toEqual([task.taskUUID]);
      });

      test("of a task the provider has already is no error and no second task", async () => {
        const task = await submitted(1);
        await world.provider.submit(task);
        expect(world.taken()).toEqual([task.taskUUID]);
      });

      test.each([
        ["outOfCredit", "credit"],
        ["keyRefused", "auth"],
        ["badParameter", "badParameter"],
        ["moderated", "moderation"],
      ] as const)("refused as %s is a verdict of kind %s", async (trouble, kind) => {
        world.trouble(trouble, "submit");
        const error = await world.provider.submit(sampleTask()).catch((error: unknown) => error);
        expect(error).toBeInstanceOf(TerminalError);
        expect(error).toMatchObject({ kind });
        expect(world.taken()).toEqual([]);
      });

      test("to a provider whose queue is full says that nothing was taken", async () => {
        world.trouble("busy", "submit");
        await expect(world.provider.submit(sampleTask())).rejects.toBeInstanceOf(NotTakenError);
        expect(world.taken()).toEqual([]);
      });

      test("to a provider that is not there says that nothing was taken", async () => {
        await expect(world.unreachable.submit(sampleTask())).rejects.toBeInstanceOf(NotTakenError);
      });

      test.each(["gatewayPage", "halfAnswer", "hangUpBefore", "hangUpAfter"] as const)(
        "answered by a %s leaves open whether the task was taken, and is not repeated",
        async (trouble) => {
          world.trouble(trouble, "submit");
          const error = await world.provider.submit(sampleTask()).catch((error: unknown) => error);
          expect(error).toBeInstanceOf(RetryableError);
          expect(error).not.toBeInstanceOf(NotTakenError);
          expect(world.taken().length).toBeLessThanOrEqual(1);
        },
      );

      test("with a lost acknowledgement can be found by looking it up", async () => {
        const task = sampleTask();
        world.trouble("hangUpAfter", "submit");
        await expect(world.provider.submit(task)).rejects.toBeInstanceOf(RetryableError);
        expect(await lookUp(task)).toMatchObject({ known: true });
      });
    });

    test("a submit repeated after a lost acknowledgement is one task", async () => {
      const task = sampleTask();
      world.trouble("hangUpAfter", "submit");
      await expect(world.provider.submit(task)).rejects.toBeInstanceOf(RetryableError);
      await world.provider.submit(task);
      expect(world.taken()).toEqual([task.taskUUID]);
    });

    describe("lookUp", () => {
      test("of a task being rendered knows it and has no result", async () => {
        const task = await submitted(1);
        expect(await lookUp(task)).toEqual({
          known: true,
          processing: true,
          results: [],
          errors: [],
        });
      });

      test("of a task that was never handed over does not know it", async () => {
        expect(await lookUp(sampleTask())).toMatchObject({ known: false, results: [], errors: [] });
      });

      test("of a finished task has each video with address, seed and cost", async () => {
        const task = await submitted(2);
        await world.finish(task.taskUUID);
        const status = await lookUp(task);
        expect(status).toMatchObject({ known: true, processing: false, errors: [] });
        expect(status?.results).toHaveLength(2);
        for (const result of status?.results ?? []) {
          expect(result).toEqual({
            videoUUID: expect.stringMatching(/./),
            url: expect.stringMatching(/^https?:\/\//),
            seed: expect.any(Number),
            costMicroUsd: expect.any(Number),
            flagged: false,
          });
          expect(Number.isSafeInteger(result.costMicroUsd)).toBe(true);
        }
      });

      test("keeps finished videos beside one that failed", async () => {
        const task = await submitted(3);
        await world.finish(task.taskUUID, 2);
        await world.fail(task.taskUUID);
        const status = await lookUp(task);
        expect(status?.results).toHaveLength(2);
        expect(status?.errors).toMatchObject([{ kind: "moderation" }]);
        expect(status?.processing).toBe(false);
      });

      test("shows videos in the same order as more of them come in", async () => {
        const task = await submitted(3);
        await world.finish(task.taskUUID, 2);
        const before = (await lookUp(task))?.results.map((result) => result.videoUUID) ?? [];
        await world.finish(task.taskUUID);
        const after = (await lookUp(task))?.results.map((result) => result.videoUUID) ?? [];
        expect(before).toHaveLength(2);
        expect(after.slice(0, 2)).toEqual(before);
      });

      test("answers for many tasks at once, each by its own state", async () => {
        const [done, running, unknown] = [await submitted(1), await submitted(1), sampleTask()];
        await world.finish(done.taskUUID);
        const statuses = await world.provider.lookUp([
          done.taskUUID,
          running.taskUUID,
          unknown.taskUUID,
        ]);
        expect(statuses.get(done.taskUUID)?.results).toHaveLength(1);
        expect(statuses.get(running.taskUUID)).toMatchObject({ known: true, processing: true });
        expect(statuses.get(unknown.taskUUID)).toMatchObject({ known: false });
      });

      test("asks again by itself where one answer was lost", async () => {
        const task = await submitted(1);
        world.trouble("hangUpBefore", "question");
        expect(await lookUp(task)).toMatchObject({ known: true });
      });

      test.each(["keyRefused", "outOfCredit", "errorAboutNobody"] as const)(
        "answered with %s says nothing about the task",
        async (trouble) => {
          const task = await submitted(1);
          world.trouble(trouble, "question");
          await expect(lookUp(task)).rejects.toBeInstanceOf(RetryableError);
        },
      );
    });

    describe("taskDetails", () => {
      test("knows a task that was handed over", async () => {
        const task = await submitted(1);
        expect(await world.provider.taskDetails(task.taskUUID)).toMatchObject({ known: true });
      });

      test("does not know a task that never was", async () => {
        const { taskUUID } = sampleTask();
        expect(await world.provider.taskDetails(taskUUID)).toMatchObject({ known: false });
      });

      test("still knows a task whose repetition was refused", async () => {
        const task = await submitted(1);
        await world.provider.submit(task);
        expect(await world.provider.taskDetails(task.taskUUID)).toMatchObject({
          known: true,
          errors: [],
        });
      });
    });

    describe("watch", () => {
      test("tells when the videos are there", async () => {
        const task = await submitted(1);
        const done = seen(task, (status) => status.results.length === 1);
        await world.finish(task.taskUUID);
        expect(await done).toMatchObject({ known: true, processing: false });
      });

      test("tells of a failure with the kind it has", async () => {
        const task = await submitted(1);
        const failed = seen(task, (status) => status.errors.length > 0);
        await world.fail(task.taskUUID);
        expect((await failed).errors).toMatchObject([{ kind: "moderation" }]);
      });

      test("asks about all watched tasks in one request", async () => {
        const tasks = [await submitted(1), await submitted(1), await submitted(1)];
        await Promise.all(tasks.map((task) => seen(task, (status) => status.known)));
        const named = world.questions().map((question) => question.toSorted());
        expect(named).toContainEqual(tasks.map((task) => task.taskUUID).sort());
      });

      test.each([
        "gatewayPage",
        "halfAnswer",
        "hangUpBefore",
        "errorAboutNobody",
        "keyRefused",
      ] as const)("goes on after a question that ended as %s", async (trouble) => {
        const task = await submitted(1);
        world.trouble(trouble, "question");
        const status = await seen(task, (status) => status.known);
        expect(status.errors).toEqual([]);
      });
    });
  });
}
