import process from "node:process";
import type { PolicyName, WatchOrder } from "./orders.ts";
import { createPolicy } from "./policies.ts";

/** Waits for the tasks it is told of, by one policy, in a process of its own. */
const watch = createPolicy(
  (process.env["POLICY"] ?? "flipbook") as PolicyName,
  {
    apiUrl: process.env["RUNWARE_API_URL"] ?? "",
    apiKey: process.env["RUNWARE_API_KEY"] ?? "",
  },
  // It is killed in the end.
  new AbortController().signal,
);

process.on("message", (orders) => {
  if (!Array.isArray(orders)) return;
  for (const order of orders as WatchOrder[]) watch(order);
});
// What is said before somebody listens is lost.
process.send?.("listening");
// Nothing else keeps it running between two tasks.
setInterval(() => undefined, 60_000);
