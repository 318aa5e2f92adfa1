/** How an exported page looks. The figures read the editor's variables, which are given here. */
const LIGHT = `
  color-scheme: light;
  --paper: #ffffff; --ink: #24292f; --faint: #57606a; --rule: #d0d7de; --code: #f6f8fa;
  --keyword: #8250df; --string: #0a5c36; --number: #0550ae; --comment: #57606a; --name: #953800;
  --alarm: #b3261e; --link: #0550ae;
  --vscode-editor-background: #ffffff; --vscode-editor-foreground: #24292f;
  --vscode-foreground: #24292f; --vscode-descriptionForeground: #57606a;
  --vscode-focusBorder: #005fb8; --vscode-widget-border: #d0d7de;
  --vscode-dropdown-background: #ffffff; --vscode-dropdown-foreground: #24292f;
  --vscode-dropdown-border: #b6bec7;`;

const DARK = `
  color-scheme: dark;
  --paper: #1b1e24; --ink: #d7dce2; --faint: #9aa4af; --rule: #3a4049; --code: #23272f;
  --keyword: #c8a6ff; --string: #8fd3a7; --number: #86b8ff; --comment: #9aa4af; --name: #f0b072;
  --alarm: #ff9a90; --link: #86b8ff;
  --vscode-editor-background: #1b1e24; --vscode-editor-foreground: #d7dce2;
  --vscode-foreground: #d7dce2; --vscode-descriptionForeground: #9aa4af;
  --vscode-focusBorder: #4aa3ff; --vscode-widget-border: #3a4049;
  --vscode-dropdown-background: #23272f; --vscode-dropdown-foreground: #d7dce2;
  --vscode-dropdown-border: #555d68;`;

export const PAGE_STYLE = `
:root {${LIGHT}
  --vscode-font-family: system-ui, -apple-system, "Segoe UI", sans-serif;
}
@media screen and (prefers-color-scheme: dark) { :root {${DARK}
} }
body {
  background: var(--paper); color: var(--ink); margin: 0;
  font: 16px/1.6 var(--vscode-font-family);
}
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
section { margin: 0 0 1.25rem; }
.prose { max-width: 46rem; overflow-wrap: break-word; }
.prose :is(h1, h2, h3) { line-height: 1.25; margin: 1.6em 0 0.6em; }
.prose h1:first-child { margin-top: 0; }
.prose img { max-width: 100%; }
.prose table { border-collapse: collapse; }
.prose :is(th, td) { border: 1px solid var(--rule); padding: 0.25em 0.7em; }
.prose blockquote { margin: 1em 0; padding-left: 1em; border-left: 3px solid var(--rule); color: var(--faint); }
.katex-block { overflow-x: auto; text-align: center; }
a { color: var(--link); }
pre, code { font: 13px/1.5 ui-monospace, "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
:not(pre) > code { background: var(--code); border-radius: 3px; padding: 0.1em 0.3em; }
pre { margin: 0; overflow-x: auto; }
.prose pre, pre.source { background: var(--code); border: 1px solid var(--rule); border-radius: 5px; padding: 0.7em 0.9em; }
.output { margin: 0.6em 0 0; padding-left: 0.9em; max-width: 100%; }
.output .output { padding: 0; margin: 0; }
.output pre { white-space: pre-wrap; overflow-wrap: anywhere; }
.output img { max-width: 100%; height: auto; }
.output iframe { width: 100%; height: 20rem; border: 1px solid var(--rule); resize: vertical; background: #fff; }
.stderr, .note { color: var(--faint); }
.error { color: var(--alarm); }
.hljs-keyword, .hljs-built_in, .hljs-literal { color: var(--keyword); }
.hljs-string, .hljs-regexp, .hljs-subst { color: var(--string); }
.hljs-number { color: var(--number); }
.hljs-comment { color: var(--comment); font-style: italic; }
.hljs-title, .hljs-attr, .hljs-type { color: var(--name); }
@media print {
  main { max-width: none; padding: 0; }
  pre, pre.source { white-space: pre-wrap; overflow-wrap: anywhere; }
  .figure-slot, .output img, .katex-block { break-inside: avoid; }
  .prose :is(h1, h2, h3), pre.source { break-after: avoid; }
}
`;
