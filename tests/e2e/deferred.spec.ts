import { figure, open, openFile } from "./app";
import { expect, test } from "./fixtures";

/** The files of the areas that are loaded later, and what they share. */
const LATER = /(split|chunk)_\w+-\w+\.wasm/;

test("the first results do not wait for what comes later, which is fetched all the same", async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.context().route(LATER, async (route) => {
    await held;
    await route.continue();
  });
  const asked = page.waitForRequest(/split_asking/);
  const app = await open(page);
  await expect(figure(app, "Requests")).not.toBeEmpty();
  await asked;
  const panel = app.getByRole("tabpanel").last();
  await expect(panel.getByRole("listitem")).toHaveCount(0);
  release();
  await expect(panel.getByRole("listitem").first()).toBeVisible();
});

test("nothing that comes later is fetched before the first timeline is on screen", async ({ page }) => {
  let wasDrawn: boolean | undefined;
  await page.context().route(LATER, async (route) => {
    wasDrawn ??= await page.evaluate(() => {
      const picture = document.querySelector(".timeline canvas.picture");
      return picture?.hasAttribute("data-drawn") ?? false;
    });
    await route.continue();
  });
  const app = await open(page);
  await expect(app.getByRole("tabpanel").last().getByRole("listitem").first()).toBeVisible();
  expect(wasDrawn).toBe(true);
});

test("an app without what comes later runs, is edited, says what is missing, and tries again", async ({ page, complaints }) => {
  await page.context().route(LATER, (route) => route.abort());
  const app = await open(page);
  await expect(figure(app, "Requests")).not.toBeEmpty();
  const panel = app.getByRole("tabpanel").last();
  await expect(panel.getByRole("alert")).toContainText("could not be loaded");
  await openFile(app, "a.json", "{}");
  const notice = page.getByRole("dialog", { name: /could not be loaded/ });
  await expect(notice).toBeVisible();
  await notice.getByRole("button", { name: "Close" }).click();

  // The name, the way back, the colours and the keys need nothing of it.
  await app.getByLabel("Name of the scenario").fill("Without tabs");
  await expect(app.getByLabel("Name of the scenario")).toHaveValue("Without tabs");
  await expect(app.getByRole("button", { name: /^Undo/ })).toBeEnabled();
  await app.getByRole("combobox", { name: "Theme" }).selectOption("Dark");
  await expect(app).toHaveAttribute("data-theme", "dark");
  await app.locator(".timeline canvas.picture").press("2");
  await expect(app.getByRole("radio", { name: "Fleet" })).toBeChecked();
  const view = app.locator(".view.timeline");
  await expect(view.getByRole("alert")).toContainText("could not be loaded");

  await page.context().unroute(LATER);
  const panels = app.getByRole("complementary", { name: "Configuration" });
  await panels.getByRole("button", { name: "Retry" }).click();
  await expect(panels.getByRole("spinbutton", { name: "Memory", exact: true })).toBeVisible();
  await view.getByRole("button", { name: "Retry" }).click();
  await expect(view.locator("figure.fleet canvas.picture")).toBeVisible();
  await panel.getByRole("button", { name: "Retry" }).click();
  await expect(panel.getByRole("listitem").first()).toBeVisible();
  await expect(app.getByText("could not be loaded")).toHaveCount(0);
  // The browser and the loader say in the console what was refused above.
  expect(complaints.length).toBeGreaterThan(0);
  complaints.length = 0;
});

test("a first run that is cancelled leaves no timeline, but the panels to change it", async ({ page }) => {
  const source = { name: "api", function: "f", kind: "sync", traffic: { constant: { rps: 900 } } };
  const long = { version: 1, name: "Long", duration_s: 20_000, functions: [{ name: "f" }], sources: [source] };
  await page.addInitScript((text) => localStorage.setItem("lambda-playground.scenario", text), JSON.stringify(long));
  await page.goto("/");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("spinbutton", { name: "Memory", exact: true })).toBeVisible();
  await expect(page.locator(".timeline canvas.picture")).toHaveCount(0);
});
