// Runs before the app is there: gives the shell of index.html the colors and the layout that the app will have, so that nothing
// flashes or moves when the app takes its place. The app decides both again (src/app/layout.rs, src/charts/drawing/colors.rs);
// an end-to-end test holds the two together.
const shell = document.querySelector("#playground > .lp");
const { width } = shell.getBoundingClientRect();
const prefers = (query) => matchMedia(`(prefers-${query})`).matches;

/** What an earlier visit chose. A page in somebody's frame keeps nothing, and a browser may forbid to ask. */
function chosenTheme() {
  try {
    return parent === window ? new URLSearchParams(localStorage.getItem("lambda-playground.looking")).get("theme") : null;
  } catch {
    return null;
  }
}

const theme = chosenTheme();
const isDark = theme === "dark" || (prefers("color-scheme: dark") && theme !== "light");
shell.dataset.theme = isDark ? "dark" : "light";
if (theme === "contrast" || prefers("contrast: more")) shell.dataset.contrast = "more";
shell.dataset.layout = width <= 720 ? "narrow" : width < 1400 ? "middle" : "wide";
if (width > 720 && width < 1100) shell.dataset.tight = "true";
