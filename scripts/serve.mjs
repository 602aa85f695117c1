// A static server for localhost that behaves as a good host does: it compresses, lets browsers keep files whose name carries a
// hash of their content for ever, and has them ask again for the others (ETag).
//
//   node scripts/serve.mjs [--port N] [--plain] [--mount PATH=FOLDER]...
//
// Without --port it takes 8080 ($PORT), and 0 is any free one. Each folder appears under its path, the longest path
// first; without --mount, dist/ appears under /. --plain neither compresses nor lets anything be kept, as the simplest hosts do:
// the benchmarks load the page from both kinds. It listens on this machine only.
import compression from "compression";
import { createServer } from "node:http";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import sirv from "sirv";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: process.env.PORT || "8080" },
    plain: { type: "boolean", default: false },
    mount: { type: "string", multiple: true, default: ["/=dist"] },
  },
});
const port = Number(values.port);
const HASHED = /-[0-9a-f]{16}(_bg)?\.\w+$/;

function headers(response, path) {
  const keep = !values.plain && HASHED.test(path);
  response.setHeader("Cache-Control", keep ? "public, max-age=31536000, immutable" : "no-cache");
  response.setHeader("X-Content-Type-Options", "nosniff");
}

const mounts = values.mount
  .map((mount) => {
    const [path, folder] = mount.split("=");
    // `dev` looks at the folder at each request, so that a new build is served without a new start.
    const serve = sirv(resolve(folder), { dev: true, etag: !values.plain, setHeaders: headers });
    return { path: path.endsWith("/") ? path : `${path}/`, serve };
  })
  .sort((a, b) => b.path.length - a.path.length);
const compress = values.plain ? (_request, _response, next) => next() : compression();

const server = createServer((request, response) => {
  const answer = (status, headers = {}) => response.writeHead(status, { "Cache-Control": "no-cache", ...headers }).end();
  if (request.method !== "GET" && request.method !== "HEAD") return answer(405, { Allow: "GET, HEAD" });
  const [pathname] = request.url.split("?");
  for (const { path, serve } of mounts) {
    if (`${pathname}/` === path) return answer(301, { Location: path });
    if (!pathname.startsWith(path)) continue;
    request.url = request.url.slice(path.length - 1);
    return compress(request, response, () => serve(request, response, () => answer(404)));
  }
  answer(404);
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
