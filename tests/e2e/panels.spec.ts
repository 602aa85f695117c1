import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { figure, open, rerun } from "./app";
import { expect, test } from "./fixtures";

/** Opens the app with an example. */
async function example(page: Page, name: RegExp): Promise<Locator> {
  const app = await open(page);
  await app.locator("header .menu summary").click();
  await rerun(app, () => app.getByRole("button", { name }).click());
  return app;
}

/** Sets a number and waits for the run. */
async function set(app: Locator, field: Locator, value: string): Promise<void> {
  await rerun(app, async () => {
    await field.fill(value);
    await field.press("Enter");
  });
}

/** Unfolds a part of the panels. */
async function unfold(within: Locator, summary: string): Promise<Locator> {
  const details = within.locator("details", { has: within.page().locator("summary", { hasText: summary }) }).last();
  await details.locator("> summary").click();
  return details;
}

function panel(app: Locator, name: string): Locator {
  return app.locator(`.panel[aria-label="${name}"]`);
}

test("a source becomes a queue: its settings are there, and they change the run", async ({ page }) => {
  const app = await example(page, /slow database/i);
  const sources = panel(app, "Traffic and sources");
  const requests = await figure(app, "Requests").textContent();
  await rerun(app, async () => {
    await sources.getByLabel("Event source", { exact: true }).selectOption({ label: "SQS queue" });
  });
  // Six times the function's timeout, as AWS recommends.
  await expect(sources.getByRole("spinbutton", { name: "Visibility timeout", exact: true })).toHaveValue("36");
  await expect(figure(app, "Requests")).not.toHaveText(requests ?? "");
  const batched = await figure(app, "Requests").textContent();
  await set(app, sources.getByRole("spinbutton", { name: "Batch size", exact: true }), "1");
  await expect(figure(app, "Requests")).not.toHaveText(batched ?? "");
  await sources.getByLabel("Dead-letter queue", { exact: true }).check();
  await expect(sources.getByRole("spinbutton", { name: "maxReceiveCount", exact: true })).toHaveValue("10");
  await expect(sources.getByLabel("Client retries", { exact: true })).toHaveCount(0);
  await rerun(app, () => app.getByRole("button", { name: /^Undo/ }).click());
  await rerun(app, () => app.getByRole("button", { name: /^Undo/ }).click());
  await rerun(app, () => app.getByRole("button", { name: /^Undo/ }).click());
  await expect(figure(app, "Requests")).toHaveText(requests ?? "");
});

test("what is out of range is said at the field, with its range", async ({ page }) => {
  const app = await example(page, /queue that falls behind/i);
  const sources = panel(app, "Traffic and sources");
  const timeout = sources.getByRole("spinbutton", { name: "Visibility timeout", exact: true });
  await timeout.fill("5");
  await timeout.press("Enter");
  const field = sources.locator(".field", { has: page.getByRole("spinbutton", { name: "Visibility timeout", exact: true }) });
  await expect(field.locator(".problem")).toContainText("at least the function's timeout");
  await rerun(app, () => field.getByRole("button", { name: "Use 10" }).click());
  await expect(timeout).toHaveValue("10");
});

test("a canary is made by hand: an alarm, a faulty version, a deployment that is rolled back", async ({ page }) => {
  const app = await example(page, /noisy neighbour/i);
  const alarms = panel(app, "Alarms");
  await rerun(app, () => alarms.getByRole("button", { name: "Add an alarm" }).click());
  await expect(alarms.getByLabel("Metric", { exact: true })).toHaveValue("Errors");
  await set(app, alarms.getByRole("spinbutton", { name: "Threshold", exact: true }), "3");
  const versions = await unfold(panel(app, "Functions"), "Versions and deployments");
  await rerun(app, () => versions.getByRole("button", { name: "Publish a version" }).click());
  await rerun(app, () => versions.getByLabel("Own error rate", { exact: true }).check());
  await set(app, versions.getByRole("spinbutton", { name: "Own error rate", exact: true }), "50");
  await rerun(app, () => versions.getByRole("button", { name: "Add a deployment" }).click());
  await expect(versions.getByLabel("Rolled back by", { exact: true })).toBeChecked();
  await expect(versions.getByLabel("Traffic shifting", { exact: true })).toHaveValue("Canary10Percent5Minutes");
  const duration = panel(app, "Run").getByRole("spinbutton", { name: "Counted time", exact: true });
  await set(app, duration, "600");
  await app.getByRole("tab", { name: "Versions" }).click();
  await expect(app.locator(".deployments li").filter({ hasText: "version 1" })).not.toHaveCount(0);
});

test("a call of a new service makes requests longer, and its removal takes the calls along", async ({ page }) => {
  const app = await example(page, /noisy neighbour/i);
  const calls = await unfold(panel(app, "Functions"), "Calls while it runs");
  await rerun(app, () => calls.getByRole("button", { name: "Add a call" }).click());
  const services = panel(app, "Downstream services");
  await expect(services.getByLabel("Name", { exact: true })).toHaveValue("database");
  await services.getByLabel("Name", { exact: true }).fill("ledger");
  await services.getByLabel("Name", { exact: true }).press("Enter");
  await expect(calls.getByLabel("Calls", { exact: true })).toHaveValue("service:ledger");
  await rerun(app, () => services.getByRole("button", { name: "Remove Service 1" }).click());
  await expect(calls.getByRole("button", { name: "Remove Call 1" })).toHaveCount(0);
});

for (const scheme of ["light", "dark"] as const) {
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ]) {
    test(`axe finds nothing in the unfolded panels at ${width} px, ${scheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height });
      const app = await example(page, /canary/i);
      if (width <= 720) await app.getByRole("button", { name: "Configure" }).click();
      const panels = page.locator(".panels");
      await expect(panels.locator("details").first()).toBeVisible();
      for (let round = 0; round < 2; round++) {
        await panels.locator("details:not([open]) > summary").evaluateAll((all) => all.forEach((summary) => (summary as HTMLElement).click()));
      }
      await expect(panels.getByLabel("Own error rate", { exact: true }).first()).toBeVisible();
      const found = await new AxeBuilder({ page }).include(".panels").analyze();
      expect(found.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
      const overflow = await panels.evaluate((element) => element.scrollWidth - element.clientWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    });
  }
}
