import type { ActorView } from "../../web/api.ts";

/** Somebody whom the person at the page may be. */
export interface CastMember {
  readonly id: string;
  readonly role: ActorView["role"];
  readonly note: string;
}
