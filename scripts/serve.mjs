// A small static server for localhost.
//
//   node scripts/serve.mjs [--port N] [--mount PATH=FOLDER]...
//
// Without --port it takes 8080 ($PORT), and 0 is any free one. Each folder appears under its path, the longest path
// first; without --mount, dist/ appears under /. It listens on this machine only.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { parseArgs } from "node:util";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

const { values } = parseArgs({
  options: {
    port: { type: "string", default: process.env.PORT || "8080" },
    mount: { type: "string", multiple: true, default: ["/=dist"] },
  },
});
const port = Number(values.port);
const mounts = values.mount
  .map((mount) => {
    const [path, folder] = mount.split("=");
    return { path: path.endsWith("/") ? path : `${path}/`, folder: resolve(folder) };
  })
  .sort((a, b) => b.path.length - a.path.length);

/** The file an address stands for, or where to go instead, or nothing. */
async function find(pathname) {
  for (const { path, folder } of mounts) {
    if (`${pathname}/` === path) return { redirect: path };
    if (!pathname.startsWith(path)) continue;
    const file = join(folder, pathname.slice(path.length));
    if (file !== folder && !file.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return undefined;
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile()) return { file, size: found.size };
    if (!found?.isDirectory()) return undefined;
    if (!pathname.endsWith("/")) return { redirect: `${pathname}/` };
    const index = join(file, "index.html");
    const size = (await stat(index).catch(() => undefined))?.size;
    return size === undefined ? undefined : { file: index, size };
  }
  return undefined;
}

const server = createServer(async (request, response) => {
  const answer = (status, headers, body) => {
    response.writeHead(status, { "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff", ...headers });
    response.end(body);
  };
  if (request.method !== "GET" && request.method !== "HEAD") return answer(405, { Allow: "GET, HEAD" });
  let pathname;
  try {
    const url = new URL(request.url, "http://localhost");
    pathname = decodeURIComponent(url.pathname);
  } catch {
    return answer(400, {});
  }
  const found = pathname.includes("\0") ? undefined : await find(pathname);
  if (!found) return answer(404, { "Content-Type": TYPES[".txt"] }, "Not found\n");
  if (found.redirect) return answer(301, { Location: encodeURI(found.redirect) });
  const type = TYPES[extname(found.file)] ?? "application/octet-stream";
  const headers = { "Content-Type": type, "Content-Length": found.size };
  if (request.method === "HEAD") return answer(200, headers);
  const content = createReadStream(found.file);
  content.on("open", () => {
    response.writeHead(200, { "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff", ...headers });
    content.pipe(response);
  });
  content.on("error", () => response.destroy());
});

server.on("error", (error) => {
  if (error.code !== "EADDRINUSE") throw error;
  console.error(`error: port ${port} is taken; another one: make serve PORT=${port + 1}`);
  process.exit(1);
});
server.listen(port, "127.0.0.1", () => {
  for (const { path } of mounts) console.log(`Serving http://localhost:${server.address().port}${path}`);
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(0));
