/** The renderers read the editor's theme from the body's class: here it is the reader's, and light on paper. */

const dark = matchMedia("(prefers-color-scheme: dark)");

const show = (isDark: boolean): void => {
  document.body.classList.toggle("vscode-dark", isDark);
  document.body.classList.toggle("vscode-light", !isDark);
};

export function followColorScheme(): void {
  show(dark.matches);
  dark.addEventListener("change", () => show(dark.matches));
  addEventListener("beforeprint", () => show(false));
  addEventListener("afterprint", () => show(dark.matches));
}
