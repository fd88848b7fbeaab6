import type { Answer, Done } from "../../api.ts";
import type { Page } from "../page.ts";
import { takeAnswer } from "./answer.ts";

type Sent = { messageId: string; customId: string } & (
  | { path: "press" }
  | { path: "select"; values: readonly string[] }
);

/** Presses a button or chooses in a menu; the control waits for its answer meanwhile. */
export async function useControl(page: Page, { path, ...what }: Sent): Promise<void> {
  const key = `${what.messageId} ${what.customId}`;
  const { busy } = page.store.get();
  if (busy.has(key)) return;
  page.store.set({ busy: new Set(busy).add(key) });
  try {
    await ask(page, what.messageId, `/api/${path}`, what);
  } finally {
    const left = new Set(page.store.get().busy);
    left.delete(key);
    page.store.set({ busy: left });
  }
}

/** A command of a message's Apps menu. */
export const useMessageCommand = (page: Page, messageId: string, name: string): Promise<void> =>
  ask(page, messageId, "/api/message-command", { messageId, name });

export async function deleteMessage({ store, api }: Page, messageId: string): Promise<void> {
  const { world, channelId } = store.get();
  await api.post<Done>("/api/delete", { as: world?.as, channelId, messageId });
}

async function ask(page: Page, messageId: string, path: string, what: object): Promise<void> {
  const { store, api } = page;
  const { world, channelId } = store.get();
  tell(page, messageId, undefined);
  try {
    const answer = await api.post<Answer>(path, { as: world?.as, channelId, ...what });
    tell(page, messageId, takeAnswer(page, answer));
  } catch (error) {
    tell(page, messageId, error instanceof Error ? error.message : String(error));
  }
}

function tell({ store }: Page, messageId: string, sentence: string | undefined): void {
  const { notices } = store.get();
  if (notices.get(messageId) === sentence) return;
  const told = new Map(notices);
  if (sentence === undefined) told.delete(messageId);
  else told.set(messageId, sentence);
  store.set({ notices: told });
}
