import { STEPS } from "./steps.ts";
import type { Verdict } from "./verdict.ts";

/** The verdict as a person reads it. */
export function report(verdict: Verdict, tookMs: number): string {
  const { plan, wrongs, refusedRequests, stopped } = verdict;
  const steps: string[] = STEPS.map(({ name }) => name);
  const others = [...verdict.killed.keys()].filter((name) => !steps.includes(name)).toSorted();
  const kills = [...verdict.killed.values()].reduce((sum, count) => sum + count, 0);
  const share = ((100 * refusedRequests.count) / Math.max(1, refusedRequests.of)).toFixed(2);
  const starts = verdict.startMs.toSorted((a, b) => a - b);
  return [
    `Killed with SIGKILL ${kills} times:`,
    ...[...steps, ...others].map((name) => row(name, verdict.killed.get(name) ?? 0)),
    "",
    "What became of the requests:",
    row("asked for", verdict.asked),
    row("answered with a card", verdict.answered),
    row("answered with a refusal", verdict.refused),
    row("not answered in time", verdict.unanswered),
    row("ended with nobody to tell", verdict.outOfSight),
    row("private, answer lost, sent again directly", verdict.seenTwice),
    row("tasks charged", verdict.charged),
    ...[...verdict.states]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([name, count]) => row(`ended ${name}`, count)),
    "",
    "What must be zero:",
    ...Object.entries(wrongs).map(([name, count]) => row(name, count)),
    row("bodies against Discord's schemas", verdict.violations),
    row("records that cannot be read", verdict.unreadable),
    row("ends of the bot by itself", verdict.crashes.length),
    "",
    ...verdict.findings.slice(0, 30).map(({ wrong, id, why }) => `  ${wrong}: ${id}: ${why}`),
    ...verdict.crashes.slice(0, 5).map((line) => `  ended by itself: ${line.slice(0, 300)}`),
    `Refused requests (401, 403, 429): ${refusedRequests.count} of ${refusedRequests.of} (${share} %), ` +
      `${refusedRequests.again} of them at a door found closed before; ` +
      `${refusedRequests.ordered} more on order`,
    ...[...refusedRequests.by].map(([what, count]) => `  ${count} × ${what}`),
    `Start to ready: median ${starts[Math.floor(starts.length / 2)] ?? 0} ms, longest ${starts.at(-1) ?? 0} ms`,
    `Quiet at the end: ${verdict.isQuiet ? "yes" : "no"}; SIGTERM: exit code ${stopped.code} after ${stopped.ms} ms`,
    ...[...verdict.errors].map(
      ([message, count]) => `Logged as an error ${count} times: ${message}`,
    ),
    `Seed ${plan.seed}, ${plan.generations} generations, ${plan.cycles.length} kills, ${(tookMs / 1000).toFixed(0)} s: ` +
      (verdict.isClean ? "nothing lost, nothing doubled" : "FAILED"),
    "",
  ].join("\n");
}

const row = (name: string, count: number): string =>
  `  ${name.padEnd(44)} ${String(count).padStart(6)}`;
