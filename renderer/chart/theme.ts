import type { ChartTheme } from "../../engine/display/drawing/chart-theme.js";
import { SERIES_ON_DARK, SERIES_ON_LIGHT } from "../../engine/display/drawing/palette.js";
import type { Dispose } from "../mount.js";

/** The editor's theme as it stands: its CSS variables, resolved, since a canvas knows none. */
export function editorTheme(element: Element): ChartTheme {
  const style = getComputedStyle(element);
  const variable = (name: string, otherwise: string) => {
    const value = style.getPropertyValue(`--vscode-${name}`).trim();
    return value === "" ? otherwise : value;
  };
  const { classList } = document.body;
  const light =
    classList.contains("vscode-light") || classList.contains("vscode-high-contrast-light");
  const highContrast = classList.contains("vscode-high-contrast");
  const foreground = variable("editor-foreground", style.color);
  const faint = light ? "#0000001a" : "#ffffff1f";
  return {
    foreground,
    muted: highContrast ? foreground : variable("descriptionForeground", foreground),
    grid: highContrast ? variable("contrastBorder", faint) : faint,
    background: variable("editor-background", light ? "#ffffff" : "#1f1f1f"),
    fontFamily: style.fontFamily,
    fontSize: 12,
    series: light ? SERIES_ON_LIGHT : SERIES_ON_DARK,
  };
}

/** VS Code changes the body's class and the root's variables when the theme changes. */
export function onThemeChange(changed: () => void): Dispose {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributeFilter: ["class"] });
  observer.observe(document.documentElement, { attributeFilter: ["style"] });
  return () => observer.disconnect();
}
