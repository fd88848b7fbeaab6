import { setTimeout as sleep } from "node:timers/promises";
import path from "node:path";
import type { Figure, Outcome, Setting } from "../figure.ts";
import { digits, ms } from "../report/words.ts";
import { startRunware } from "../../playground/runware/server.ts";
import { POLLS } from "../ground/build.ts";
import { startProgram } from "../ground/start-program.ts";
import { quantile } from "../ground/stats.ts";
import type { PolicyName } from "../polling/orders.ts";
import { createTraffic } from "../polling/traffic.ts";

const POLICIES: Readonly<Record<PolicyName, string>> = {
  flipbook: "Flipbook",
  growing: "1 s × 1.5 up to 10 s",
  fixed: "every 2 s",
};
const NAMES = Object.keys(POLICIES) as PolicyName[];
const AIM_DELAY_MS = 500;
const AIM_PER_SECOND = 1;

interface Plan {
  medianMs: number;
  warmUpMs: number;
  countMs: number;
  /** Tasks in flight, and how many pollers share them. */
  sizes: readonly { inFlight: number; lanes: number; together: boolean }[];
}

const SIZES: Plan["sizes"] = [
  // Forty people with one task each, or one delay would be all there is.
  { inFlight: 40, lanes: 40, together: true },
  { inFlight: 100, lanes: 1, together: true },
  { inFlight: 1000, lanes: 1, together: false },
];
const FULL: Plan = { medianMs: 40_000, warmUpMs: 8_000, countMs: 30_000, sizes: SIZES };
const QUICK: Plan = { medianMs: 5_000, warmUpMs: 1_000, countMs: 3_000, sizes: SIZES.slice(0, 2) };

interface Measured {
  policy: PolicyName;
  perPoller: number;
  p50: number;
  p90: number;
  requestsPerSecond: number;
  found: number;
}

export const polling: Figure = {
  name: "polling",
  title: "Finding out that a task is ready",
  async run(setting) {
    const plan = setting.quick ? QUICK : FULL;
    const measured: Measured[] = [];
    for (const size of plan.sizes) {
      const measureOne = (policy: PolicyName) => measure(policy, size, plan, setting);
      // Few requests disturb nobody; many come one policy after another.
      if (size.together) measured.push(...(await Promise.all(NAMES.map(measureOne))));
      else for (const policy of NAMES) measured.push(await measureOne(policy));
    }
    for (const one of measured) {
      setting.tell(
        `  ${POLICIES[one.policy]}, ${one.perPoller} in flight: ${ms(one.p50)}, ${digits(one.requestsPerSecond)}/s`,
      );
    }
    return outcomeOf(measured, plan);
  },
};

async function measure(
  policy: PolicyName,
  { inFlight, lanes }: Plan["sizes"][number],
  { medianMs, warmUpMs, countMs }: Plan,
  { workDir }: Setting,
): Promise<Measured> {
  const renders = new Map<string, number>();
  const runware = await startRunware({
    render: "tiny",
    settings: { creditUsd: 1e9 },
    renderMs: ({ taskUUID }) => renders.get(taskUUID) ?? medianMs,
  });
  const program = await startProgram({
    script: POLLS,
    cwd: workDir,
    logFile: path.join(workDir, `polling-${policy}.log`),
    env: {
      POLICY: policy,
      RUNWARE_API_URL: runware.apiUrl,
      RUNWARE_API_KEY: runware.apiKey,
    },
  });
  const traffic = createTraffic(runware, renders, {
    medianMs,
    tell: (orders) => program.send(orders.map((order) => ({ ...order, lane: order.lane % lanes }))),
  });
  try {
    await program.heard();
    await Promise.race([traffic.begin(inFlight), program.failed]);
    await sleep(warmUpMs);
    traffic.count();
    await Promise.race([sleep(countMs), program.failed]);
    traffic.end();
  } finally {
    await program.kill();
    await runware.close();
  }
  return {
    policy,
    perPoller: inFlight / lanes,
    p50: quantile(traffic.delaysMs, 0.5),
    p90: quantile(traffic.delaysMs, 0.9),
    requestsPerSecond: traffic.requests / (countMs / 1000) / lanes,
    found: traffic.delaysMs.length,
  };
}

function outcomeOf(measured: readonly Measured[], { medianMs, countMs }: Plan): Outcome {
  const show = ({ p50, p90, requestsPerSecond }: Measured): string =>
    `${ms(p50)} (p90 ${ms(p90)}), ${digits(requestsPerSecond)}/s`;
  const ours = measured.filter(({ policy }) => policy === "flipbook");
  return {
    rows: ours.map((one) => ({
      figure: `finding out that a task is ready, ${one.perPoller} in flight: delay, requests`,
      ours: show(one),
      rival: measured
        .filter(({ policy, perPoller }) => policy !== "flipbook" && perPoller === one.perPoller)
        .map((rival) => `${POLICIES[rival.policy]}: ${show(rival)}`)
        .join("<br>"),
      aim: "median ≤ 0.5 s with ≤ 1/s",
      // A window's edges may hold a request more than its length allows.
      isMet:
        one.p50 <= AIM_DELAY_MS && one.requestsPerSecond <= AIM_PER_SECOND + 1 / (countMs / 1000),
    })),
    notes: [
      `By the real clock over HTTP: render times around ${medianMs / 1000} s (log-normal, σ 0.25, the same for every policy), each task that ends is replaced, counted for ${countMs / 1000} s. Flipbook expects ${medianMs / 1000} s; the other policies know nothing of it, as Runware's own clients.`,
      "With one request a second for tasks that end at any moment, half of them wait half a second or more for the next one, and then for its answer: the aim is the limit of polling itself.",
      "“1 in flight” is 40 pollers with one task each; requests are for each of them. Without webhooks, which would bring the news at once.",
    ],
    raw: measured,
  };
}
