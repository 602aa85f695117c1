import type { Locator, Page } from "@playwright/test";
import { open, rerun } from "./app";
import { expect, test } from "./fixtures";

// How the main views look. The pictures were taken with the fonts that this width stands for: where text is set in others,
// lines break elsewhere, and there is nothing to compare. Taken anew: playwright test snapshots --update-snapshots
const PROBE = "Handgloves 0123456789 µs";
const PROBE_WIDTHS = { "system-ui": 182.53, monospace: 187.84 };

async function hasTheirFonts(page: Page): Promise<boolean> {
  const widths = await page.evaluate(
    ([text, families]) => {
      const context = document.createElement("canvas").getContext("2d");
      return (families as string[]).map((family) => {
        if (!context) return 0;
        context.font = `13px ${family}`;
        return context.measureText(text as string).width;
      });
    },
    [PROBE, Object.keys(PROBE_WIDTHS)],
  );
  return Object.values(PROBE_WIDTHS).every((width, index) => Math.abs(width - (widths[index] ?? 0)) < 0.5);
}

/** Compares; a few pixels may differ at the edges of letters and lines, but no word. */
async function looksAs(name: string, seen: Locator | Page): Promise<void> {
  // The two have one method, but no type in common that has it.
  const compared = "goto" in seen ? expect(seen) : expect(seen);
  await compared.toHaveScreenshot(`${name}.png`, { maxDiffPixels: 40, animations: "disabled" });
}

async function start(page: Page): Promise<Locator> {
  const app = await open(page);
  test.skip(!(await hasTheirFonts(page)), "text is set in other fonts here than in the pictures");
  await expect(app.getByRole("tabpanel").getByRole("listitem").first()).toBeVisible();
  await expect(app.locator("canvas[data-drawn]").first()).toBeVisible();
  // The configuration is there as well.
  const memory = app.getByRole("spinbutton", { name: "Memory", exact: true });
  if ((page.viewportSize()?.width ?? 0) > 720) await expect(memory).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  return app;
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
    [390, 844],
  ]) {
    test(`the first picture at ${width} px, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      await start(page);
      await looksAs(`first-${width}-${colorScheme}`, page);
    });
  }

  test(`fleet, table and tabs, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const app = await start(page);
    const view = app.locator(".view.timeline");
    for (const name of ["Fleet", "Table"]) {
      await app.getByRole("radio", { name }).check();
      await expect(name === "Fleet" ? view.locator("canvas[data-drawn]").last() : view.getByRole("row").nth(3)).toBeVisible();
      await looksAs(`${name.toLowerCase()}-${colorScheme}`, view);
    }
    for (const name of ["Metrics & alarms", "Latency", "Cost", "Traces"]) {
      const tab = app.getByRole("tab", { name, exact: true });
      await tab.click();
      const panel = app.locator(".tabbed").getByRole("tabpanel");
      await expect(panel.locator("table, canvas[data-drawn]").first()).toBeVisible();
      await expect(panel.locator("[aria-busy=true]")).toHaveCount(0);
      await looksAs(`${name.split(" ")[0].toLowerCase()}-${colorScheme}`, app.locator(".tabbed"));
    }
  });

  test(`why, and live, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 1440, height: 900 });
    const app = await start(page);
    await app.getByRole("button", { name: "Show the first throttle" }).click();
    await expect(app.getByRole("complementary", { name: "Inspector" }).getByRole("button", { name: "Try it" })).toBeVisible();
    await looksAs(`why-${colorScheme}`, app.getByRole("complementary", { name: "Inspector" }));
    await app.getByRole("button", { name: "Live", exact: true }).click();
    await app.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("slider", { name: "Moment shown" }).fill("300");
    await expect(page.locator(".player .clock")).toHaveText("18.00 s");
    await rerun(app, () => app.getByRole("button", { name: "Invoke 100 times" }).click());
    await expect(page.getByRole("region", { name: "Live mode" }).getByRole("status")).not.toBeEmpty();
    await looksAs(`live-${colorScheme}`, app.locator(".view.timeline"));
  });
}
