import { expect, type Locator, type Page } from "@playwright/test";

/** Opens the app and waits for the results of its first run. */
export async function open(page: Page, path = "/"): Promise<Locator> {
  await page.goto(path);
  const app = page.locator(".lp[data-ready=true]");
  await expect(app).toBeVisible({ timeout: 20_000 });
  return app;
}

/** Does something and waits until the results of a newer run are shown. */
export async function rerun(app: Locator, act: () => Promise<void>): Promise<void> {
  const before = Number(await app.getAttribute("data-generation"));
  await act();
  await expect.poll(async () => Number(await app.getAttribute("data-generation")), { timeout: 20_000 }).toBeGreaterThan(before);
}

/** The figure of a name on the strip. */
export function figure(app: Locator, name: string): Locator {
  return app.locator(".kpi", { has: app.page().locator(".name", { hasText: name }) }).locator(".figure");
}

/** What a canvas says it has drawn. */
export async function drawn(canvas: Locator): Promise<string> {
  return (await canvas.getAttribute("data-drawn")) ?? "";
}

/** Opens a text as a file. */
export async function openFile(app: Locator, name: string, text: string): Promise<void> {
  const file = { name, mimeType: name.endsWith(".csv") ? "text/csv" : "application/json", buffer: Buffer.from(text) };
  await app.locator("header input[type=file]").setInputFiles(file);
}
