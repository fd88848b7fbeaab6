import { TerminalError } from "../generation/errors.ts";

export interface AddressRules {
  /** `vm.example.com` is that host alone, `.example.com` any host under it. */
  allowedHosts: readonly string[];
  /** Also http and loopback, any port: only where the configured origin itself is loopback. */
  allowLoopbackHttp: boolean;
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|\[::1\]|localhost)$/;

/**
 * Reads an address that somebody else sent (rule 12). What it may not be: another host, another
 * scheme, another port, or one with a user name in it.
 * @param base the address that redirected here
 * @throws {TerminalError} kind "provider", code "address"; its message names at most the host
 */
export function readAddress(text: string, rules: AddressRules, base?: URL): URL {
  let url: URL;
  try {
    url = new URL(text, base);
  } catch {
    // The cause would repeat the whole address, and addresses are signed.
    throw refusal("it is no address");
  }
  if (url.username !== "" || url.password !== "") throw refusal("it carries a user name");
  if (rules.allowLoopbackHttp && LOOPBACK.test(url.hostname) && isHttp(url)) return url;
  if (url.protocol !== "https:") throw refusal(`${url.protocol} is not https`);
  if (url.port !== "") throw refusal("it names a port");
  const listed = rules.allowedHosts.some((host) =>
    host.startsWith(".") ? url.hostname.endsWith(host) : url.hostname === host,
  );
  if (!listed) throw refusal(`${url.hostname} is not an allowed host`);
  return url;
}

const isHttp = (url: URL): boolean => url.protocol === "http:" || url.protocol === "https:";

const refusal = (why: string): TerminalError =>
  new TerminalError("provider", `address refused: ${why}`, { code: "address" });
