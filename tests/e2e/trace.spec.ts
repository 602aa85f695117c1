import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { open, openFile, rerun } from "./app";
import { expect, test } from "./fixtures";

/** A run of known times: a burst of 4 requests at 0, 10, 20 … s, each 500 ms long, at most 3 at once. */
const BURSTS = {
  version: 1,
  name: "Bursts",
  duration_s: 60,
  functions: [
    {
      name: "f",
      memory_mb: 1769,
      reserved_concurrency: 3,
      phases: { download_ms: 100, start_ms: 100, init_ms: 300 },
      work: { duration_ms: 500 },
      keep_alive: { initialized_s: null, sandbox_s: null, max_age_s: null },
    },
  ],
  sources: [{ name: "s", function: "f", kind: "sync", traffic: { bursts: { size: 4, every_s: 10 } } }],
};

async function bursts(page: Page, scenario: object = BURSTS): Promise<Locator> {
  const app = await open(page);
  await rerun(app, () => openFile(app, "bursts.json", JSON.stringify(scenario)));
  return app;
}

const show = (page: Page, view: string) => page.getByRole("radiogroup", { name: "View" }).getByRole("radio", { name: view }).check();
const moment = (page: Page) => page.getByRole("slider", { name: "Moment shown" });
const clock = (page: Page) => page.locator(".player .clock");
const readOut = (page: Page) => page.locator(".read-out");

/** Puts the cursor at a thousandth of the run. */
async function seek(page: Page, position: number) {
  await moment(page).fill(String(position));
  await expect(readOut(page)).toContainText("so far");
}

