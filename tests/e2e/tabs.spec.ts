import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { drawn, figure, open, openFile, rerun } from "./app";
import { expect, test } from "./fixtures";

/** Two functions and a service, a canary with a worse version, alarms, and Lambda Insights. */
const scenario = {
  version: 1,
  name: "A canary and an alarm",
  seed: 3,
  duration_s: 900,
  account: { concurrency_limit: 200 },
  functions: [
    {
      name: "checkout",
      memory_mb: 512,
      reserved_concurrency: 20,
      insights: true,
      work: { duration_ms: { lognormal: { p50: 120, p99: 900 } }, error_rate: 0.01 },
      calls: [{ function: "payment" }, { downstream: "orders-db" }],
      versions: [{ version: 2, work: { duration_ms: { lognormal: { p50: 160, p99: 1400 } }, error_rate: 0.08 } }],
      alias: { version: 1, additional_version: 2, additional_weight: 0.1 },
    },
    {
      name: "payment",
      runtime: "python3.13",
      memory_mb: 256,
      timeout_s: 2,
      work: { duration_ms: { lognormal: { p50: 60, p99: 2500 } }, memory_used_mb: 90 },
    },
  ],
  downstreams: [{ name: "orders-db", latency_ms: 12, concurrency_limit: 4 }],
  alarms: [
    {
      name: "too-many-throttles",
      function: "checkout",
      metric: "Throttles",
      statistic: "Sum",
      period_s: 60,
      threshold: 20,
      comparison_operator: "GreaterThanThreshold",
      datapoints_to_alarm: 1,
      evaluation_periods: 1,
    },
  ],
  sources: [
    {
      name: "web",
      function: "checkout",
      traffic: { wave: { mean_rps: 40, amplitude: 0.9, period_s: 300 } },
      retry: { exponential: { base_ms: 100, max_delay_ms: 2000, max_attempts: 3, jitter: "full" } },
    },
  ],
};

/** Opens the scenario and one of its tabs; returns what that shows. */
async function show(page: Page, tab: string): Promise<[Locator, Locator]> {
  const app = await open(page);
  await rerun(app, () => openFile(app, "canary.json", JSON.stringify(scenario)));
  await app.getByRole("tab", { name: tab, exact: true }).click();
  return [app, app.locator(".tabbed").getByRole("tabpanel")];
}

test("findings are the first tab, lead to their moment, and are tried with a click that can be undone", async ({ page }) => {
  const app = await open(page);
  const first = app.getByRole("list", { name: "Findings, most important first" }).getByRole("listitem").first();
  await expect(first).toContainText("throttled by reserved concurrency");
  const below = app.locator(".timeline canvas.picture").first();
  const before = await drawn(below);
  await first.getByRole("button", { name: /Show on the timeline/ }).click();
  await expect.poll(() => drawn(below)).not.toBe(before);
  await expect(app.locator(".inspector h2").first()).toHaveText("Why was this request refused?");
  const throttled = await figure(app, "Throttled").textContent();
  await rerun(app, () => first.getByRole("button", { name: /Try it/ }).click());
  await expect(figure(app, "Throttled")).not.toHaveText(throttled ?? "");
  await expect(app.locator(".kpi", { hasText: "Throttled" }).locator(".compared")).toHaveClass(/better/);
  await rerun(app, () => app.getByRole("button", { name: "Undo" }).click());
  await expect(figure(app, "Throttled")).toHaveText(throttled ?? "");
});

test("why: a throttle tells what held the limit, its rules, and what would have let it in", async ({ page }) => {
  const app = await open(page);
  await app.getByRole("button", { name: "Show the first throttle" }).click();
  const why = app.locator(".inspector .why");
  await expect(why).toContainText("reserved concurrency was full");
  await expect(why).toContainText("It was held by");
  await why.getByText(/^Rules/).click();
  await expect(why).toContainText("A reservation guarantees and caps a function");
  await rerun(app, () => why.getByRole("button", { name: /Try it: Reserved concurrency/ }).click());
});

