import type { Figure } from "../figure.ts";
import { firstResponse } from "./first-response.ts";
import { delivery } from "./delivery.ts";
import { inFlight } from "./in-flight.ts";
import { memory } from "./memory.ts";
import { polling } from "./polling.ts";
import { requests } from "./requests.ts";
import { start } from "./start.ts";

/** In the order of the table in issue 6. */
export const FIGURES: readonly Figure[] = [
  firstResponse,
  delivery,
  polling,
  memory,
  inFlight,
  start,
  requests,
];
