import { figure, open, rerun } from "./app";
import { expect, test } from "./fixtures";

test("everything is where it was after a reload", async ({ page }) => {
  const app = await open(page);
  const memory = app.getByRole("spinbutton", { name: "Memory", exact: true });
  await rerun(app, async () => {
    await memory.fill("1769");
    await memory.press("Enter");
  });
  await app.getByRole("tab", { name: "Logs" }).click();
  await app.getByText("Table", { exact: true }).first().click();
  await app.getByRole("button", { name: "Zoom in" }).click();
  await app.getByLabel("Theme", { exact: true }).selectOption({ label: "High contrast" });
  const theme = await app.getAttribute("data-theme");
  const requests = await figure(app, "Requests").textContent();
  await expect.poll(() => page.evaluate(() => localStorage.getItem("lambda-playground.looking"))).toContain("view=table&tab=logs");
  await expect.poll(() => page.evaluate(() => localStorage.getItem("lambda-playground.scenario"))).toContain("1769");

  await page.reload();
  await expect(app).toBeVisible({ timeout: 20_000 });
  await expect(memory).toHaveValue("1769");
  await expect(figure(app, "Requests")).toHaveText(requests ?? "");
  await expect(app.getByRole("tab", { name: "Logs" })).toHaveAttribute("aria-selected", "true");
  await expect(app.getByRole("radio", { name: "Table" })).toBeChecked();
  expect(await app.getAttribute("data-theme")).toBe(theme);
  // How it was opened is kept as well: the change is marked, and can be taken back at its field.
  await expect(app.getByRole("button", { name: /Memory.*(reset|back)/i }).or(app.getByRole("button", { name: /reset.*memory/i })).first()).toBeVisible();
});

test("what is selected, the moment, the window and the way back survive a reload", async ({ page }) => {
  const app = await open(page);
  const memory = app.getByRole("spinbutton", { name: "Memory", exact: true });
  for (const value of ["1024", "1769"]) {
    await rerun(app, async () => {
      await memory.fill(value);
      await memory.press("Enter");
    });
  }
  await rerun(app, () => app.getByRole("button", { name: /^Undo/ }).click());
  await expect(memory).toHaveValue("1024");
  await app.getByRole("tab", { name: "Cost" }).click();
  await app.getByRole("button", { name: "Zoom in" }).click();
  await app.getByRole("button", { name: /^(Show the first|Go to|Next event)/ }).first().click();
  const selected = app.locator(".inspector h2").first();
  await expect(app.locator(".inspector")).not.toContainText("Nothing selected");
  await expect(app.locator(".inspector .why")).toBeVisible();
  const before = [await selected.textContent(), await app.locator(".inspector dl").first().textContent()];
  const timeline = app.getByRole("img", { name: /^Timeline of/ });
  const window = await timeline.getAttribute("aria-label");
  const moment = await app.getByRole("slider", { name: "Moment shown" }).getAttribute("aria-valuetext");
  await expect.poll(() => page.evaluate(() => localStorage.getItem("lambda-playground.looking"))).toMatch(/tab=cost.*selection=/);
  await expect.poll(() => page.evaluate(() => localStorage.getItem("lambda-playground.history"))).toMatch(/\n769\n/);

  await page.reload();
  await expect(app).toBeVisible({ timeout: 20_000 });
  await expect(memory).toHaveValue("1024");
  await expect(app.getByRole("tab", { name: "Cost" })).toHaveAttribute("aria-selected", "true");
  await expect(app.locator(".inspector .why")).toBeVisible();
  expect([await selected.textContent(), await app.locator(".inspector dl").first().textContent()]).toEqual(before);
  await expect(timeline).toHaveAttribute("aria-label", window ?? "");
  await expect(app.getByRole("slider", { name: "Moment shown" })).toHaveAttribute("aria-valuetext", moment ?? "");
  // Forth, and all the way back.
  await rerun(app, () => app.getByRole("button", { name: /^Redo/ }).click());
  await expect(memory).toHaveValue("1769");
  await rerun(app, () => app.getByRole("button", { name: /^Undo/ }).click());
  await rerun(app, () => app.getByRole("button", { name: /^Undo/ }).click());
  await expect(memory).toHaveValue("512");
  await expect(app.getByRole("button", { name: /^Undo/ })).toBeDisabled();
});

