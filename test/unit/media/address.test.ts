import { expect, test } from "vitest";
import { TerminalError } from "../../../src/generation/errors.ts";
import { readAddress } from "../../../src/media/address.ts";

const RULES = { allowedHosts: ["vm.example.com", ".files.example"], allowLoopbackHttp: false };

test.each([
  "https://vm.example.com/a.mp4?sig=1",
  "https://a.files.example/a",
  "https://a.b.files.example/a",
  "https://VM.EXAMPLE.com/a",
  "https://vm.example.com:443/a",
])("%s is allowed", (address) => {
  expect(readAddress(address, RULES).protocol).toBe("https:");
});

test.each([
  ["http://vm.example.com/a", "not https"],
  ["https://vm.example.com:8443/a", "a port"],
  ["https://user@vm.example.com/a", "a user name"],
  ["https://vm.example.com@evil.example/a", "a user name"],
  ["https://evil.example/vm.example.com", "another host"],
  ["https://vm.example.com.evil.example/a", "a host that begins alike"],
  ["https://evilfiles.example/a", "a host that ends alike"],
  ["https://files.example/a", "the bare name where hosts under it are meant"],
  ["https://93.184.216.34/a", "a number"],
  ["https://[2001:db8::1]/a", "a number"],
  ["https://169.254.169.254/latest", "the host's own network"],
  ["http://127.0.0.1:80/a", "loopback"],
  ["https://localhost/a", "loopback"],
  ["file:///etc/passwd", "a file"],
  ["data:text/plain,a", "data"],
  ["not an address", "no address"],
  ["", "nothing"],
])("%s is refused: %s", (address) => {
  expect(() => readAddress(address, RULES)).toThrow(TerminalError);
});

test.each([
  "http://127.0.0.1:8080/a",
  "http://localhost:1/a",
  "http://[::1]:9/a",
  "http://127.0.0.2/a",
])("%s is allowed where the configured origin is loopback", (address) => {
  expect(readAddress(address, { ...RULES, allowLoopbackHttp: true }).href).toBe(address);
});

test.each([
  "http://10.0.0.1/a",
  "http://vm.example.com/a",
  "http://0.0.0.0/a",
  "ftp://127.0.0.1/a",
])("%s is refused even there", (address) => {
  expect(() => readAddress(address, { ...RULES, allowLoopbackHttp: true })).toThrow(TerminalError);
});

test("a relative redirect is read against the address it came from", () => {
  const base = new URL("https://vm.example.com/a/b");
  expect(readAddress("../c", RULES, base).href).toBe("https://vm.example.com/c");
});

test("a refusal never repeats the address, which may be signed", () => {
  const tellingWords = (address: string): string => {
    try {
      return readAddress(address, RULES).href;
    } catch (error) {
      return String(error) + String((error as Error).cause);
    }
  };
  const addresses = [
    "https://evil.example/a?sig=secret",
    "https://%%?sig=secret",
    "http://u:secret@a/",
  ];
  expect(addresses.map(tellingWords).join()).not.toContain("secret");
});
