import type { Reporter, TestModule } from "vitest/node";

/** Ends every run with `N passed, N failed`, counted from the tests that ran. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0;
    let failed = unhandledErrors.length;
    let skipped = 0;
    for (const module of modules) {
      // A file that could not even be loaded has no tests to count, but it failed.
      if (module.state() === "failed" && module.errors().length > 0) failed += 1;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "passed") passed += 1;
        else if (state === "failed") failed += 1;
        else skipped += 1;
      }
    }
    // On a line of its own: tests in a browser are left out where there is none.
    const skippedLine = skipped > 0 ? `${skipped} skipped\n` : "";
    process.once("exit", () => {
      process.stdout.write(`${skippedLine}${passed} passed, ${failed} failed\n`);
    });
  }
}
