import type { Answer, Done, OptionValues, UploadReference } from "../../api.ts";
import { EMPTY_DRAFT, goTo } from "../composer/draft.ts";
import { givenIn, isRefusal } from "../composer/given.ts";
import type { Page } from "../page.ts";
import { takeAnswer } from "./answer.ts";

/** Sends what is written. What is refused comes back, with the reason, to be mended. */
export async function send(page: Page): Promise<void> {
  const { store, api } = page;
  const { draft, world, channelId } = store.get();
  const place = { as: world?.as, channelId };
  if (!draft.usable) {
    const text = draft.tail.trim();
    if (text === "") return;
    return sending(page, async () => {
      await api.post<Done>("/api/say", { ...place, text });
      return undefined;
    });
  }
  const given = givenIn(draft);
  if (isRefusal(given)) {
    store.set({ draft: { ...goTo(draft, given.option), refusal: given } });
    return;
  }
  const { path } = draft.usable;
  await sending(page, async () => {
    const files = await uploadAll(page, given.files);
    const options: OptionValues = { ...given.values, ...files };
    return takeAnswer(page, await api.post<Answer>("/api/slash", { ...place, path, options }));
  });
}

/** The composer is free at once: the next thing may be written while this one is on its way. */
async function sending({ store }: Page, work: () => Promise<string | undefined>): Promise<void> {
  const { draft } = store.get();
  store.set({ draft: EMPTY_DRAFT, isAtEnd: true });
  const sentence = await work().catch((error: unknown) =>
    error instanceof Error ? error.message : String(error),
  );
  if (sentence === undefined) return;
  const now = store.get().draft;
  const isFree = now.usable === undefined && now.tail === "";
  const what = draft.usable ? `/${draft.usable.path}: ` : "";
  store.set({
    draft: isFree
      ? { ...draft, isListOpen: false, refusal: { sentence } }
      : { ...now, refusal: { sentence: what + sentence } },
  });
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
