import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

/** As the page writes it: between a number and its unit stands a no-break space. */
const sight = (text: string) => text.replaceAll(/(\d) s/g, "$1\u00a0s");

/** The run's timeline, drawn. */
async function open(page: Page) {
  await page.goto("/");
  await expect(page.locator("[data-ready=true]")).toBeVisible();
  const picture = page.locator(".timeline canvas.picture");
  await expect(picture).toHaveAttribute("data-drawn", /^\d{3,} /);
  return {
    picture,
    overlay: page.locator(".timeline canvas.overlay"),
    chart: page.locator(".concurrency canvas.picture"),
    strip: page.getByRole("slider", { name: "Part of the run in sight" }),
  };
}

/** Waits until a canvas shows something else than what `act` began with. */
async function changes(canvas: { getAttribute(name: string): Promise<string | null> }, act: () => Promise<void>) {
  const before = await canvas.getAttribute("data-drawn");
  await act();
  await expect.poll(() => canvas.getAttribute("data-drawn")).not.toBe(before);
}

async function box(page: Page, selector: string) {
  const found = await page.locator(selector).boundingBox();
  if (!found) throw new Error(`${selector} is not on the page`);
  return found;
}

test("shows environments and what is in flight on one axis, sharp and named", async ({ page }) => {
  const { picture, chart, strip } = await open(page);
  await expect(picture).toHaveAttribute("aria-label", /lanes of environments, 0\.00\ss to 1:00\.00 in sight/);
  await expect(chart).toHaveAttribute("data-drawn", /^\d{3,} /);
  await expect(page.locator(".concurrency h2")).toHaveText(/^In flight (peaked at|reached)/);
  await expect(strip).toHaveAttribute("aria-valuetext", /0\.00\ss to 1:00\.00/);
  const pixels = await picture.evaluate((canvas: HTMLCanvasElement) => [
    canvas.width,
    Math.round(canvas.getBoundingClientRect().width * devicePixelRatio),
  ]);
  expect(pixels[0]).toBe(pixels[1]);
});

test("is drawn the same for the same run", async ({ page, context }) => {
  const { picture } = await open(page);
  const again = await open(await context.newPage());
  expect(await again.picture.getAttribute("data-drawn")).toBe(await picture.getAttribute("data-drawn"));
});

test("moves by keys, and leaves the page's own keys alone", async ({ page }) => {
  const { picture, strip } = await open(page);
  await picture.focus();
  await changes(picture, () => page.keyboard.press("+"));
  await expect(strip).toHaveAttribute("aria-valuetext", sight("9.00 s to 51.00 s"));
  await page.keyboard.press("d");
  await expect(strip).toHaveAttribute("aria-valuetext", sight("13.20 s to 55.20 s"));
  await page.keyboard.press("ArrowLeft");
  await expect(strip).toHaveAttribute("aria-valuetext", sight("9.00 s to 51.00 s"));
  await page.keyboard.press("0");
  await expect(strip).toHaveAttribute("aria-valuetext", sight("0.00 s to 1:00.00"));
  await page.keyboard.press("Tab");
  await expect(picture).not.toBeFocused();
});

test("zooms with Ctrl and the wheel, and leaves the plain wheel to the page", async ({ page }) => {
  const { strip } = await open(page);
  const stage = await box(page, ".timeline .stage");
  await page.mouse.move(stage.x + stage.width / 2, stage.y + 120);
  await page.mouse.wheel(0, 40);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
  await expect(strip).toHaveAttribute("aria-valuetext", sight("0.00 s to 1:00.00"));
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -200);
  await page.keyboard.up("Control");
  await expect(strip).not.toHaveAttribute("aria-valuetext", sight("0.00 s to 1:00.00"));
});

test("pans by dragging, zooms by buttons, fits by a double click", async ({ page }) => {
  const { strip } = await open(page);
  await page.getByRole("button", { name: "Zoom in" }).click();
  await expect(strip).toHaveAttribute("aria-valuetext", sight("15.00 s to 45.00 s"));
  const stage = await box(page, ".timeline .stage");
  const [x, y] = [stage.x + 400, stage.y + 120];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 100, y, { steps: 4 });
  await page.mouse.up();
  await expect(strip).toHaveAttribute("aria-valuetext", /^1\d\.\d\d\ss to 4\d\.\d\d\ss$/);
  await page.mouse.dblclick(x, y);
  await expect(strip).toHaveAttribute("aria-valuetext", sight("0.00 s to 1:00.00"));
});

test("chooses a part of the run on the strip", async ({ page }) => {
  const { strip } = await open(page);
  const found = await box(page, ".strip");
  await page.mouse.move(found.x + found.width * 0.25, found.y + 10);
  await page.mouse.down();
  await page.mouse.move(found.x + found.width * 0.5, found.y + 10, { steps: 4 });
  await page.mouse.up();
  await expect(strip).toHaveAttribute("aria-valuetext", /^1[45]\.\d\d\ss to (30|29)\.\d\d\ss$/);
});

test("points at the same moment on both views and tells what is there", async ({ page }) => {
  const { overlay } = await open(page);
  const cursor = page.locator(".concurrency canvas.overlay");
  const stage = await box(page, ".timeline .stage");
  await changes(cursor, () => changes(overlay, () => page.mouse.move(stage.x + 300, stage.y + 105)));
  await expect(page.locator(".tip")).toContainText(/env/);
  await page.mouse.move(stage.x + 300, stage.y - 200);
  await expect(page.locator(".tip")).toHaveCount(0);
});

test("selects what is clicked, also with the canvas' own keys", async ({ page }) => {
  const { picture, overlay } = await open(page);
  const stage = await box(page, ".timeline .stage");
  await changes(overlay, () => page.mouse.click(stage.x + 300, stage.y + 105));
  await expect(page.locator(".inspector h2").first()).not.toBeEmpty();
  await picture.focus();
  await changes(picture, () => page.keyboard.press("f"));
});

test("shows one function alone", async ({ page }) => {
  const { picture } = await open(page);
  const chips = page.getByRole("group", { name: "Functions shown" });
  await changes(picture, () => chips.getByRole("button").nth(1).click());
  await expect(page.locator(".timeline h2")).toHaveText(/^Environments of (?!all)/);
});

test("gives the chart's numbers as a table", async ({ page }) => {
  await open(page);
  await page.locator(".concurrency summary").click();
  const rows = page.locator(".concurrency tbody tr");
  expect(await rows.count()).toBeGreaterThan(10);
  expect(await rows.count()).toBeLessThanOrEqual(30);
});

test("follows the colours that are chosen", async ({ page }) => {
  const { picture } = await open(page);
  const colour = () =>
    picture.evaluate((canvas: HTMLCanvasElement) => {
      const copy = document.createElement("canvas");
      [copy.width, copy.height] = [canvas.width, canvas.height];
      const context = copy.getContext("2d", { willReadFrequently: true });
      context?.drawImage(canvas, 0, 0);
      const at = context?.getImageData(0, 0, copy.width, copy.height).data ?? [];
      let most = 0;
      for (let pixel = 0; pixel < at.length; pixel += 4) if (at[pixel + 3] === 255) most = Math.max(most, at[pixel + 1]);
      return most;
    });
  const light = await colour();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(colour).not.toBe(light);
});
