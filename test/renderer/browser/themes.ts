/** What VS Code's own themes put on a notebook's page. */

export interface Theme {
  readonly bodyClass: string;
  readonly variables: Readonly<Record<string, string>>;
}

export type ThemeName = "light" | "dark" | "high contrast";

const common = { "font-family": '"DejaVu Sans", sans-serif' };

export const THEMES: Readonly<Record<ThemeName, Theme>> = {
  light: {
    bodyClass: "vscode-light",
    variables: {
      ...common,
      "editor-background": "#ffffff",
      "editor-foreground": "#3b3b3b",
      foreground: "#3b3b3b",
      descriptionForeground: "#3b3b3bb3",
      focusBorder: "#005fb8",
      "dropdown-background": "#ffffff",
      "dropdown-foreground": "#3b3b3b",
      "dropdown-border": "#cecece",
      "widget-border": "#e5e5e5",
    },
  },
  dark: {
    bodyClass: "vscode-dark",
    variables: {
      ...common,
      "editor-background": "#1f1f1f",
      "editor-foreground": "#cccccc",
      foreground: "#cccccc",
      descriptionForeground: "#9d9d9d",
      focusBorder: "#0078d4",
      "dropdown-background": "#313131",
      "dropdown-foreground": "#cccccc",
      "dropdown-border": "#3c3c3c",
      "widget-border": "#313131",
    },
  },
  "high contrast": {
    bodyClass: "vscode-high-contrast",
    variables: {
      ...common,
      "editor-background": "#000000",
      "editor-foreground": "#ffffff",
      foreground: "#ffffff",
      descriptionForeground: "#ffffffb3",
      focusBorder: "#f38518",
      contrastBorder: "#6fc3df",
      "dropdown-background": "#000000",
      "dropdown-foreground": "#ffffff",
      "dropdown-border": "#6fc3df",
    },
  },
};
