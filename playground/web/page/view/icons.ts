import { markup, type Html } from "../../render/html.ts";
import { icon, line } from "../../render/icons.ts";

// More of those in `render/icons.ts`, for what is around the messages.

export const hash: Html = icon(line("M10 4 8 20M16 4l-2 16M4.5 9h16M3.5 15h16"));

export const thread: Html = icon(line("M5 4v8a4 4 0 0 0 4 4h10M15 12l4 4-4 4"));

export const list: Html = icon(line("M4 6h16M4 12h16M4 18h16"));

export const dots: Html = icon(
  markup`<g fill="currentColor">
    <circle cx="5" cy="12" r="2" /><circle cx="12" cy="12" r="2" /><circle cx="19" cy="12" r="2" />
  </g>`,
);

export const sun: Html = icon(
  line(
    "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M5 19l1.4-1.4M17.6 6.4 19 5",
  ),
);

export const moon: Html = icon(line("M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z"));

export const paperPlane: Html = icon(line("M4 4l17 8-17 8 3-8-3-8zM7 12h8"));

export const pulse: Html = icon(line("M3 12h4l3-8 4 16 3-8h4"));

export const down: Html = icon(line("M12 5v14M6 13l6 6 6-6"));

export const bin: Html = icon(line("M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5"));

export const speech: Html = icon(line("M4 5h16v11h-8l-5 4v-4H4z"));

export const chevronUp: Html = icon(line("M6 14.5l6-6 6 6"));
