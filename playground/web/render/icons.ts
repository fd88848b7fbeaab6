import { markup, type Html } from "./html.ts";

// Drawn for this page. Each takes the colour of the text around it, and says nothing to screen
// readers: the words beside it do.

export const icon = (shape: Html): Html =>
  markup`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shape}</svg>`;

export const line = (d: string): Html =>
  markup`<path
    d="${d}"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round" />`;

export const chevronDown: Html = icon(line("M6 9.5l6 6 6-6"));

export const openOutside: Html = icon(
  line("M14 4h6v6M20 4l-9 9M17 14v4a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2h4"),
);

export const eye: Html = icon(
  markup`${line("M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z")}<circle
      cx="12"
      cy="12"
      r="3"
      fill="currentColor" />`,
);

export const play: Html = icon(
  markup`<path
    d="M8 5.2v13.6a.8.8 0 0 0 1.2.7l10.9-6.8a.8.8 0 0 0 0-1.4L9.2 4.5A.8.8 0 0 0 8 5.2z"
    fill="currentColor" />`,
);

export const document: Html = icon(
  markup`${line("M6 3h8l5 5v11a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM14 3v5h5")}${line("M8 13h7M8 17h5")}`,
);

export const download: Html = icon(line("M12 4v11m-5-5 5 5 5-5M4 20h16"));

export const upload: Html = icon(line("M12 16V5m-5 5 5-5 5 5M4 20h16"));

export const close: Html = icon(line("M6 6l12 12M18 6L6 18"));

export const check: Html = icon(line("M5 12.5l4.5 4.5L19 7.5"));

export const warning: Html = icon(line("M12 4 2.8 20h18.4L12 4zM12 10v4.5M12 17.4v.1"));

export const slash: Html = icon(
  markup`<rect
      x="3.5"
      y="3.5"
      width="17"
      height="17"
      rx="4"
      fill="none"
      stroke="currentColor"
      stroke-width="2" />${line("M14.5 7.5l-5 9")}`,
);
