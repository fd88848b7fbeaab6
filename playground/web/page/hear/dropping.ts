import { withFile } from "../composer/files.ts";
import { removeOption } from "../composer/draft.ts";
import type { Page } from "../page.ts";
import type { Writing } from "./writing.ts";

/** Files for a command: dropped anywhere over the channel, pasted, or chosen in the system's dialog. */
export function hearDropping({ store }: Page, main: HTMLElement, writing: Writing): void {
  const carriesFiles = (event: DragEvent): boolean =>
    event.dataTransfer?.types.includes("Files") ?? false;

  function take(files: FileList | undefined, name?: string): void {
    let { draft } = store.get();
    for (const file of files ?? []) {
      const filled = withFile(draft, file, name);
      if (!filled) {
        const sentence = draft.usable
          ? "No option of this command takes another file."
          : "Choose a command first, then drop the file.";
        return writing.change({ ...draft, refusal: { sentence } });
      }
      draft = filled;
    }
    writing.change(draft);
  }

  main.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    if (!store.get().isDropping) store.set({ isDropping: true });
  });
  main.addEventListener("dragleave", (event) => {
    const to = event.relatedTarget;
    if (!(to instanceof Node) || !main.contains(to)) store.set({ isDropping: false });
  });
  main.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    store.set({ isDropping: false });
    const chip = event.target instanceof Element ? event.target.closest(".chip") : null;
    const name = chip?.querySelector<HTMLElement>("[data-browse]")?.dataset["browse"];
    take(event.dataTransfer?.files, name);
  });
  main.addEventListener("paste", (event) => {
    const files = event.clipboardData?.files;
    if (!files || files.length === 0 || !store.get().draft.usable) return;
    event.preventDefault();
    take(files);
  });
  main.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    const browse = target.closest<HTMLElement>("[data-browse]")?.dataset["browse"];
    if (browse !== undefined) browseFor((files) => take(files, browse));
    const remove = target.closest<HTMLElement>("[data-remove]")?.dataset["remove"];
    if (remove !== undefined) writing.change(removeOption(store.get().draft, remove));
  });
}

function browseFor(take: (files: FileList | undefined) => void): void {
  const input = document.createElement("input");
  input.type = "file";
  input.addEventListener("change", () => take(input.files ?? undefined), { once: true });
  input.click();
}
