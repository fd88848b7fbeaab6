import type { PageState } from "../state/page-state.ts";
import type { Store } from "../state/store.ts";

type Theme = PageState["theme"];

/** What was chosen here before, else what the system likes. */
export function rememberedTheme(): Theme {
  const chosen = localStorage.getItem("theme");
  if (chosen === "dark" || chosen === "light") return chosen;
  return matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
}

export function changeTheme(store: Store<PageState>, theme: Theme): void {
  localStorage.setItem("theme", theme);
  store.set({ theme });
}
