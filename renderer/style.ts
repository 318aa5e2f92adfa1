/**
 * Colours and fonts are the editor's, by its CSS variables: a change of theme needs no script. Our words run from left
 * to right on any page, so that numbers do not change places; names from people run their own way.
 */
export const STYLE = `
.ntkbook {
  --muted: var(--vscode-descriptionForeground, currentColor);
  --line: var(--vscode-widget-border, var(--vscode-panel-border, rgb(128 128 128 / 35%)));
  --first: #0072b2; --second: #d55e00; --third: #009e73;
  color: var(--vscode-editor-foreground, var(--vscode-foreground));
  font: 13px/1.45 var(--vscode-font-family, system-ui, sans-serif);
  font-variant-numeric: tabular-nums;
  padding: 4px 0 6px;
  direction: ltr; text-align: start;
}
.ntkbook :is(h3, .facts, button.series, .panel-name) { unicode-bidi: plaintext; }
.ntkbook header {
  display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 14px; margin-bottom: 6px;
}
.ntkbook h3 { font-size: 14px; font-weight: 600; line-height: 1.3; margin: 0; overflow-wrap: anywhere; }
.ntkbook .facts, .ntkbook .caption { color: var(--muted); font-size: 12px; margin: 0; }
.ntkbook .figure { position: relative; outline: none; touch-action: pan-y; }
.ntkbook .figure:focus-visible .focus, .ntkbook .plot:focus-visible {
  outline: 2px solid var(--vscode-focusBorder, Highlight); outline-offset: 2px;
}
.ntkbook .figure > * { position: absolute; left: 0; top: 0; }
.ntkbook .figure canvas { image-rendering: pixelated; }
.ntkbook svg { overflow: visible; pointer-events: none; }
.ntkbook svg text { fill: var(--muted); font-size: 11px; }
.ntkbook .tick { stroke: var(--muted); stroke-width: 1; }
.ntkbook .frame { fill: none; stroke: var(--vscode-contrastBorder, var(--line)); }
.ntkbook .separator { stroke: #000; stroke-opacity: 0.75; stroke-width: 1; }
.ntkbook .separator.edge { stroke: #fff; stroke-opacity: 0.5; stroke-width: 3; }
.ntkbook .halo { fill: none; stroke: #000; stroke-width: 3; opacity: 0.75; }
.ntkbook .mark { fill: none; stroke: #fff; stroke-width: 1.25; }
.ntkbook .hair { stroke: #fff; stroke-width: 1; opacity: 0.55; mix-blend-mode: difference; }
.ntkbook .pointer { fill: currentColor; }
.ntkbook .clipped { fill: currentColor; stroke: none; }
.ntkbook .panel-name { fill: currentColor; font-size: 12px; font-weight: 600; }
.ntkbook .slider { display: flex; align-items: center; gap: 8px; font-size: 12px; margin-bottom: 4px; }
.ntkbook .slider input { width: min(320px, 50%); accent-color: var(--vscode-focusBorder, auto); }
.ntkbook .profiles { display: flex; flex-wrap: wrap; gap: 16px; }
.ntkbook .profiles figure { margin: 6px 0 0; }
.ntkbook .profiles figcaption { color: var(--muted); font-size: 11px; }
.ntkbook .profile { fill: none; stroke: currentColor; stroke-width: 1; }
.ntkbook .readout {
  margin: 8px 0 0; height: 1.45em; overflow: hidden; white-space: nowrap; text-overflow: ellipsis;
}
.ntkbook .readout strong { font-weight: 600; }
.ntkbook .readout .where, .ntkbook .hint { color: var(--muted); }
.ntkbook .spoken {
  position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap;
}
.ntkbook select, .ntkbook button.series { font: inherit; font-size: 12px; }
.ntkbook select {
  color: var(--vscode-dropdown-foreground, inherit);
  background: var(--vscode-dropdown-background, transparent);
  border: 1px solid var(--vscode-dropdown-border, var(--line));
  border-radius: 2px; padding: 0 2px; margin-inline-start: 6px;
}
.ntkbook button.series {
  display: inline-flex; align-items: center; gap: 6px; padding: 1px 5px; margin-inline-start: -5px;
  color: inherit; background: none; border: 1px solid transparent; border-radius: 3px; cursor: pointer;
}
.ntkbook button.series:hover { background: var(--vscode-toolbar-hoverBackground, rgb(128 128 128 / 15%)); }
.ntkbook button.series[aria-pressed="false"] { opacity: 0.55; text-decoration: line-through; }
.ntkbook :is(select, button, input):focus-visible {
  outline: 1px solid var(--vscode-focusBorder, Highlight); outline-offset: 1px;
}
.ntkbook .swatch { display: inline-block; flex: none; width: 18px; height: 10px; position: relative; }
.ntkbook .progress { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 10px; min-height: 22px; }
.ntkbook .progress .name { font-weight: 600; overflow-wrap: anywhere; }
.ntkbook progress {
  --bar: var(--vscode-progressBar-background, #0e70c0); --track: rgb(128 128 128 / 30%);
  appearance: none; box-sizing: border-box; width: min(320px, 60%); height: 9px; overflow: hidden; border-radius: 5px;
  border: 1px solid var(--vscode-contrastBorder, transparent); background: var(--track); print-color-adjust: exact;
}
.ntkbook progress.stopped { --bar: var(--vscode-charts-orange, #d55e00); }
.ntkbook progress::-webkit-progress-bar { background: var(--track); }
.ntkbook progress::-webkit-progress-value { background: var(--bar); }
.ntkbook progress::-moz-progress-bar { background: var(--bar); }
.ntkbook .table {
  overflow: auto; max-width: 100%; width: fit-content; max-height: 340px; border: 1px solid var(--line); border-radius: 2px;
}
.ntkbook .table:focus-visible { outline: 2px solid var(--vscode-focusBorder, Highlight); outline-offset: 2px; }
.ntkbook table { border-collapse: separate; border-spacing: 0; font-size: 12px; }
.ntkbook :is(th, td) { padding: 2px 8px; text-align: end; white-space: nowrap; max-width: 30em; overflow: hidden; text-overflow: ellipsis; }
.ntkbook td.words { text-align: start; }
.ntkbook :is(td.nothing, tbody th) { color: var(--muted); font-weight: 400; }
.ntkbook thead :is(th, td) {
  position: sticky; top: 0; z-index: 1; background: var(--vscode-editor-background, Canvas); border-bottom: 1px solid var(--line);
}
.ntkbook tbody tr:hover { background: var(--vscode-list-hoverBackground, rgb(128 128 128 / 12%)); }
.ntkbook button.sort {
  font: inherit; font-weight: 600; color: inherit; background: none; border: none; padding: 0; cursor: pointer;
}
.ntkbook th[aria-sort="ascending"] .sort::after { content: " ▲"; }
.ntkbook th[aria-sort="descending"] .sort::after { content: " ▼"; }
@media print { .ntkbook .table { max-height: none; overflow: visible; } }
.ntkbook .legend { display: flex; flex-wrap: wrap; gap: 2px 14px; }
.ntkbook .legend:empty { display: none; }
.ntkbook .choices { display: inline-flex; gap: 2px; }
.ntkbook button.tool[aria-pressed="true"] {
  background: var(--vscode-inputOption-activeBackground, rgb(128 128 128 / 30%));
  border-color: var(--vscode-inputOption-activeBorder, currentColor);
}
.ntkbook .marks span { margin-inline-end: 12px; }
.ntkbook .marks i {
  display: inline-block; width: 10px; height: 10px; margin-inline-end: 5px; vertical-align: -1px;
}
.ntkbook .tools {
  display: flex; flex-wrap: wrap; align-items: center; gap: 2px 8px; font-size: 12px;
  margin-inline-start: auto; min-height: 22px;
}
.ntkbook .toolbar { display: inline-flex; gap: 2px; }
.ntkbook .status { color: var(--muted); }
.ntkbook button.tool, .ntkbook .menu button {
  font: inherit; font-size: 12px; color: inherit; background: none; cursor: pointer;
  border: 1px solid transparent; border-radius: 3px; padding: 1px 6px;
}
.ntkbook button.plain {
  font: inherit; color: var(--vscode-textLink-foreground, inherit); background: none; border: none; padding: 0;
  cursor: pointer; text-decoration: underline;
}
.ntkbook button.tool[aria-haspopup]::after { content: " ▾"; color: var(--muted); }
.ntkbook button.tool:hover { background: var(--vscode-toolbar-hoverBackground, rgb(128 128 128 / 15%)); }
.ntkbook .menu {
  position: fixed; inset: auto; margin: 0; padding: 4px; min-width: 9em; flex-direction: column;
  color: var(--vscode-menu-foreground, inherit);
  background: var(--vscode-menu-background, var(--vscode-editor-background, Canvas));
  border: 1px solid var(--vscode-menu-border, var(--vscode-contrastBorder, var(--line)));
  border-radius: 4px; box-shadow: 0 2px 8px var(--vscode-widget-shadow, rgb(0 0 0 / 36%));
}
.ntkbook .menu:popover-open { display: flex; }
.ntkbook .menu button { text-align: start; padding: 3px 10px; }
.ntkbook .menu button:is(:hover, :focus) {
  color: var(--vscode-menu-selectionForeground, inherit);
  background: var(--vscode-menu-selectionBackground, rgb(128 128 128 / 20%));
}
.ntkbook .form { gap: 6px; padding: 10px; }
.ntkbook .form label { display: flex; justify-content: space-between; align-items: baseline; gap: 12px; }
.ntkbook input[type="number"] {
  font: inherit; font-size: 12px; width: 6em; padding: 1px 4px; border-radius: 2px;
  color: var(--vscode-input-foreground, inherit);
  background: var(--vscode-input-background, transparent);
  border: 1px solid var(--vscode-input-border, var(--line));
}
.ntkbook .form button.primary {
  text-align: center; color: var(--vscode-button-foreground, inherit);
  background: var(--vscode-button-background, transparent);
  border-color: var(--vscode-contrastBorder, transparent);
}
:is(.vscode-dark, .vscode-high-contrast:not(.vscode-high-contrast-light)) .ntkbook {
  --first: #56b4e9; --second: #e69f00; --third: #2fbf97;
}
@media (forced-colors: active) { .ntkbook { --first: CanvasText; --second: CanvasText; --third: CanvasText; } }
@media print { .ntkbook :is(.tools, .hint, header > .tool, button.plain) { display: none; } }
.ntkbook .plot { position: relative; direction: ltr; touch-action: pan-y; border-radius: 1px; }
.ntkbook .graph { overflow: auto; max-width: 100%; }
.ntkbook .graph svg { pointer-events: auto; }
.ntkbook .box { cursor: pointer; }
.ntkbook .box rect { fill: var(--vscode-editor-background, Canvas); stroke: var(--muted); }
.ntkbook .box.input rect { fill: var(--vscode-editor-background, Canvas); stroke: var(--vscode-charts-blue, #0072b2); stroke-width: 2; }
.ntkbook .box.constant rect { stroke-dasharray: 3 3; }
.ntkbook .box.backward rect { stroke: var(--vscode-charts-orange, #d55e00); stroke-width: 1.5; }
.ntkbook .box.result rect { stroke-width: 3; }
.ntkbook .box .name { fill: currentColor; font-size: 12px; }
.ntkbook .box .detail { font-size: 10px; }
.ntkbook .box.chosen rect { stroke: var(--vscode-focusBorder, Highlight); stroke-width: 3; }
.ntkbook .part-frame rect { fill: none; stroke: var(--line); }
.ntkbook .part-frame text { font-size: 10px; cursor: pointer; }
.ntkbook .edge .line { fill: none; stroke: var(--muted); stroke-width: 1; }
.ntkbook .edge .head { fill: var(--muted); stroke: none; }
.ntkbook .edge.chosen .line { stroke: var(--vscode-focusBorder, Highlight); stroke-width: 2; }
.ntkbook .identity { margin: 6px 0 0; min-height: 2.9em; overflow-wrap: anywhere; user-select: text; }
.ntkbook .curve { fill: none; stroke-width: 1.5; }
.ntkbook .dots { stroke: none; }
.ntkbook .curve.first { stroke: var(--first); } .ntkbook .dots.first { fill: var(--first); }
.ntkbook .curve.second { stroke: var(--second); stroke-dasharray: 6 3; } .ntkbook .dots.second { fill: var(--second); }
.ntkbook .curve.third { stroke: var(--third); stroke-dasharray: 2 3; stroke-width: 2; }
.ntkbook .curve.zero { stroke: var(--muted); stroke-dasharray: 4 4; }
.ntkbook .upright { stroke: currentColor; stroke-width: 1; }
.ntkbook .level { stroke: var(--second); stroke-width: 1; }
.ntkbook .part { margin-top: 10px; }
.ntkbook .beside { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: flex-start; }
.ntkbook .beside > .wide { flex: 1 1 420px; min-width: 0; }
.ntkbook table.parameters { border-collapse: collapse; font-size: 12px; margin-block-end: 10px; }
.ntkbook table.parameters :is(th, td) { padding: 1px 0; padding-inline-end: 10px; text-align: start; font-weight: normal; }
.ntkbook table.parameters thead th { color: var(--muted); }
.ntkbook .unreadable { margin: 0 0 4px; }
.ntkbook .excerpt { max-height: 20em; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
`;
