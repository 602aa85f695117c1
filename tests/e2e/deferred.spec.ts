import { figure, open, openFile } from "./app";
import { expect, test } from "./fixtures";

const PART = "**/split_later-*.wasm";

test("the first results do not wait for what comes later, which is fetched all the same", async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.context().route(PART, async (route) => {
    await held;
    await route.continue();
  });
  const asked = page.waitForRequest(PART);
  const app = await open(page);
  await expect(figure(app, "Requests")).not.toBeEmpty();
  await asked;
  const panel = app.getByRole("tabpanel").last();
  await expect(panel.getByRole("listitem")).toHaveCount(0);
  release();
  await expect(panel.getByRole("listitem").first()).toBeVisible();
});

test("an app without what comes later runs, says what is missing, and tries again", async ({ page, complaints }) => {
  await page.context().route(PART, (route) => route.abort());
  const app = await open(page);
  await expect(figure(app, "Requests")).not.toBeEmpty();
  const panel = app.getByRole("tabpanel").last();
  await expect(panel.getByRole("alert")).toContainText("could not be loaded");
  await openFile(app, "a.json", "{}");
  const notice = page.getByRole("dialog", { name: /could not be loaded/ });
  await expect(notice).toBeVisible();
  await notice.getByRole("button", { name: "Close" }).click();

  await page.context().unroute(PART);
  await panel.getByRole("button", { name: "Retry" }).click();
  await expect(panel.getByRole("listitem").first()).toBeVisible();
  await expect(app.getByText("could not be loaded")).toHaveCount(0);
  // The browser and the loader say in the console what was refused above.
  expect(complaints.length).toBeGreaterThan(0);
  complaints.length = 0;
});

test("results are shown before there is anything to edit them with", async ({ page, complaints }) => {
  await page.context().route(/(split_editors|chunk_\w+)-\w+\.wasm/, (route) => route.abort());
  const app = await open(page);
  await expect(figure(app, "Requests")).not.toBeEmpty();
  const editors = app.getByRole("complementary", { name: "Configuration" });
  await expect(editors.getByRole("alert")).toContainText("could not be loaded");
  await page.context().unrouteAll();
  await editors.getByRole("button", { name: "Retry" }).click();
  await expect(editors.getByRole("spinbutton", { name: "Memory", exact: true })).toBeVisible();
  expect(complaints.length).toBeGreaterThan(0);
  complaints.length = 0;
});