test("the chart of requests in flight is there in every view, also after a reload", async ({ page }) => {
  const app = await bursts(page);
  const title = page.locator(".concurrency h2");
  await expect(title).toContainText("reserved limit of 3");
  const told = (await title.textContent()) ?? "";
  for (const view of ["Fleet", "Table"]) {
    await show(page, view);
    await expect.poll(() => page.evaluate(() => localStorage.getItem("lambda-playground.looking"))).toContain(`view=${view.toLowerCase()}`);
    await page.reload();
    await expect(app).toBeVisible({ timeout: 20_000 });
    await expect(page.getByRole("radio", { name: view })).toBeChecked();
    await expect(title).toHaveText(told);
  }
  // Another scenario's curves are not those of the one before.
  await rerun(app, () => openFile(app, "calm.json", JSON.stringify({ ...BURSTS, functions: [{ ...BURSTS.functions[0], reserved_concurrency: 2 }] })));
  await expect(title).toContainText("reserved limit of 2");
  const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map((element) => element.id));
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test("the cursor is one for all views, set by a click, on the axis and by the slider", async ({ page }) => {
  await open(page);
  const lines = page.locator(".cursor-line");
  await expect(lines).toHaveCount(3);
  await expect(lines.first()).toBeHidden();
  const stage = await page.locator(".timeline .stage").boundingBox();
  if (!stage) throw new Error("no stage");
  await page.mouse.click(stage.x + stage.width / 2, stage.y + 200);
  for (const line of await lines.all()) await expect(line).toBeVisible();
  await expect(readOut(page)).toContainText(/busy.*idle.*requests so far/);
  const before = await clock(page).textContent();
  // On the axis' names a drag moves the cursor, not the view.
  await page.mouse.move(stage.x + 200, stage.y + 6);
  await page.mouse.down();
  await page.mouse.move(stage.x + 300, stage.y + 6, { steps: 3 });
  await page.mouse.up();
  await expect(clock(page)).not.toHaveText(before ?? "");
  await expect(page.getByRole("slider", { name: "Part of the run in sight" })).toHaveAttribute("aria-valuetext", /^0\.00\ss to 1:00\.00$/);
  await seek(page, 500);
  await expect(clock(page)).toHaveText(/^30\.00\ss$/);
  await expect(moment(page)).toHaveAttribute("aria-valuetext", /^30\.00\ss$/);
});

test("the run plays, pauses, plays on and ends; nothing moves before", async ({ page }) => {
  const app = await open(page);
  await expect(clock(page)).toHaveText("–");
  const seconds = async () => parseFloat((await clock(page).textContent()) ?? "");
  const speed = page.getByRole("slider", { name: "Speed" });
  await expect(speed).toHaveAttribute("aria-valuetext", "×3");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await expect.poll(seconds).toBeGreaterThan(0.2);
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  const paused = await clock(page).textContent();
  await page.waitForTimeout(300);
  await expect(clock(page)).toHaveText(paused ?? "");
  // Backwards by the slider, and on from there, fast enough to reach the end.
  await seek(page, 100);
  await expect(clock(page)).toHaveText(/^6\.00\ss$/);
  await speed.fill("12");
  await expect(speed).toHaveAttribute("aria-valuetext", "×1,000");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(clock(page)).toHaveText("1:00.00");
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await expect(app.getByRole("button", { name: "Run in 20 s" })).toHaveAttribute("aria-pressed", "false");
  await page.getByRole("button", { name: "To the beginning" }).click();
  await expect(clock(page)).toHaveText(/^0\.00\ss$/);
});

test("while it plays, what is in sight follows the cursor and nothing else is drawn anew", async ({ page }) => {
  await open(page);
  await page.locator(".timeline canvas.picture").focus();
  await page.keyboard.press("Home");
  for (let press = 0; press < 6; press++) await page.keyboard.press("+");
  await page.keyboard.press("Home");
  const strip = page.getByRole("slider", { name: "Part of the run in sight" });
  await expect(strip).toHaveAttribute("aria-valuetext", /^0\.00\ss/);
  await page.waitForTimeout(500);
  const drawn = await page.evaluate(() => {
    const canvas = document.querySelector(".timeline canvas.picture");
    const changes: string[] = [];
    new MutationObserver((records) => changes.push(...records.map((record) => record.attributeName ?? ""))).observe(canvas as Element, { attributes: true });
    Object.assign(window, { changes });
    return canvas?.getAttribute("data-drawn");
  });
  await page.keyboard.press(" ");
  await expect(clock(page)).toHaveText(/^[1-9]\.\d\d\ss$/);
  // Within the part in sight: no canvas was painted for the cursor.
  expect(await page.evaluate(() => (window as unknown as { changes: string[] }).changes)).toEqual([]);
  expect(drawn).toBe(await page.locator(".timeline canvas.picture").getAttribute("data-drawn"));
  await expect(strip).not.toHaveAttribute("aria-valuetext", /^0\.00\ss/, { timeout: 15_000 });
  await page.keyboard.press(" ");
});

test("who wants less motion sees it in steps", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page);
  const texts = await page.evaluate(async () => {
    const clock = document.querySelector(".player .clock") as Element;
    const seen: string[] = [];
    new MutationObserver(() => seen.push(clock.textContent ?? "")).observe(clock, { childList: true, characterData: true, subtree: true });
    (document.querySelector('[aria-label="Play"]') as HTMLElement).click();
    await new Promise((resolve) => setTimeout(resolve, 1_800));
    (document.querySelector('[aria-label="Pause"]') as HTMLElement).click();
    return seen;
  });
  expect(new Set(texts).size).toBeLessThanOrEqual(6);
  expect(new Set(texts).size).toBeGreaterThanOrEqual(2);
});

test("steps go from event to event, along the selected environment or through the run", async ({ page }) => {
  await bursts(page);
  await page.locator(".timeline canvas.picture").focus();
  const which = page.locator(".inspector .quiet").first();
  await page.keyboard.press(">");
  await expect(which).toContainText("invocation 1 ");
  await page.keyboard.press(">");
  await expect(which).toContainText("invocation 2 ");
  await page.keyboard.press(".");
  await expect(clock(page)).toHaveText(/^10\.00\ss$/);
  await expect(which).toContainText("environment 2 ");
  await page.keyboard.press(",");
  await expect(clock(page)).toHaveText(/^0\.00\ss$/);
  await page.getByRole("button", { name: "Next event" }).click();
  await page.getByRole("button", { name: "Next event" }).click();
  await expect(page.locator(".inspector h2").first()).toHaveText("Why was this request refused?");
  await page.getByRole("button", { name: "Event before" }).click();
  await expect(which).toContainText("invocation 3 ");
});

