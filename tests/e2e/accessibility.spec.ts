import AxeBuilder from "@axe-core/playwright";
import { figure, open, rerun } from "./app";
import { expect, test } from "./fixtures";

for (const scheme of ["light", "dark"] as const) {
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ]) {
    test(`axe finds nothing at ${width} px, ${scheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height });
      const app = await open(page);
      await expect(app.locator("canvas[data-drawn]").first()).toBeVisible();
      const found = await new AxeBuilder({ page }).analyze();
      expect(found.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
      if (width > 720) return;
      await app.getByRole("button", { name: "Configure" }).click();
      await expect(page.getByRole("dialog", { name: "Configuration" })).toBeVisible();
      const inSheet = await new AxeBuilder({ page }).analyze();
      expect(inSheet.violations.map((violation) => violation.id)).toEqual([]);
    });
  }
}

test("the main job is done with the keyboard alone", async ({ page }) => {
  const app = await open(page);
  const before = await figure(app, "Throttled").textContent();
  const reserved = app.getByRole("spinbutton", { name: "Reserved", exact: true });
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press("Tab");
    if (await reserved.evaluate((element) => element === document.activeElement)) break;
  }
  await expect(reserved).toBeFocused();
  await rerun(app, async () => {
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("300");
    await page.keyboard.press("Enter");
  });
  await expect(figure(app, "Throttled")).not.toHaveText(before ?? "");
});

test("nothing scrolls sideways down to 320 px", async ({ page }) => {
  for (const width of [320, 390, 720, 1024, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    await open(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, `at ${width} px`).toBeLessThanOrEqual(0);
  }
});
