import type { PageApi } from "./client/api.ts";
import type { PageState } from "./state/page-state.ts";
import type { Store } from "./state/store.ts";

/** What everything that happens on the page works with. */
export interface Page {
  store: Store<PageState>;
  api: PageApi;
  /** Runs what nobody waits for; what goes wrong is told below the composer. */
  readonly run: (work: Promise<unknown>) => void;
}
