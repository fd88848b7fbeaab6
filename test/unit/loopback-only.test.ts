import { connect } from "node:net";
import { expect, test } from "vitest";

test("a test that reaches beyond this machine fails at once", () => {
  // An address of documentation: nobody's, and never connected to.
  expect(() => connect({ host: "192.0.2.1", port: 80 })).toThrow("only loopback is allowed");
});
