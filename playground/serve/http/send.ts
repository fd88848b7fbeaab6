import type { ServerResponse } from "node:http";
import type { PageFile } from "../page-bundle.ts";

/**
 * On every answer. Scripts come from here alone; styles may stand in attributes, because the size
 * of a picture is one.
 */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
    "media-src 'self' blob:; font-src 'self' data:; object-src 'none'; base-uri 'none'; " +
    "form-action 'self'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  sendFile(response, status, { bytes, contentType: "application/json; charset=utf-8" });
}

export function sendFile(response: ServerResponse, status: number, file: PageFile): void {
  response.writeHead(status, {
    ...SAFE_HEADERS,
    "content-type": file.contentType,
    "content-length": file.bytes.length,
    "cache-control": "no-store",
  });
  response.end(file.bytes);
}
