const MEDIA = /^(?:https?:|blob:|data:(?:image|video)\/[\w.+-]+;base64,)/i;

/** The address as a link may carry it; undefined for anything but the web and Discord's own client. */
export function linkAddress(url: string | null | undefined): string | undefined {
  const parsed = url ? parse(url) : undefined;
  return parsed && /^(?:https?|discord):$/.test(parsed.protocol) ? parsed.href : undefined;
}

/** The address as a picture or a video may have it; an SVG in an `<img>` runs no scripts. */
export const mediaAddress = (url: string | null | undefined): string | undefined =>
  url && MEDIA.test(url) ? url : undefined;

function parse(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}
