import type { ChartTheme } from "../../engine/display/drawing/chart-theme.js";
import {
  SERIES_ON_DARK,
  SERIES_ON_LIGHT,
  translucent,
} from "../../engine/display/drawing/palette.js";
import type { Dispose } from "../mount.js";

/** The editor's theme as it stands: its CSS variables, resolved, since a canvas knows none. */
export function editorTheme(element: Element): ChartTheme {
  const style = getComputedStyle(element);
  const variable = (name: string, otherwise: string) => {
    const value = style.getPropertyValue(`--vscode-${name}`).trim();
    return value === "" ? otherwise : value;
  };
  const { classList } = document.body;
  const light = isLight(classList);
  const foreground = variable("editor-foreground", style.color);
  return {
    foreground,
    muted: isHighContrast(classList) ? foreground : variable("descriptionForeground", foreground),
    grid: grid(document.body),
    background: variable("editor-background", light ? "#ffffff" : "#1f1f1f"),
    fontFamily: style.fontFamily,
    fontSize: 12,
    series: light ? SERIES_ON_LIGHT : SERIES_ON_DARK,
    bandOpacity: isHighContrast(classList) ? 0.4 : light ? 0.22 : 0.28,
  };
}

/** VS Code changes the body's class and the root's variables when the theme changes. */
export function onThemeChange(changed: () => void): Dispose {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributeFilter: ["class"] });
  observer.observe(document.documentElement, { attributeFilter: ["style"] });
  return () => observer.disconnect();
}

/** Fainter than every series, which the theme's own border colours are not. */
function grid({ classList }: Element): string {
  const ink = isLight(classList) ? "#000000" : "#ffffff";
  return translucent(ink, isHighContrast(classList) ? 0.25 : 0.11);
}

function isLight(classes: DOMTokenList): boolean {
  return classes.contains("vscode-light") || classes.contains("vscode-high-contrast-light");
}

function isHighContrast(classes: DOMTokenList): boolean {
  return classes.contains("vscode-high-contrast") || classes.contains("vscode-high-contrast-light");
}
