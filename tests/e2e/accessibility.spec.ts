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

for (const scheme of ["light", "dark"] as const) {
  for (const width of [1440, 390]) {
    test(`axe finds nothing at high contrast, ${width} px, ${scheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 844 });
      const app = await open(page);
      await app.getByLabel("Theme", { exact: true }).selectOption({ label: "High contrast" });
      await expect(app).toHaveAttribute("data-contrast", "more");
      await expect(app.getByRole("tabpanel").getByRole("listitem").first()).toBeVisible();
      // Letters have at least 7:1 as well (1.4.6).
      const found = await new AxeBuilder({ page }).options({ rules: { "color-contrast-enhanced": { enabled: true } } }).analyze();
      expect(found.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
    });
  }
}

test("at 390 px nothing lies under the way to the configuration when the page is at its end, nor what has the focus", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const app = await open(page);
  const bar = app.locator(".configure-bar");
  const last = app.getByRole("button", { name: "Show the first throttle" });
  await expect(last).toBeVisible();
  // The page is as long as it gets when its tab has come.
  await expect(app.getByRole("tabpanel").getByRole("listitem").first()).toBeVisible();
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  const [above, below] = [await last.boundingBox(), await bar.boundingBox()];
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0);
  await page.evaluate(() => scrollTo(0, 0));
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    const beneath = await bar.evaluate((bar) => {
      const element = document.activeElement;
      if (!element || element === document.body || bar.contains(element)) return "";
      const box = element.getBoundingClientRect();
      return box.top >= bar.getBoundingClientRect().top ? element.outerHTML.slice(0, 120) : "";
    });
    expect(beneath).toBe("");
  }
});

test("paper is light and whole: no controls, no chart cut off", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 1440, height: 900 });
  const app = await open(page);
  await expect(app.getByRole("tabpanel").getByRole("listitem").first()).toBeVisible();
  await page.emulateMedia({ colorScheme: "dark", media: "print" });
  await page.setViewportSize({ width: 718, height: 1000 });
  expect(await app.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe("rgb(255, 255, 255)");
  const wide = await app.locator("canvas:visible").evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().right > 718.5).length);
  expect(wide).toBe(0);
  // What is left of buttons is what they say: figures, series, moments.
  await expect(app.locator("select:visible, input:visible, summary:visible, .button:visible, .chip:visible, .icon-button:visible")).toHaveCount(0);
});

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

test("what has the focus is never hidden beneath the header (2.4.11)", async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 600 });
  const app = await open(page);
  await expect(app.getByRole("spinbutton", { name: "Memory", exact: true })).toBeVisible();
  const hidden: string[] = [];
  for (const key of ["Tab", "Shift+Tab"]) {
    for (let presses = 0; presses < 90; presses++) {
      await page.keyboard.press(key);
      const beneath = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body || element.closest("header.app-header")) return "";
        const box = element.getBoundingClientRect();
        const header = document.querySelector("header.app-header")?.getBoundingClientRect();
        return header && box.bottom <= header.bottom && box.bottom > 0 ? element.outerHTML.slice(0, 120) : "";
      });
      if (beneath) hidden.push(beneath);
    }
  }
  expect(hidden).toEqual([]);
});

for (const [touch, least] of [
  [false, 24],
  [true, 44],
] as const) {
  test(`controls are at least ${least} px large for ${touch ? "fingers" : "a mouse"} (2.5.8)`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ hasTouch: touch, isMobile: touch, viewport: { width: 390, height: 844 }, baseURL });
    const page = await context.newPage();
    const app = await open(page);
    await expect(app.getByRole("tabpanel").getByRole("listitem").first()).toBeVisible();
    const small = await page.evaluate((least) => {
      const controls = document.querySelectorAll("button, input:not([type=range], [type=checkbox], [type=radio], [type=file]), select, summary, [role=tab]");
      return [...controls]
        .filter((control) => !control.matches(".link, .series, p *, li > a"))
        .map((control) => ({ box: control.getBoundingClientRect(), html: control.outerHTML.slice(0, 100) }))
        .filter(({ box }) => box.width > 0 && (box.width < Math.min(least, 24) || box.height < least - 0.5))
        .map(({ box, html }) => `${Math.round(box.width)}×${Math.round(box.height)} ${html}`);
    }, least);
    expect(small).toEqual([]);
    await context.close();
  });
}

for (const media of [{ forcedColors: "active" }, { contrast: "more" }, { media: "print" }] as const) {
  test(`axe finds nothing with ${JSON.stringify(media)}, and everything is there`, async ({ page }) => {
    await page.emulateMedia(media);
    const app = await open(page);
    await expect(app.getByRole("tabpanel").getByRole("listitem").first()).toBeVisible();
    await expect(app.locator("canvas[data-drawn]").first()).toBeVisible();
    const found = await new AxeBuilder({ page }).analyze();
    expect(found.violations.map((violation) => violation.id)).toEqual([]);
  });
}

test("two fingers zoom, one pans, a tap selects", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ hasTouch: true, viewport: { width: 1024, height: 900 }, baseURL });
  const page = await context.newPage();
  const app = await open(page);
  const canvas = app.getByRole("img", { name: /^Timeline of/ });
  const sight = async () => (await canvas.getAttribute("aria-label")) ?? "";
  await expect(canvas).toBeVisible();
  const box = await canvas.boundingBox();
  if (!box) throw new Error("the timeline has no box");
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const session = await context.newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", xs: number[]) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: xs.map((x, id) => ({ x, y: middle.y, id })) });
  const whole = await sight();
  await touch("touchStart", [middle.x - 50, middle.x + 50]);
  for (let step = 1; step <= 5; step++) await touch("touchMove", [middle.x - 50 - 20 * step, middle.x + 50 + 20 * step]);
  await touch("touchEnd", []);
  await expect.poll(sight).not.toBe(whole);
  const zoomed = await sight();
  await touch("touchStart", [middle.x]);
  for (let step = 1; step <= 5; step++) await touch("touchMove", [middle.x + 20 * step]);
  await touch("touchEnd", []);
  await expect.poll(sight).not.toBe(zoomed);
  await expect(app.getByText("Nothing selected")).toBeVisible();
  // The uppermost lanes are provisioned: there is an environment at any time.
  await page.touchscreen.tap(middle.x, box.y + box.height * 0.25);
  await expect(app.getByText("Nothing selected")).toHaveCount(0);
  await context.close();
});
