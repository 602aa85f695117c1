// Trunk's post_build hook: what Trunk does not do itself.
//
// In every build, the inline script that starts the app becomes a file, together with the JavaScript that wasm-bindgen
// wrote. Two reasons. The page's security policy allows no inline script; and the same file is what the app starts its
// Web Worker from, so that page and worker are one wasm module, of the same build by construction:
//
//   page    <script type="module" src="./boot-….js" data-boot>
//   worker  new Worker(document.querySelector("script[data-boot]").src, { type: "module" })
//
// It names the wasm file relative to itself, which holds in both places and under any path. If the app cannot start,
// the sentence that index.html keeps hidden in the app's place appears.
//
// In a release build, everything a first visit fetches is made small as well.
import { buildSync, transformSync } from "esbuild";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = process.env.TRUNK_STAGING_DIR;
const release = process.env.TRUNK_PROFILE === "release";

/* What wasm-opt does, each flag weighed on the gzipped file:
   - nothing is inlined that is called more than once (-ocimfs 0);
   - --flatten, --rereloop: control flow is built anew, which leaves more to find; twice -Oz finds it;
   - --low-memory-unused: nothing lies at the first 1024 addresses, which are the far end of the stack;
   - --reorder-functions-by-name: what was compiled from one generic function lies side by side, where gzip sees it;
   - --minify-imports-and-exports-and-modules: `a` for `__wbg_addEventListener_847fd86b8c33ec43`. It prints the names. */
const WASM_OPT = ["-ocimfs", "0", "--low-memory-unused", "--flatten", "--rereloop", "-Oz", "-Oz"];
const WASM_NAMES = ["--reorder-functions-by-name", "--minify-imports-and-exports-and-modules"];

const page = join(folder, "index.html");
let html = readFileSync(page, "utf8");

const inline = [...html.matchAll(/<script\b(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)];
if (inline.length !== 1) throw new Error(`index.html has ${inline.length} inline scripts, expected Trunk's one`);
const [element, code] = inline[0];
const glue = code.match(/["'](?:\.?\/)?([\w.-]+\.js)["']/)?.[1];
const wasm = code.match(/["'](?:\.?\/)?([\w.-]+\.wasm)["']/)?.[1];
if (!glue || !wasm) throw new Error(`Trunk's inline script names no .js or no .wasm file: ${code}`);
html = html.replace(element, () => `<script type="module" src="./${glue}" data-boot></script>`);
html = html.replace(/<link rel="modulepreload"[^>]*>/, "");

if (release) {
  const file = join(folder, wasm);
  const wasmOpt = fileURLToPath(new URL("../node_modules/.bin/wasm-opt", import.meta.url));
  const names = execFileSync(wasmOpt, [file, "-o", file, ...WASM_OPT, ...WASM_NAMES], { encoding: "utf8", maxBuffer: 1e8 });
  writeFileSync(join(folder, glue), renamed(readFileSync(join(folder, glue), "utf8"), JSON.parse(names)));
  for (const [, sheet] of html.matchAll(/<link rel="stylesheet" href="\.\/([\w.-]+)"/g)) {
    const { code } = transformSync(readFileSync(join(folder, sheet), "utf8"), { loader: "css", minify: true });
    replaceFile(sheet, code);
  }
}

const boot = `import start from "./${glue}";
try {
  await start({ module_or_path: new URL("./${replaceFile(wasm, readFileSync(join(folder, wasm)))}", import.meta.url) });
} catch (error) {
  globalThis.document?.querySelector("#playground > [hidden]")?.removeAttribute("hidden");
  throw error;
}
`;
const bundle = buildSync({
  stdin: { contents: boot, resolveDir: folder },
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: release,
  write: false,
});
replaceFile(glue, bundle.outputFiles[0].contents, "boot");
writeFileSync(page, html);

/** The JavaScript with the short names that wasm-opt gave to what the wasm file imports and exports. */
function renamed(script, { imports, exports }) {
  const count = (pattern, name) => {
    let found = 0;
    script = script.replace(pattern, (whole, old) => {
      const short = name(old);
      if (short !== undefined) found++;
      return short === undefined ? whole : whole.replace(old, () => short);
    });
    return found;
  };
  const imported = new Map(imports.map(([, old, short]) => [old, short]));
  const exported = new Map(exports);
  const modules = [...new Set(imports.map(([module]) => module))];
  const replaced = count(/^\s+(\w+): function/gm, (old) => imported.get(old));
  count(/\bwasm\.(\w+)/g, (old) => exported.get(old));
  // wasm-opt calls the first module `a`.
  if (replaced !== imported.size || modules.length !== 1 || count(/"([^"]+)": import0/g, () => "a") !== 1) {
    throw new Error(`wasm-bindgen's script has changed its form: ${replaced} of ${imported.size} imports found in it`);
  }
  return script;
}

/** Writes a file of another content in the place of one, under a name with the hash of that; returns the name. */
function replaceFile(old, content, base = old.replace(/-[0-9a-f]{10,16}(?=\.|_bg\.)/, "").replace(extname(old), "")) {
  const name = `${base}-${createHash("sha256").update(content).digest("hex").slice(0, 16)}${extname(old)}`;
  rmSync(join(folder, old));
  writeFileSync(join(folder, name), content);
  html = html.replaceAll(`./${old}`, `./${name}`);
  return name;
}
