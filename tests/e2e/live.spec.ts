import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { figure, open, openFile, rerun } from "./app";
import { expect, test } from "./fixtures";

/** Two calls a second for two minutes, 200 ms long, at most 20 at once. */
const STEADY = {
  version: 1,
  name: "Steady",
  duration_s: 120,
  functions: [
    {
      name: "f",
      memory_mb: 1769,
      reserved_concurrency: 20,
      phases: { download_ms: 100, start_ms: 100, init_ms: 300 },
      work: { duration_ms: 200 },
      keep_alive: { initialized_s: null, sandbox_s: null, max_age_s: null },
    },
  ],
  sources: [{ name: "api", function: "f", kind: "sync", traffic: { constant: { rps: 2 } } }],
};

const WITH_A_SERVICE = {
  ...STEADY,
  functions: [{ ...STEADY.functions[0], calls: [{ downstream: "db" }] }],
  downstreams: [{ name: "db", latency_ms: 100 }],
};

async function steady(page: Page, scenario: object = STEADY): Promise<Locator> {
  const app = await open(page);
  await rerun(app, () => openFile(app, "steady.json", JSON.stringify(scenario)));
  return app;
}

const live = (page: Page) => page.getByRole("button", { name: "Live", exact: true });
const bar = (page: Page) => page.getByRole("region", { name: "Live mode" });
const told = (page: Page) => bar(page).getByRole("status");
const clock = (page: Page) => page.locator(".player .clock");

/** Live, standing still at a quarter of the run. */
async function standing(page: Page, scenario: object = STEADY): Promise<Locator> {
  const app = await steady(page, scenario);
  await page.getByRole("slider", { name: "Moment shown" }).fill("250");
  await live(page).click();
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("slider", { name: "Moment shown" }).fill("250");
  await expect(clock(page)).toHaveText(/^30\.00\ss$/);
  return app;
}

test("invoking 100 times throttles, and is taken back with one click", async ({ page }) => {
  const app = await standing(page);
  await expect(live(page)).toHaveAttribute("aria-pressed", "true");
  await expect(told(page)).toContainText("every step can be undone");
  await expect(figure(app, "throttled")).toHaveText(/^0/);
  await rerun(app, () => bar(page).getByRole("button", { name: "Invoke 100 times" }).click());
  await expect(told(page)).toHaveText(/^At 30\.00\ss: 100 calls through api$/);
  await expect(figure(app, "throttled")).not.toHaveText(/^0/);
  // Nothing jumps.
  await expect(clock(page)).toHaveText(/^30\.00\ss$/);
  await expect(page.locator(".strip .change-marks g")).toHaveCount(1);
  await expect(page.locator(".stage .change-marks title")).toHaveText(/100 calls through api/);
  await rerun(app, () => bar(page).getByRole("button", { name: "Undo" }).click());
  await expect(figure(app, "throttled")).toHaveText(/^0/);
  await expect(page.locator(".change-marks")).toHaveCount(0);
  await expect(told(page)).toContainText("Undone");
});

test("while it plays, an intervention holds from then on and time goes on", async ({ page }) => {
  const app = await steady(page);
  await live(page).click();
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await rerun(app, () => bar(page).getByRole("button", { name: "Invoke 10 times" }).click());
  await expect(told(page)).toHaveText(/^At \d+\.\d+\ss: 10 calls through api$/);
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  const before = await clock(page).textContent();
  await expect(clock(page)).not.toHaveText(before ?? "");
});

test("a dependency becomes slow, and fast again", async ({ page }) => {
  const app = await standing(page, WITH_A_SERVICE);
  const service = bar(page).getByRole("group", { name: "Service db" });
  await expect(service.getByRole("button", { name: "normal" })).toHaveAttribute("aria-pressed", "true");
  await rerun(app, () => service.getByRole("button", { name: "×10 slower" }).click());
  await expect(told(page)).toHaveText(/db takes ×10 as long$/);
  await expect(service.getByRole("button", { name: "×10 slower" })).toHaveAttribute("aria-pressed", "true");
  await rerun(app, () => service.getByRole("button", { name: "normal" }).click());
  await expect(told(page)).toHaveText(/db as fast as at first$/);
});