test("a question mark lists the keys, and digits change the view", async ({ page }) => {
  await open(page);
  await page.locator(".timeline canvas.picture").focus();
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keys" });
  await expect(dialog).toContainText("Next event");
  const found = await new AxeBuilder({ page }).include("dialog[open]").analyze();
  expect(found.violations.map((violation) => violation.id)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.keyboard.press("2");
  await expect(page.locator(".fleet canvas.picture")).toBeVisible();
});

test("the brush is moved by its body, resized at its edges, and by keys", async ({ page }) => {
  await open(page);
  const strip = page.getByRole("slider", { name: "Part of the run in sight" });
  const box = await strip.boundingBox();
  if (!box) throw new Error("no strip");
  const drag = async (from: number, to: number) => {
    await page.mouse.move(box.x + box.width * from, box.y + 16);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * to, box.y + 16, { steps: 4 });
    await page.mouse.up();
  };
  await drag(0.25, 0.5);
  await expect(strip).toHaveAttribute("aria-valuetext", /^1[45]\.\d\d\ss to (30|29)\.\d\d\ss$/);
  await drag(0.4, 0.6);
  await expect(strip).toHaveAttribute("aria-valuetext", /^2[67]\.\d\d\ss to 4[12]\.\d\d\ss$/);
  await drag(0.7, 0.9);
  await expect(strip).toHaveAttribute("aria-valuetext", /^2[67]\.\d\d\ss to 5[34]\.\d\d\ss$/);
  await strip.focus();
  await page.keyboard.press("Home");
  await expect(strip).toHaveAttribute("aria-valuetext", /^0\.00\ss to 2[67]\.\d\d\ss$/);
});

test("the fleet shows every environment at the cursor, in words and as a table", async ({ page }) => {
  await bursts(page);
  await seek(page, 0);
  await show(page, "Fleet");
  const caption = page.locator(".fleet > figcaption");
  await expect(caption).toHaveText(/^At 0\.00\ss there are 3 environments: 3 downloading\.$/);
  const drawn = await page.locator(".fleet canvas.picture").getAttribute("data-drawn");
  await seek(page, 100);
  await expect(caption).toHaveText(/^At 6\.00\ss there are 3 environments: 3 idle\.$/);
  await expect.poll(() => page.locator(".fleet canvas.picture").getAttribute("data-drawn")).not.toBe(drawn);
  await page.locator(".fleet summary").click();
  await expect(page.locator(".fleet tbody tr")).toHaveCount(1);
  await expect(page.locator(".fleet tbody td").nth(4)).toHaveText("3");
  // Boxes are chosen as bars are, and stay chosen on the timeline.
  await page.locator(".fleet canvas.picture").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(page.locator(".inspector .quiet").first()).toContainText("environment 2 ");
  const box = await page.locator(".fleet canvas.picture").boundingBox();
  if (!box) throw new Error("no fleet");
  await page.mouse.move(box.x + 20, box.y + 30);
  await expect(page.locator(".fleet .tip")).toContainText(/env\s1.*idle/);
  await page.mouse.click(box.x + 20, box.y + 30);
  await expect(page.locator(".inspector .quiet").first()).toContainText("environment 1 ");
});

