// Takes the linked wasm file apart: the first load, and a file for each area of src/areas.rs.
//
//   cargo ──► linked .wasm, with relocations ──wasm-split-cli──► main.wasm ──wasm-bindgen──► glue.js, glue_bg.wasm
//                                                     ├────────► split_*.wasm, chunk_*.wasm   (import main's memory and table)
//                                                     └────────► __wasm_split.js              (fetches them)
//
// Which function goes where is no list of ours: what only the functions that are marked #[wasm_split] reach goes with them.
// The splitter reads what the linker wrote, so it comes before wasm-bindgen; Trunk knows no step there and has run
// wasm-bindgen on the whole. Here it runs a second time, on the main part, which takes a quarter of a second.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const LINK = "__wasm_split.js";

/**
 * Splits the app in `folder`, in place of the script `glue` and the wasm file `wasm` that Trunk left there; `profile` is
 * cargo's. Returns the names of the further files: the script `link`, which `glue` imports, and the wasm files `parts`.
 */
export function split(folder, { glue, wasm, profile }) {
  const linked = join(targetDirectory(), "wasm32-unknown-unknown", profile, "lambda-playground.wasm");
  const name = glue.replace(/\.js$/, "");
  // What the splitter calls the main part is overwritten by what wasm-bindgen makes of it.
  execFileSync("wasm-split-cli", ["--out-name", name, linked, folder], { stdio: ["ignore", "ignore", "inherit"] });
  const main = join(folder, `${name}.wasm`);
  execFileSync("wasm-bindgen", ["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-dir", folder, "--out-name", name, main]);
  if (`${name}_bg.wasm` !== wasm) throw new Error(`wasm-bindgen wrote ${name}_bg.wasm, Trunk names ${wasm}`);
  rmSync(main);
  return { link: LINK, parts: readdirSync(folder).filter((file) => /^(split|chunk)_\w+\.wasm$/.test(file)) };
}

function targetDirectory() {
  const metadata = execFileSync("cargo", ["metadata", "--no-deps", "--format-version", "1"], { encoding: "utf8", maxBuffer: 1e8 });
  return JSON.parse(metadata).target_directory;
}