test("metrics stand beside what happened, with alarms; a series can be hidden", async ({ page }) => {
  const [, panel] = await show(page, "Metrics & alarms");
  const throttles = panel.locator(".metric").nth(1);
  await expect(throttles.locator(".caption")).toContainText("Throttles was at most");
  await expect(panel.getByRole("table", { name: "Alarms" }).getByRole("cell", { name: "ALARM", exact: true }).first()).toBeVisible();
  const canvas = throttles.locator("canvas.picture");
  await expect(canvas).toHaveAttribute("data-drawn", /./);
  const before = await drawn(canvas);
  const series = throttles.getByRole("button", { name: /event time/ });
  await series.click();
  await expect(series).toHaveAttribute("aria-pressed", "false");
  await expect.poll(() => drawn(canvas)).not.toBe(before);
  await panel.getByLabel("Metric of chart 2").selectOption("Errors");
  await expect(throttles.locator(".caption")).toContainText("Errors was at most");
  await panel.getByLabel("Of", { exact: true }).selectOption({ label: "payment" });
  await throttles.getByText("Table", { exact: true }).click();
  await expect(throttles.getByRole("table")).toBeVisible();
});

test("metrics are read by what callers name, and by the version behind an alias, where there is such", async ({ page }) => {
  const [, panel] = await show(page, "Metrics & alarms");
  const of = panel.getByLabel("Of", { exact: true });
  const offered = async () => (await of.locator("option").allTextContents()).join(" | ");
  // A function without versions is told as a whole only.
  await expect.poll(offered).toBe(
    "all functions | checkout | payment | checkout:live | checkout:live → version 1 | checkout:live → version 2",
  );
  await expect(of.locator("optgroup[label=ExecutedVersion] option")).toHaveCount(2);
  const invocations = panel.locator(".metric").first().locator(".caption");
  const highest = async (dimension: string) => {
    const before = await invocations.textContent();
    await of.selectOption({ label: dimension });
    await expect(invocations).not.toHaveText(before ?? "");
    return Number(/at most ([\d,]+)/.exec((await invocations.textContent()) ?? "")?.[1].replace(",", ""));
  };
  const old = await highest("checkout:live → version 1");
  const canary = await highest("checkout:live → version 2");
  expect(canary).toBeGreaterThan(0);
  expect(canary).toBeLessThan(old / 4);
  expect(await highest("checkout:live")).toBeGreaterThan(old);
});

test("latencies are told apart by start, version and source", async ({ page }) => {
  const [, panel] = await show(page, "Latency");
  await expect(panel.getByRole("row", { name: /^cold/ })).toBeVisible();
  await panel.getByLabel("By", { exact: true }).selectOption("version");
  await expect(panel.getByRole("row", { name: /checkout, version 2/ })).toBeVisible();
  await panel.getByLabel("By", { exact: true }).selectOption("source");
  await expect(panel.getByRole("row", { name: /^web/ })).toBeVisible();
  await expect(panel.locator("canvas")).toHaveAttribute("data-drawn", /./);
});

test("logs are filtered, scroll and lead to their invocation", async ({ page }) => {
  const [app, panel] = await show(page, "Logs");
  const lines = panel.getByRole("list", { name: /Log lines/ }).getByRole("listitem");
  await expect(lines.first()).toContainText("INIT_START");
  await panel.getByLabel("Filter").fill("init duration");
  await expect(lines.first()).toContainText("REPORT RequestId");
  await panel.getByLabel("Format").selectOption("JSON");
  await panel.getByLabel("Filter").fill("platform.report");
  await expect(lines.first()).toContainText('"type":"platform.report"');
  const list = panel.getByRole("list", { name: /Log lines/ });
  const last = panel.getByRole("status");
  const total = Number(((await last.textContent()) ?? "").replace(/\D/g, ""));
  await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(list.locator(`li[aria-posinset="${total}"]`)).toBeVisible();
  await lines.first().getByRole("button").click();
  await expect(app.locator(".inspector")).toContainText("invocation");
});

test("a trace is a waterfall through functions and services, on a map", async ({ page }) => {
  const [app, panel] = await show(page, "Traces");
  const waterfall = panel.getByRole("list", { name: "Spans" });
  await expect(waterfall).toContainText("payment AWS::Lambda");
  await expect(waterfall).toContainText("orders-db");
  await expect(panel.getByRole("table", { name: /Service map/ })).toContainText("web");
  await panel.getByLabel("Show", { exact: true }).selectOption("failed");
  const traces = panel.getByRole("list", { name: /^Traces/ });
  await expect(traces.getByRole("button", { pressed: true })).toContainText(/error|timeout/);
  await traces.getByRole("button").nth(1).click();
  await expect(traces.getByRole("button").nth(1)).toHaveAttribute("aria-pressed", "true");
  await waterfall.getByRole("button").first().click();
  await expect(app.locator(".inspector .why").first()).toBeVisible();
});

