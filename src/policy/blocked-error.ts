import { UserError } from "../generation/errors.ts";
import type { Block } from "./members.ts";

/**
 * A refusal because the member is blocked in this guild. Its message says why this request is
 * refused; until when, and how to appeal, is told from the block.
 */
export class BlockedError extends UserError {
  readonly guildId: string;
  readonly block: Block;

  constructor(guildId: string, block: Block, message: string) {
    super(message);
    this.guildId = guildId;
    this.block = block;
  }
}
