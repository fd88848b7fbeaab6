import { TimestampStyles, time } from "discord.js";
import type { Page } from "../../sharing/gallery/page.ts";
import type { Wanted } from "../../sharing/gallery/wanted.ts";
import { cut, plain, styleName } from "../card/text.ts";

const SEARCH_LENGTH = 100;

/** What is shown, what was asked for, and how much of it there is. */
export function heading({ number, pages, total }: Page, wanted: Wanted): string {
  const title = titleOf(wanted);
  const asked = filters(wanted);
  const count = `${total.toLocaleString("en-US")} ${total === 1 ? "result" : "results"}`;
  const place = pages > 1 ? `page ${number + 1} of ${pages.toLocaleString("en-US")}` : "";
  return [
    title,
    ...(asked.length === 0 ? [] : [`-# ${asked.join(" · ")}`]),
    total === 0
      ? nothing(wanted, asked.length > 0)
      : `-# ${[count, place].filter(Boolean).join(" · ")}`,
  ].join("\n");
}

function titleOf({ favourites, atLeast }: Wanted): string {
  if (atLeast !== undefined) return "### 🏆 The best of this server";
  return favourites ? "### ⭐ Your favourites" : "### 🎞️ Gallery";
}

function filters({ memberId, style, search, from, until, sort }: Wanted): string[] {
  const day = (at: number): string => time(Math.floor(at / 1000), TimestampStyles.LongDate);
  return [
    memberId !== null && `by <@${memberId}>`,
    style !== null && styleName(style),
    search !== null && `“${plain(cut(search.replaceAll(/\s+/g, " "), SEARCH_LENGTH))}”`,
    from !== null && `from ${day(from)}`,
    // The last moment that still counts.
    until !== null && `to ${day(until - 1)}`,
    sort === "favourites" && "most favourites first",
    sort === "newest" && "newest first",
  ].filter((part) => typeof part === "string");
}

function nothing({ favourites, atLeast }: Wanted, isFiltered: boolean): string {
  if (atLeast !== undefined) {
    return "Nobody has made a video of this time a favourite. Press **Favourite** ⭐ on those you like.";
  }
  if (isFiltered) return "Nothing here matches that. Leave out an option, or change it.";
  return favourites
    ? "You have no favourites yet. Press **Favourite** on a result in `/gallery`."
    : "Nothing to see here yet. Finished videos that everybody may see come here by themselves; `/video` makes one.";
}