test("a fleet of three thousand is drawn, none of its boxes a part of the page", async ({ page }) => {
  const scenario = structuredClone(BURSTS) as Record<string, unknown>;
  scenario.account = { concurrency_limit: 5000, scaling_per_10s: null, requests_per_second: null };
  scenario.functions = [{ ...BURSTS.functions[0], reserved_concurrency: undefined }];
  scenario.sources = [{ ...BURSTS.sources[0], traffic: { bursts: { size: 3000, every_s: 30 } } }];
  await bursts(page, scenario);
  await seek(page, 5);
  await show(page, "Fleet");
  await expect(page.locator(".fleet > figcaption")).toContainText("there are 3,000 environments");
  await expect(page.locator(".fleet canvas.picture")).toHaveAttribute("data-drawn", /^30\d\d /);
  expect(await page.locator(".fleet *").count()).toBeLessThan(20);
});

test("the table lists requests: sorted, filtered, by keys, and shows what is chosen", async ({ page }) => {
  await bursts(page);
  await show(page, "Table");
  const table = page.getByRole("grid", { name: "Requests" });
  const rows = table.locator("tbody tr");
  const said = page.locator(".requests [role=status]");
  await expect(said).toContainText("24 requests");
  await expect(rows).toHaveCount(15);
  await expect(rows.first()).toContainText("full cold");
  await page.getByLabel("Outcome").selectOption("throttled");
  await expect(said).toContainText("6 requests");
  await expect(rows).toHaveCount(6);
  await expect(rows.first()).toContainText("▼ throttled by reserved concurrency");
  await page.getByLabel("Outcome").selectOption("any");
  await table.getByRole("button", { name: "Duration" }).click();
  await expect(table.getByRole("columnheader", { name: "Duration" })).toHaveAttribute("aria-sort", "descending");
  await expect(rows.first()).toContainText(/1\ss/);
  await table.focus();
  await page.keyboard.press("End");
  await expect(rows.last()).toContainText("throttled");
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expect(rows.first()).toHaveAttribute("aria-selected", "true");
  await expect(page.locator(".inspector h2").first()).toHaveText("Why was this request cold?");
  await expect(clock(page)).not.toHaveText("–");
  // What is chosen is chosen on the timeline, too: there it can be looked at closely.
  await show(page, "Timeline");
  await page.locator(".timeline canvas.picture").focus();
  await page.keyboard.press("f");
  await expect(page.getByRole("slider", { name: "Part of the run in sight" })).not.toHaveAttribute("aria-valuetext", /^0\.00\ss to 1:00\.00$/);
  await show(page, "Table");
  await expect(said).not.toContainText("24 requests");
});

test("a table of many requests holds only those in sight", async ({ page }) => {
  const scenario = { ...BURSTS, sources: [{ ...BURSTS.sources[0], traffic: { constant: { rps: 2000 } } }] };
  await bursts(page, scenario);
  await show(page, "Table");
  await expect(page.locator(".requests [role=status]")).toContainText("120,000 requests");
  const rows = page.locator(".requests tbody tr");
  await page.locator(".request-frame").evaluate((frame) => frame.scrollTo(0, frame.scrollHeight));
  await expect(rows.last()).toContainText(/^1:00\.00|^59\.9/);
  await expect(rows).toHaveCount(15);
  await expect(page.getByRole("grid", { name: "Requests" })).toHaveAttribute("aria-rowcount", "120001");
});

for (const scheme of ["light", "dark"] as const) {
  for (const view of ["Timeline", "Fleet", "Table"]) {
    for (const width of [1440, 390]) {
      test(`axe finds nothing in the view ${view} at ${width} px, ${scheme}`, async ({ page }) => {
        await page.emulateMedia({ colorScheme: scheme });
        await page.setViewportSize({ width, height: 900 });
        await open(page);
        await show(page, view);
        await seek(page, 520);
        if (view === "Table") await expect(page.locator(".requests tbody tr").first()).toContainText(/\d/);
        if (view === "Fleet") await page.locator(".fleet summary").click();
        const found = await new AxeBuilder({ page }).analyze();
        expect(found.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(overflow).toBeLessThanOrEqual(0);
      });
    }
  }
}
