import { open } from "./app";
import { expect, test } from "./fixtures";

const MAIN = "**/lambda-playground_bg-*.wasm";

test("page and worker share what the page has fetched and compiled", async ({ page }) => {
  const fetched: string[] = [];
  page.context().on("request", (request) => fetched.push(request.url()));
  await open(page);
  expect(fetched.filter((url) => /lambda-playground_bg-\w+\.wasm$/.test(url))).toHaveLength(1);
  expect(page.workers()).toHaveLength(1);
});

const LOOKS = [
  { scheme: "light", chosen: null },
  { scheme: "dark", chosen: null },
  { scheme: "dark", chosen: "light" },
  { scheme: "light", chosen: "contrast" },
] as const;

// At the edges of the layouts as well: the shell and the app have their widths from two places.
const WIDTHS = [390, 720, 721, 1024, 1099, 1100, 1399, 1400];

for (const width of WIDTHS) {
  for (const { scheme, chosen } of [390, 1024].includes(width) ? LOOKS : LOOKS.slice(0, 1)) {
    test(`until the app is there its shell is seen, with its layout and colors: ${width} px, ${scheme}, ${chosen ?? "nothing"} chosen`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      if (chosen) await page.addInitScript((theme) => localStorage.setItem("lambda-playground.looking", `theme=${theme}`), chosen);
      let release = () => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      await page.route(MAIN, async (route) => {
        await held;
        await route.continue();
      });
      await page.goto("/", { waitUntil: "commit" });
      const look = async () => {
        const root = page.locator("#playground > .lp");
        const attributes = ["data-theme", "data-contrast", "data-layout", "data-tight"];
        const columns = await root.locator(".column-main").boundingBox();
        return { attributes: await Promise.all(attributes.map((name) => root.getAttribute(name))), left: columns?.x, width: columns?.width };
      };
      await expect(page.locator("#playground > .lp .skeleton")).toBeVisible();
      const shell = await look();
      release();
      await expect(page.locator(".lp[data-ready=true]")).toBeVisible({ timeout: 20_000 });
      expect(await look()).toEqual(shell);
    });
  }
}
