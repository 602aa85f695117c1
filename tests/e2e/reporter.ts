import type { FullConfig, Reporter, Suite } from "@playwright/test/reporter";

/** Ends the run with one plain line: "12 passed, 0 failed". */
export default class ClosingLine implements Reporter {
  private suite?: Suite;

  onBegin(_config: FullConfig, suite: Suite) {
    this.suite = suite;
  }

  async onExit() {
    const outcomes = this.suite?.allTests().map((test) => test.outcome()) ?? [];
    const count = (...wanted: string[]) => outcomes.filter((outcome) => wanted.includes(outcome)).length;
    const skipped = count("skipped");
    const line = `${count("expected", "flaky")} passed, ${count("unexpected")} failed`;
    console.log(skipped > 0 ? `${line}, ${skipped} skipped` : line);
  }
}
