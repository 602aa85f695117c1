// What the benchmarks of the real page share: the built app served and opened in Chromium, and a scenario of any size.
import { chromium } from "@playwright/test";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";

/** Serves dist/ with further options of the server, starts Chromium, hands both to `measure`, and ends them, whatever happens. */
export async function withBrowser(measure, args = []) {
  const executablePath = process.env.CHROMIUM || execFileSync("scripts/find-chromium", { encoding: "utf8" }).trim();
  const server = spawn("node", ["scripts/serve.mjs", "--port", "0", ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const [said] = await once(server.stdout, "data");
  const address = String(said).match(/http:\/\/\S+/)[0];
  const root = process.getuid?.() === 0;
  const browser = await chromium.launch({ executablePath, args: [...(root ? ["--no-sandbox"] : []), "--disable-gpu", "--disable-quic"] });
  try {
    await measure(browser, address);
  } finally {
    await browser.close();
    server.kill();
  }
}

/** Opens the app; returns it once it has results. */
export async function start(page, address) {
  await page.goto(address);
  const app = page.locator(".lp[data-ready=true]");
  await app.waitFor({ timeout: 60_000 });
  return app;
}

/** Opens a file and waits for its results. */
export async function open(page, app, file) {
  const generation = Number(await app.getAttribute("data-generation"));
  await page.locator("header input[type=file]").setInputFiles(file);
  await page.waitForFunction((before) => Number(document.querySelector(".lp").dataset.generation) > before, generation, {
    timeout: 120_000,
  });
  await page.waitForTimeout(1_500);
}

/** A scenario of about so many invocations: traffic that waves, and a limit that it meets, so that throttles are in sight. */
export function steady(invocations) {
  const mean_rps = 150;
  const scenario = {
    version: 1,
    name: `${invocations} invocations`,
    duration_s: invocations / mean_rps,
    functions: [{ name: "f", memory_mb: 512, reserved_concurrency: 30, work: { duration_ms: { lognormal: { p50: 120, p99: 900 } }, cpu_share: 0.5 } }],
    sources: [{ name: "s", function: "f", traffic: { wave: { mean_rps, amplitude: 0.5, period_s: 120 } } }],
  };
  return { name: "steady.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(scenario)) };
}