test("a handler is slowed down, also beside a service: what is slowed is chosen", async ({ page }) => {
  const app = await standing(page, WITH_A_SERVICE);
  await bar(page).getByRole("combobox", { name: "Slow down" }).selectOption("Handler of f");
  const handler = bar(page).getByRole("group", { name: "Handler of f" });
  await rerun(app, () => handler.getByRole("button", { name: "×2 slower" }).click());
  await expect(told(page)).toHaveText(/handler of f takes ×2 as long$/);
});

test("the selected environment is killed", async ({ page }) => {
  const app = await standing(page);
  await expect(bar(page).getByRole("button", { name: "Kill environment" })).toBeDisabled();
  // The next event is a request on the one environment.
  await page.getByRole("button", { name: "Next event" }).click();
  const kill = bar(page).getByRole("button", { name: /^Kill environment \d+ of f$/ });
  await expect(kill).toBeEnabled();
  await rerun(app, () => kill.click());
  await expect(told(page)).toHaveText(/environment \d+ of f killed$/);
});

test("a setting that can change does so from the cursor on; another begins the run anew and says so", async ({ page }) => {
  const app = await standing(page);
  const memory = page.getByRole("spinbutton", { name: /^Memory/ }).or(page.getByRole("textbox", { name: /^Memory/ })).first();
  await rerun(app, async () => {
    await memory.fill("512");
    await memory.press("Tab");
  });
  await expect(told(page)).toHaveText(/^At 30\.00\ss: f deployed: memory 512/);
  await expect(memory).toHaveValue("512");
  const seed = page.getByRole("button", { name: "Another seed" });
  await rerun(app, () => seed.click());
  await expect(told(page)).toContainText("cannot change while a run goes on");
});

test("the list of changes: edited in time, added to and shortened", async ({ page }) => {
  const app = await standing(page);
  await rerun(app, () => bar(page).getByRole("button", { name: "Invoke 100 times" }).click());
  const panel = page.getByRole("region", { name: "Changes during the run" });
  await panel.locator("summary").click();
  const list = panel.getByRole("listitem");
  await expect(list).toHaveCount(1);
  const when = list.getByLabel(/, at \(s\)$/);
  await rerun(app, async () => {
    await when.fill("50");
    await when.press("Tab");
  });
  await expect(page.locator(".stage .change-marks title")).toHaveText(/^At 50\.00/);
  await rerun(app, async () => void (await panel.getByRole("combobox", { name: "Add a change" }).selectOption("Traffic ×")));
  await expect(list).toHaveCount(2);
  await rerun(app, () => list.first().getByRole("button", { name: /^Remove/ }).click());
  await expect(list).toHaveCount(1);
});

test("at the end time goes on if wanted", async ({ page }) => {
  const app = await standing(page);
  await page.getByRole("button", { name: "To the end" }).click();
  await expect(told(page)).toHaveText("This is the end of the simulated time.");
  await rerun(app, () => bar(page).getByRole("button", { name: /^Go on for another 2\smin$/ }).click());
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect(app).toHaveAttribute("data-ready", "true");
});

test("by keys alone", async ({ page }) => {
  const app = await steady(page);
  await page.locator(".timeline .stage .picture").focus();
  await page.keyboard.press("l");
  await expect(bar(page)).toBeVisible();
  await page.keyboard.press(" ");
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
  await rerun(app, () => page.keyboard.press("p"));
  await expect(told(page)).toContainText("100 calls through api");
  await rerun(app, () => page.keyboard.press("Control+z"));
  await expect(told(page)).toContainText("Undone");
  await page.keyboard.press(".");
  await expect(bar(page).getByRole("button", { name: /^Kill environment \d/ })).toBeEnabled();
  await rerun(app, () => page.keyboard.press("k"));
  await expect(told(page)).toContainText("killed");
  await page.keyboard.press("l");
  await expect(bar(page)).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1400, 390]) {
    test(`axe finds nothing, ${colorScheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      const app = await standing(page, WITH_A_SERVICE);
      await rerun(app, () => bar(page).getByRole("button", { name: "Invoke 100 times" }).click());
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    });
  }
}
