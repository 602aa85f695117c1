import { expect, test } from "./fixtures";

for (const path of ["/", "/docs/playground/"]) {
  test(`starts under ${path}`, async ({ page }) => {
    await page.goto(path);
    await expect(page.locator("[data-ready]")).toBeVisible();
    await expect(page).toHaveTitle(/lambda-playground/);
  });
}

test("fetches nothing from outside its own folder", async ({ page, baseURL }) => {
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(`${baseURL}/docs/playground/`)) elsewhere.push(request.url());
  });
  await page.goto("/docs/playground/");
  await expect(page.locator("[data-ready]")).toBeVisible();
  expect(elsewhere).toEqual([]);
});
