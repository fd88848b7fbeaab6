import type { ForgetMember, Searched } from "../privacy/erase-member.ts";
import { takeOut } from "../privacy/forget-rows.ts";
import type { PostSheet } from "./post.ts";

/** Who asked for posts that stay; a member's own results were taken down before their records went. */
export const forgetPosts = (sheets: Searched<PostSheet>): ForgetMember =>
  takeOut(sheets, (sheet, memberId) => ({
    ...sheet,
    posts: Object.fromEntries(
      Object.entries(sheet.posts).map(([key, post]) => [
        key,
        post.by === memberId ? { ...post, by: null } : post,
      ]),
    ),
  }));
