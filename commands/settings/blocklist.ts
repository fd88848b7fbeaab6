import type { SubcommandGroup } from "../../src/discord/define-command-tree.ts";
import { blocklistAdd } from "./blocklist-add.ts";
import { blocklistImport } from "./blocklist-import.ts";
import { blocklistList } from "./blocklist-list.ts";
import { blocklistRemove } from "./blocklist-remove.ts";

/** Words that no prompt may contain; one file a subcommand. */
export const blocklist: SubcommandGroup = {
  name: "blocklist",
  description: "Words that no prompt in this server may contain",
  subcommands: [blocklistAdd, blocklistRemove, blocklistList, blocklistImport],
};
