import type { Answer, Done, OptionValues, UploadReference } from "../../api.ts";
import { type Draft, EMPTY_DRAFT, goTo } from "../composer/draft.ts";
import { givenIn, isRefusal } from "../composer/given.ts";
import type { Page } from "../page.ts";
import { takeAnswer } from "./answer.ts";

/** Sends what is written. What is refused stays, with the reason, to be mended. */
export async function send(page: Page): Promise<void> {
  const { store } = page;
  const { draft } = store.get();
  if (draft.isSending) return;
  if (!draft.usable) return say(page, draft);
  const given = givenIn(draft);
  if (isRefusal(given)) {
    store.set({ draft: { ...goTo(draft, given.option), refusal: given } });
    return;
  }
  await sending(page, draft, async () => {
    const files = await uploadAll(page, given.files);
    const options: OptionValues = { ...given.values, ...files };
    const { world, channelId } = store.get();
    const what = { as: world?.as, channelId, path: draft.usable?.path, options };
    return takeAnswer(page, await page.api.post<Answer>("/api/slash", what));
  });
}

async function say(page: Page, draft: Draft): Promise<void> {
  const text = draft.tail.trim();
  if (text === "") return;
  const { world, channelId } = page.store.get();
  await sending(page, draft, async () => {
    await page.api.post<Done>("/api/say", { as: world?.as, channelId, text });
    return undefined;
  });
}

async function sending(
  { store }: Page,
  draft: Draft,
  work: () => Promise<string | undefined>,
): Promise<void> {
  store.set({ draft: { ...draft, isSending: true, isListOpen: false, refusal: undefined } });
  const sentence = await work().catch((error: unknown) =>
    error instanceof Error ? error.message : String(error),
  );
  // Another channel or another command has been gone to meanwhile: nothing of it is touched.
  if (!store.get().draft.isSending) return;
  const refused = { ...draft, isListOpen: false, refusal: { sentence: sentence ?? "" } };
  store.set({ draft: sentence === undefined ? EMPTY_DRAFT : refused, isAtEnd: true });
}

export async function uploadAll(
  { store, api }: Page,
  files: Readonly<Record<string, File>>,
): Promise<Record<string, UploadReference>> {
  const as = store.get().world?.as ?? "";
  const uploads = Object.entries(files).map(async ([name, file]) => {
    const { upload } = await api.upload(as, file);
    return [name, { upload }] as const;
  });
  return Object.fromEntries(await Promise.all(uploads));
}
