import { ButtonStyle, ComponentType } from "discord.js";
import type { Log } from "../../generation/ports.ts";
import type { Audit, AuditEntry } from "../../policy/audit.ts";
import { button } from "../button.ts";
import type { CardMessage } from "../rest.ts";
import { mention } from "../mention.ts";

/** What a moderator can do about an entry, right where they read it. */
export interface EntryButton {
  label: string;
  action: string;
  subjectId: string;
  argument?: string;
}

/**
 * Puts on record what a moderator did, or the bot in their place: into the audit trail, and then,
 * without anybody waiting for it, as a line in the log channel, where there is one.
 * @throws {Error} the audit trail does not take it
 */
export type RecordEntry = (entry: AuditEntry, buttons?: readonly EntryButton[]) => Promise<void>;

export interface RecordTools {
  audit: Pick<Audit, "append">;
  /** Posts in a guild's log channel, where there is one. */
  post: (guildId: string, message: CardMessage) => Promise<unknown>;
  log: Pick<Log, "warn">;
}

export interface Recorder {
  record: RecordEntry;
  /** Resolves when what is on its way to log channels has arrived, or has not. */
  idle(): Promise<void>;
}

export function createRecorder({ audit, post, log }: RecordTools): Recorder {
  const underWay = new Set<Promise<void>>();

  async function show(entry: AuditEntry, buttons: readonly EntryButton[]): Promise<void> {
    try {
      await post(entry.guildId, renderEntry(entry, buttons));
    } catch (error) {
      // It is on record; the channel is only the quicker way to read it.
      const { guildId, action } = entry;
      log.warn({ guildId, action, error }, "the log channel did not take an entry");
    }
  }

  return {
    async record(entry, buttons = []) {
      await audit.append(entry);
      const showing = show(entry, buttons).finally(() => underWay.delete(showing));
      underWay.add(showing);
    },
    async idle() {
      await Promise.all(underWay);
    },
  };
}

function renderEntry(entry: AuditEntry, buttons: readonly EntryButton[]): CardMessage {
  const text = { type: ComponentType.TextDisplay as const, content: entryText(entry) };
  if (buttons.length === 0) return { components: [text] };
  return {
    components: [
      text,
      {
        type: ComponentType.ActionRow,
        components: buttons.map(({ label, action, subjectId, argument }) =>
          button(action, subjectId, label, ButtonStyle.Secondary, argument),
        ),
      },
    ],
  };
}

/** Who did what and when, in two lines; the same in the log channel and in `/moderate log`. */
export function entryText({ by, at, detail }: AuditEntry): string {
  const who = by === "bot" ? "The bot" : mention(by);
  return `${detail}\n-# ${who} · <t:${Math.floor(at / 1000)}:f>`;
}
