// Measures the frames of the real page while a run of a million invocations is moved in time: how long after one frame the
// next one is painted, as the browser tells its animation frames.
//
//   pan      the timeline is dragged to and fro, one step a frame
//   zoom     Ctrl and the wheel, in and out, one step a frame
//   play     the whole run is played
//   fleet    the same with a box for every environment
//
// Prints for each the median, the 95th percentile, and the share of frames above 18 ms: at 60 frames a second each takes
// 16.7 ms, and 55 a second are the goal; how long the page's own thread was busy in a frame; and how many different pictures
// were painted in that time, so that it shows that something moved. On a usual screen and on a dense one. Without a GPU, as in
// most continuous integration, the browser composes the page on the processor; the figures are then of that, and a machine
// under load has fewer.
import { open, start, steady, withBrowser } from "./bench-page.mjs";

const INVOCATIONS = Number(process.env.INVOCATIONS ?? 1_000_000);
const FRAMES = 240;
const LONG_MS = 18;

await withBrowser(async (browser, address) => {
  for (const deviceScaleFactor of [1, 2]) await measure(browser, address, deviceScaleFactor);
});

async function measure(browser, address, deviceScaleFactor) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, deviceScaleFactor });
  const app = await start(page, address);
  await open(page, app, steady(INVOCATIONS));
  const requests = await page.locator(".lp").getAttribute("data-requests");
  console.log(`${requests} requests, ${deviceScaleFactor} device pixels a pixel, ${FRAMES} frames each:`);
  // Pans are between the ends, so that every step shows something else.
  for (let look = 0; look < 2; look++) await page.getByRole("button", { name: "Zoom in" }).click();
  await page.waitForTimeout(500);
  tell("pan, a quarter in sight", await page.evaluate(frames, { kind: "pan", count: FRAMES }));
  for (let look = 0; look < 8; look++) await page.getByRole("button", { name: "Zoom in" }).click();
  await page.waitForTimeout(500);
  tell("pan, closely", await page.evaluate(frames, { kind: "pan", count: FRAMES }));
  await page.getByRole("button", { name: "Show the whole run" }).click();
  await page.waitForTimeout(500);
  tell("zoom in and out", await page.evaluate(frames, { kind: "zoom", count: FRAMES }));
  await page.getByRole("button", { name: "Show the whole run" }).click().catch(() => undefined);
  tell("play", await page.evaluate(frames, { kind: "play", count: FRAMES }));
  await page.getByRole("radio", { name: "Fleet" }).check();
  await page.waitForTimeout(500);
  tell("play, fleet", await page.evaluate(frames, { kind: "play", count: FRAMES }));
  await page.close();
}

/**
 * In the page: does one step a frame. Gives how long each frame took and how long of it the page's thread was busy, in ms, and
 * how many pictures were painted.
 */
function frames({ kind, count }) {
  const stage = document.querySelector(".timeline .stage");
  const box = stage.getBoundingClientRect();
  const [left, y] = [box.left + box.width / 2, box.top + 150];
  const pointer = (type, x) =>
    stage.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1, pointerType: "mouse", button: 0, buttons: 1, clientX: x, clientY: y }));
  const click = (name) => document.querySelector(`.player [aria-label="${name}"]`)?.click();
  const step = (frame) => {
    const phase = (frame % 120) / 120;
    // To the left, then to the right, five pixels a frame.
    if (kind === "pan") pointer("pointermove", left + (phase < 0.5 ? -phase : phase - 1) * 600);
    if (kind === "zoom") {
      const deltaY = frame % 120 < 60 ? -20 : 20;
      stage.dispatchEvent(new WheelEvent("wheel", { bubbles: true, cancelable: true, ctrlKey: true, deltaY, clientX: left + 100, clientY: y }));
    }
  };
  const canvas = document.querySelector(".timeline canvas.picture");
  return new Promise((resolve) => {
    const [took, busy, pictures] = [[], [], new Set()];
    // What comes after a frame is painted: messages are dealt with in order, before the next frame.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      busy.push(performance.now() - data);
      pictures.add(canvas.dataset.drawn);
    };
    let last;
    let frame = 0;
    if (kind === "pan") pointer("pointerdown", left);
    if (kind === "play") click("Play");
    const next = (now) => {
      if (last !== undefined) took.push(now - last);
      last = now;
      if (frame++ === count) {
        if (kind === "pan") pointer("pointerup", left);
        if (kind === "play") click("Pause");
        return resolve({ took, busy, pictures: pictures.size });
      }
      step(frame);
      port2.postMessage(now);
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
}

function tell(what, { took, busy, pictures }) {
  const at = (times, share) => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(share * times.length))].toFixed(1);
  const long = took.filter((ms) => ms > LONG_MS).length / took.length;
  const mean = took.reduce((sum, ms) => sum + ms, 0) / took.length;
  const percent = (share) => `${(share * 100).toFixed(0)} %`;
  console.log(
    `  ${what}: ${at(took, 0.5)} ms median, ${at(took, 0.95)} ms p95, ${percent(long)} above ${LONG_MS} ms, ${(1_000 / mean).toFixed(0)} frames a second; ` +
      `busy ${at(busy, 0.5)} ms median, ${at(busy, 0.95)} ms p95; ${pictures} pictures`,
  );
}
