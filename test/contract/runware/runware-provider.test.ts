import { startRunware } from "../../../playground/runware/server.ts";
import { makeProvider, QUICK_PACE } from "./support/make-provider.ts";
import {
  describeVideoProvider,
  type ProviderWorld,
  type Trouble,
} from "./video-provider.contract.ts";

type Fault = Parameters<Awaited<ReturnType<typeof startRunware>>["faults"]["next"]>[0]["do"];

const FAULTS: Record<Trouble, Fault> = {
  busy: { refuse: 429 },
  outOfCredit: { refuse: 402 },
  keyRefused: { refuse: 401 },
  badParameter: {
    status: 400,
    body: {
      errors: [{ code: "unsupportedDuration", message: "Not this long.", parameter: "duration" }],
    },
  },
  moderated: {
    status: 400,
    body: { errors: [{ code: "invalidProviderContent", message: "The provider said no." }] },
  },
  gatewayPage: { html: 502 },
  halfAnswer: { halfJson: true },
  hangUpBefore: { hangUp: "before" },
  hangUpAfter: { hangUp: "after" },
  errorAboutNobody: { unaddressed: { code: "standardError", message: "Something went wrong." } },
};

/** Nothing listens there: the port is reserved and unused. */
const NOBODY = "http://127.0.0.1:1/v1";

async function start(): Promise<ProviderWorld> {
  const runware = await startRunware({ manual: true, render: "tiny" });
  const { apiUrl, apiKey } = runware;
  const settings = { pace: QUICK_PACE };
  const { provider } = makeProvider({ apiUrl, apiKey, settings });
  const unreachable = makeProvider({ apiUrl: NOBODY, apiKey, settings }).provider;
  return {
    provider,
    unreachable,
    taken: () => runware.tasks.map((task) => task.taskUUID),
    finish: (taskUUID, count) => runware.finish(taskUUID, count),
    fail: (taskUUID) =>
      runware.fail(taskUUID, { code: "invalidProviderContent", message: "Refused." }),
    trouble(kind, when, times = 1) {
      const taskType = when === "submit" ? "videoInference" : "getResponse";
      runware.faults.next({
        match: (tasks) => tasks[0]?.["taskType"] === taskType,
        times,
        do: FAULTS[kind],
      });
    },
    questions: () =>
      runware.requests
        .filter(({ tasks }) => tasks[0]?.["taskType"] === "getResponse")
        .map(({ tasks }) => tasks.map((task) => String(task["taskUUID"]))),
    async close() {
      await provider.close();
      await unreachable.close();
      await runware.close();
    },
  };
}

describeVideoProvider("Runware", start);
