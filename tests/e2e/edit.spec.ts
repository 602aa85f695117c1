import { drawn, figure, open, rerun } from "./app";
import { expect, test } from "./fixtures";

test("an edit runs the scenario again: figures and canvas change", async ({ page }) => {
  const app = await open(page);
  const canvas = app.locator("canvas[data-drawn]").first();
  await expect.poll(() => drawn(canvas)).not.toBe("");
  const before = { picture: await drawn(canvas), month: await figure(app, "A month").textContent() };
  const memory = app.getByRole("spinbutton", { name: "Memory", exact: true });
  await rerun(app, async () => {
    await memory.fill("1769");
    await memory.press("Enter");
  });
  await expect(figure(app, "A month")).not.toHaveText(before.month ?? "");
  await expect.poll(() => drawn(canvas)).not.toBe(before.picture);
  await expect(app.locator(".kpi .compared").first()).toBeVisible();
});

test("a change runs once, whether it is completed at once or after its run has begun", async ({ page }) => {
  const app = await open(page);
  const generation = async () => Number(await app.getAttribute("data-generation"));
  const memory = app.getByRole("spinbutton", { name: "Memory", exact: true });
  const before = await generation();
  await memory.fill("1024");
  await memory.press("Enter");
  await expect.poll(generation).toBe(before + 1);
  await rerun(app, () => memory.fill("768"));
  await memory.press("Enter");
  // Longer than the pause after which a change runs.
  await page.waitForTimeout(500);
  expect(await generation()).toBe(before + 2);
});

test("raising the reserved limit ends the throttles, and undo brings them back", async ({ page }) => {
  const app = await open(page);
  const throttled = figure(app, "Throttled");
  const before = await throttled.textContent();
  expect(before).not.toMatch(/^0/);
  const reserved = app.getByRole("spinbutton", { name: "Reserved", exact: true });
  await rerun(app, async () => {
    await reserved.fill("200");
    await reserved.press("Enter");
  });
  await expect(throttled).toHaveText(/^0\s%$/);
  await rerun(app, () => app.getByRole("button", { name: /^Undo/ }).click());
  await expect(throttled).toHaveText(before ?? "");
});

test("a value that is not allowed says so at its field, keeps the results and offers the nearest", async ({ page }) => {
  const app = await open(page);
  const requests = await figure(app, "Requests").textContent();
  const timeout = app.getByRole("spinbutton", { name: "Timeout", exact: true });
  await timeout.fill("9999");
  await timeout.press("Enter");
  const field = app.locator(".field", { has: page.getByRole("spinbutton", { name: "Timeout", exact: true }) });
  await expect(field.locator(".problem")).toContainText("900");
  await expect(timeout).toHaveAttribute("aria-invalid", "true");
  await expect(figure(app, "Requests")).toHaveText(requests ?? "");
  await field.getByRole("button", { name: /900/ }).click();
  await expect(field.locator(".problem")).toHaveCount(0);
  await expect(timeout).toHaveValue("900");
});

test("another example is opened from the header", async ({ page }) => {
  const app = await open(page);
  await app.locator("header .menu summary").click();
  await rerun(app, () => app.getByRole("button", { name: /Full, partial and warm/ }).click());
  await expect(app.getByLabel("Name of the scenario")).toHaveValue("Full, partial and warm");
  await expect(figure(app, "Requests")).toHaveText("10");
});

test("the theme is chosen", async ({ page }) => {
  const app = await open(page);
  const ground = () => app.evaluate((element) => getComputedStyle(element).backgroundColor);
  const theme = app.getByLabel("Theme", { exact: true });
  const choose = (label: string) => theme.selectOption({ label });
  await choose("Light");
  expect(await ground()).toBe("rgb(255, 255, 255)");
  await choose("Dark");
  expect(await ground()).toBe("rgb(18, 22, 28)");
  await page.emulateMedia({ colorScheme: "dark" });
  await choose("High contrast");
  expect(await ground()).toBe("rgb(0, 0, 0)");
  await page.emulateMedia({ colorScheme: "light" });
  await expect.poll(ground).toBe("rgb(255, 255, 255)");
  expect(await app.evaluate((element) => getComputedStyle(element).color)).toBe("rgb(0, 0, 0)");
  await choose("As the system");
  await expect(app).not.toHaveAttribute("data-contrast", /./);
});