test("Lambda Insights is off until a function has it, and tells its price", async ({ page }) => {
  const plain = await open(page);
  await plain.getByRole("tab", { name: "Insights" }).click();
  await expect(plain.locator(".tabbed").getByRole("tabpanel")).toContainText("Lambda Insights is off");
  await rerun(plain, () => plain.locator(".tabbed").getByRole("tabpanel").getByLabel("checkout").click());
  await expect(plain.locator(".tabbed").getByRole("tabpanel")).toContainText("CloudWatch adds");
  await plain.getByRole("tabpanel").getByLabel("View", { exact: true }).selectOption("checkout");
  await expect(plain.locator(".tabbed").getByRole("tabpanel")).toContainText("memory_utilization was at most");
});

test("a canary is seen moving: weights, invocations and errors of each version follow the cursor", async ({ page }) => {
  const app = await open(page);
  await app.locator("header .menu summary").click();
  await rerun(app, () => app.getByRole("button", { name: /A canary that is called back/ }).click());
  await app.getByRole("tab", { name: "Versions" }).click();
  const panel = app.locator(".tabbed").getByRole("tabpanel");
  const table = panel.getByRole("table", { name: /^At the cursor/ });
  await expect(panel.getByRole("table").first()).toBeVisible();
  await expect(table).toHaveCount(0);
  const cursor = app.getByRole("slider", { name: "Moment shown" });
  const at = (seconds: number) =>
    cursor.evaluate((input: HTMLInputElement, part) => {
      const [min, max] = [Number(input.min), Number(input.max)];
      input.value = String(min + (max - min) * part);
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }, seconds / 720);
  const row = async (version: number) => {
    const cells = await table.getByRole("row", { name: new RegExp(`^version ${version}`) }).locator("td").allTextContents();
    return cells.map((cell) => Number(cell.replace(/[^\d.]/g, "")));
  };
  await at(100);
  await expect(table).toHaveAccessibleName(/live → version 1, since/);
  expect(await row(2)).toEqual([0, 0, 0, 0]);
  await at(150);
  await expect(table).toHaveAccessibleName(/90\s%, version 2 10\s%, since 2:00.00/);
  const [weight, invocations, errors] = await row(2);
  expect(weight).toBe(10);
  expect(invocations).toBeGreaterThan(5);
  await at(400);
  // The alarm has called it back: it gets nothing more, and what it spoilt stays counted.
  await expect(table).toHaveAccessibleName(/live → version 1, since/);
  const [none, all, failed] = await row(2);
  expect(none).toBe(0);
  expect(all).toBeGreaterThan(invocations);
  expect(failed).toBeGreaterThan(errors);
  // It plays.
  await at(100);
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(table).toHaveAccessibleName(/version 2 10\s%/, { timeout: 20_000 });
});

test("the weight of a version is set with a slider", async ({ page }) => {
  const [app, panel] = await show(page, "Versions");
  await expect(panel.getByRole("row", { name: /^version 2/ })).toBeVisible();
  const slider = panel.getByRole("slider", { name: "Weight of the additional version" });
  await slider.focus();
  await rerun(app, () => slider.press("End"));
  await expect(panel.locator(".weight")).toContainText("version 2 100");
  await expect(panel.getByRole("row", { name: /^version 1/ })).toBeHidden();
});

for (const scheme of ["light", "dark"] as const) {
  test(`axe finds nothing in any tab, ${scheme}`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme: scheme });
    const [app] = await show(page, "Findings");
    for (const tab of await app.locator(".tabbed").getByRole("tab").all()) {
      await tab.click();
      await expect(app.locator(".tabbed").getByRole("tabpanel").locator("[aria-busy=false]").first()).toBeVisible();
      await expect(app.locator(".tabbed").getByRole("tabpanel").locator("p.quiet", { hasText: "…" })).toHaveCount(0);
      const found = await new AxeBuilder({ page }).include(".tabbed").analyze();
      const told = found.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(" | ")}`);
      expect(told, (await tab.textContent()) ?? "").toEqual([]);
    }
  });
}
