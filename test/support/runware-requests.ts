import type { RequestEntry } from "../../playground/runware/options.ts";
import type { Runware } from "../../playground/runware/server.ts";

const PATIENCE_MS = 15_000;

/** Looks at the requests to Runware now and after each one, until there is something to see. */
export function requested<T>(
  { requests, events }: Runware,
  look: (requests: readonly RequestEntry[]) => T | false | undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      events.off("request", check);
      const types = requests.map(({ tasks, status }) => `${typesOf(tasks)} ${status}`);
      reject(new Error(`Runware was not asked as expected: ${types.join(", ")}`));
    }, PATIENCE_MS);
    function check(): void {
      const seen = look(requests);
      if (seen === undefined || seen === false) return;
      clearTimeout(timer);
      events.off("request", check);
      resolve(seen);
    }
    events.on("request", check);
    check();
  });
}

/** Requests whose first task is of this type. */
export const requestsOf = ({ requests }: Runware, taskType: string): RequestEntry[] =>
  requests.filter(({ tasks }) => tasks[0]?.["taskType"] === taskType);

/** Everything but the question for the balance, which comes when nobody thinks of it. */
export const workRequests = ({ requests }: Runware): RequestEntry[] =>
  requests.filter(({ tasks }) => tasks[0]?.["taskType"] !== "accountManagement");

/** A match for faults: requests of this type only. */
export const only =
  (taskType: string) =>
  (tasks: readonly Record<string, unknown>[]): boolean =>
    tasks[0]?.["taskType"] === taskType;

const typesOf = (tasks: RequestEntry["tasks"]): string =>
  tasks.map((task) => String(task["taskType"])).join("+");
