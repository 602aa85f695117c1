// Measures what a person waits for on a first visit, with an empty cache: when the shell is seen, and when the first timeline is
// there. On localhost as it is, and on a slow line (1.6 Mbit/s down, 150 ms round trip, as Chromium emulates it); from a host
// that compresses and lets hashed files be kept, and from one that does neither. What was fetched until then is listed.
import { withBrowser } from "./bench-page.mjs";

const VISITS = 5;
const LINES = [
  { name: "localhost", goal: 1 },
  { name: "1.6 Mbit/s, 150 ms", goal: 5, conditions: { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 } },
];
const HOSTS = [
  { name: "a host that compresses and lets files be kept", args: [] },
  { name: "a host that does neither", args: ["--plain"] },
];

for (const host of HOSTS) {
  await withBrowser(async (browser, address) => {
    for (const line of LINES) {
      const visits = [];
      for (let number = 0; number < VISITS; number++) visits.push(await visit(browser, address, line.conditions));
      const seconds = (name) => visits.map((visit) => visit[name] / 1000).sort((a, b) => a - b);
      const [shell, timeline] = [seconds("shell"), seconds("timeline")];
      const median = (sorted) => sorted[sorted.length >> 1].toFixed(2);
      console.log(`${line.name}, ${host.name}: shell ${median(shell)} s, first timeline ${median(timeline)} s median, ${timeline.at(-1).toFixed(2)} s at most of ${VISITS} (goal: ${line.goal})`);
      if (line.conditions) for (const { name, kilobytes } of visits[0].files) console.log(`  ${kilobytes.toFixed(1).padStart(8)} kB  ${name}`);
    }
  }, host.args);
}

/** One visit with an empty cache: times in ms since it began, and what was fetched before the first timeline. */
async function visit(browser, address, conditions) {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  const page = await context.newPage();
  if (conditions) {
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", conditions);
  }
  await page.addInitScript(() => {
    const look = () => {
      if (!document.querySelector(".lp .timeline canvas.picture[data-drawn]")) return requestAnimationFrame(look);
      window.timelineAt = performance.now();
    };
    look();
  });
  await page.goto(address, { waitUntil: "commit" });
  await page.waitForFunction(() => window.timelineAt, undefined, { timeout: 60_000 });
  const measured = await page.evaluate(() => ({
    shell: performance.getEntriesByName("first-contentful-paint")[0].startTime,
    timeline: window.timelineAt,
    files: performance
      .getEntriesByType("resource")
      .filter((entry) => entry.startTime < window.timelineAt)
      .map((entry) => ({ name: entry.name.split("/").at(-1), kilobytes: entry.transferSize / 1000 })),
  }));
  await context.close();
  return measured;
}