test("a change right before a reload is kept, and so is one before the history came", async ({ page }) => {
  const app = await open(page);
  const memory = app.getByRole("spinbutton", { name: "Memory", exact: true });
  const undo = app.getByRole("button", { name: /^Undo/ });
  await rerun(app, async () => {
    await memory.fill("1024");
    await memory.press("Enter");
  });
  await memory.fill("1769");
  await memory.press("Enter");
  // The history is read once the first run is through. The configuration can be edited before.
  await page.reload();
  const early = page.locator(".lp").getByRole("spinbutton", { name: "Memory", exact: true });
  await expect(early).toHaveValue("1769", { timeout: 20_000 });
  await early.fill("2048");
  await early.press("Enter");
  await expect(app).toBeVisible({ timeout: 20_000 });
  await expect.poll(() => page.evaluate(() => localStorage.getItem("lambda-playground.scenario"))).toContain("2048");
  await page.reload();
  await expect(app).toBeVisible({ timeout: 20_000 });
  for (const value of ["1769", "1024", "512"]) {
    await rerun(app, () => undo.click());
    await expect(memory).toHaveValue(value);
  }
  await expect(undo).toBeDisabled();
});

for (const broken of ["", "1\n", "\u0000", "4294967295\n0 0 1\n{\n=\n\n\n", "9 9 9 9 9"]) {
  test(`a start that finds the history ${JSON.stringify(broken)} goes on without one`, async ({ page }) => {
    await page.addInitScript((text) => {
      localStorage.setItem("lambda-playground.history", text);
      localStorage.setItem("lambda-playground.looking", "cursor=99999999999999&selection=1.4294967295.9223372036854775807.-1&tab=logs");
    }, broken);
    const app = await open(page);
    await expect(figure(app, "Requests")).not.toBeEmpty();
    await expect(app.locator(".inspector")).toContainText("Nothing selected");
    await rerun(app, async () => {
      await app.getByRole("spinbutton", { name: "Memory", exact: true }).fill("1769");
      await app.getByRole("spinbutton", { name: "Memory", exact: true }).press("Enter");
    });
    await rerun(app, () => app.getByRole("button", { name: /^Undo/ }).click());
    await expect(app.getByRole("button", { name: /^Undo/ })).toBeDisabled();
  });
}

for (const broken of ["{", '{"functions": 3}', "\u0000", "null"]) {
  test(`a start that finds ${JSON.stringify(broken)} says so, sets it aside and goes on`, async ({ page }) => {
    await page.addInitScript((text) => {
      if (sessionStorage.getItem("planted")) return;
      sessionStorage.setItem("planted", "1");
      localStorage.setItem("lambda-playground.scenario", text);
      localStorage.setItem("lambda-playground.opened", text);
      localStorage.setItem("lambda-playground.looking", "from=NaN&to=-1&theme=pink&tab&configured=99");
    }, broken);
    const app = await open(page);
    await expect(figure(app, "Requests")).not.toBeEmpty();
    const notice = page.getByRole("dialog", { name: /last visit cannot be read/ });
    await expect(notice).toBeVisible();
    await notice.getByRole("button", { name: "Close" }).click();
    expect(await page.evaluate(() => localStorage.getItem("lambda-playground.unreadable"))).toBe(broken);
    await page.reload();
    await expect(app).toBeVisible({ timeout: 20_000 });
    await expect(notice).toHaveCount(0);
  });
}

test("an app whose browser keeps nothing runs", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("not allowed", "SecurityError");
      },
    });
  });
  const app = await open(page);
  await rerun(app, async () => {
    await app.getByRole("spinbutton", { name: "Memory", exact: true }).fill("1769");
  });
  await expect(figure(app, "Requests")).not.toBeEmpty();
});

test("in a frame nothing is kept: the page around it says what is shown", async ({ page, baseURL }) => {
  const app = await open(page);
  await rerun(app, async () => {
    await app.getByRole("spinbutton", { name: "Memory", exact: true }).fill("1769");
    await app.getByRole("spinbutton", { name: "Memory", exact: true }).press("Enter");
  });
  await expect.poll(() => page.evaluate(() => localStorage.getItem("lambda-playground.history"))).toContain("512");
  await page.route("**/host.html", (route) => route.fulfill({ contentType: "text/html", body: `<iframe src="${baseURL}" width="1300" height="800"></iframe>` }));
  await page.goto("/host.html");
  const framed = page.frameLocator("iframe").locator(".lp[data-ready=true]");
  await expect(framed).toBeVisible({ timeout: 20_000 });
  await expect(framed.getByRole("spinbutton", { name: "Memory", exact: true })).toHaveValue("512");
  await expect(framed.getByRole("button", { name: /^Undo/ })).toBeDisabled();
});
