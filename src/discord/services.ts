import type { Inbox } from "../generation/inbox.ts";
import type { Service } from "../generation/service.ts";
import type { InboxView } from "./inbox-view.ts";

/** What commands work with: the domain's use cases, never the client's insides. */
export interface Services {
  service: Service;
  inbox: Inbox;
  inboxView: InboxView;
}
