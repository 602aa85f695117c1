import { figure, open, openFile, rerun } from "./app";
import { expect, test } from "./fixtures";

test("a bad file says what is wrong and changes nothing", async ({ page }) => {
  const app = await open(page);
  const name = await app.getByLabel("Name of the scenario").inputValue();
  await openFile(app, "broken.json", '{"functions": [{"name": "f", "memory_mb": 64, "memroy": 1}]}');
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("broken.json cannot be opened");
  await expect(dialog).toContainText("functions[0].memory_mb: 64 given; allowed: whole numbers 128 to 10,240 MB");
  await expect(dialog).toContainText("functions[0].memroy: unknown field");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(app.getByLabel("Name of the scenario")).toHaveValue(name);
});

test("text that is no scenario and no recording is refused", async ({ page }) => {
  const app = await open(page);
  await openFile(app, "x.json", "not JSON");
  await expect(page.getByRole("dialog")).toContainText("not JSON");
  await page.keyboard.press("Escape");
  await openFile(app, "x.csv", "nothing,to,see\n");
  await expect(page.getByRole("dialog")).toContainText("x.csv cannot be opened");
});

test("a problem is shown even while the one before is still being closed", async ({ page }) => {
  const app = await open(page);
  // The browser tells that a dialog was closed some time after it closed it: make that long enough to open a file in between.
  await page.evaluate(() => {
    window.addEventListener(
      "close",
      (event) => {
        if (!event.isTrusted) return;
        event.stopImmediatePropagation();
        setTimeout(() => event.target?.dispatchEvent(new Event("close")), 700);
      },
      true,
    );
  });
  const dialog = page.getByRole("dialog");
  await openFile(app, "x.json", "not JSON");
  await expect(dialog).toContainText("x.json cannot be opened");
  await page.keyboard.press("Escape");
  await openFile(app, "x.csv", "nothing,to,see\n");
  await expect(dialog).toContainText("x.csv cannot be opened");
  await page.waitForTimeout(1_000);
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

test("a scenario is opened, and what is saved opens again", async ({ page }) => {
  const app = await open(page);
  const scenario = {
    version: 1,
    name: "Steady",
    duration_s: 60,
    functions: [{ name: "f", memory_mb: 512, work: { duration_ms: 100 } }],
    sources: [{ name: "s", function: "f", traffic: { constant: { rps: 5 } } }],
  };
  await rerun(app, () => openFile(app, "steady.json", JSON.stringify(scenario)));
  await expect(figure(app, "Requests")).toHaveText("300");
  const download = page.waitForEvent("download");
  await app.getByRole("button", { name: "Save", exact: true }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("steady.json");
  const path = await file.path();
  await rerun(app, () => app.locator("header input[type=file]").setInputFiles(path));
  await expect(figure(app, "Requests")).toHaveText("300");
});

test("a CSV of counts replaces the traffic and sets the length of the run", async ({ page }) => {
  const app = await open(page);
  // One source, so that two weeks are its recording alone.
  await app.locator("header .menu summary").click();
  await rerun(app, () => app.getByRole("button", { name: /Full, partial and warm/ }).click());
  // Two weeks in five minutes each, as CloudWatch exports them, with a gap.
  const rows = ["timestamp,value"];
  for (let index = 0; index < 4032; index++) {
    if (index === 100) continue;
    const time = new Date(Date.UTC(2026, 0, 5, 0, 5 * index)).toISOString().slice(0, 19).replace("T", " ");
    rows.push(`${time},${60 + (index % 40)}`);
  }
  await rerun(app, () => openFile(app, "counts.csv", rows.join("\n")));
  await expect(app.locator(".kpi").first()).toContainText(/14\sd/);
});
