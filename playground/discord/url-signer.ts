import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Clock } from "./clock.ts";

export interface UrlSigner {
  /** The query Discord's CDN puts on attachments: when it ends, when it began, a signature. */
  sign(path: string): string;
  /** False for an address that was tampered with or has expired. */
  verify(path: string, query: URLSearchParams): boolean;
}

export function createUrlSigner(clock: Clock, urlLifeMs: number): UrlSigner {
  const key = randomBytes(32);
  const mac = (path: string, ex: string, is: string) =>
    createHmac("sha256", key).update(`${path}\n${ex}\n${is}`).digest();
  const seconds = (ms: number) => Math.floor(ms / 1_000);

  return {
    sign(path) {
      const is = seconds(clock.now()).toString(16);
      const ex = seconds(clock.now() + urlLifeMs).toString(16);
      return `ex=${ex}&is=${is}&hm=${mac(path, ex, is).toString("hex")}&`;
    },
    verify(path, query) {
      const ex = query.get("ex") ?? "";
      const given = Buffer.from(query.get("hm") ?? "", "hex");
      const right = mac(path, ex, query.get("is") ?? "");
      if (given.length !== right.length || !timingSafeEqual(given, right)) return false;
      return Number.parseInt(ex, 16) >= seconds(clock.now());
    },
  };
}
