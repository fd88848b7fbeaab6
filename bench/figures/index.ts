import type { Figure } from "../figure.ts";
import { firstResponse } from "./first-response.ts";

/** In the order of the table in issue 6. */
export const FIGURES: readonly Figure[] = [firstResponse];
