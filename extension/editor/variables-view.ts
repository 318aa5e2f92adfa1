/** The view of the active notebook's variables. */
import {
  commands,
  Disposable,
  env,
  EventEmitter,
  MarkdownString,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  window,
} from "vscode";
import type { VariableInfo } from "../session/protocol.js";
import { sorted, type VariableOrder, VARIABLE_ORDERS } from "./variable-order.js";
import { askForFilter, filtered, filterMessage } from "./variable-filter.js";
import { descriptionOf, sizeText, spoken } from "./variable-text.js";
import type { Kernels } from "./kernels.js";
import { lastNotebook, onDidChangeLastNotebook } from "./last-notebook.js";
import { drawingOf } from "./figures.js";
import type { OutputPanels } from "./output-panel.js";
import { offerNewNotebook } from "./target.js";

const VIEW = "ntkbook.variables";

/** The view and its commands. */
export function registerVariables(kernels: Kernels, panels: OutputPanels): Disposable {
  const variables = new Variables(kernels);
  const view = window.createTreeView(VIEW, { treeDataProvider: variables });
  const message = variables.onDidChangeTreeData(() => {
    view.message = variables.message;
  });
  const table = {
    showVariables: focus,
    filterVariables: () => filter(variables),
    sortVariables: () => chooseOrder(variables),
    openVariable: (variable: VariableInfo) => open(variable, { kernels, panels }),
    copyVariableName: ({ name }: VariableInfo) => env.clipboard.writeText(name),
    copyVariableValue: ({ summary }: VariableInfo) => env.clipboard.writeText(summary),
  };
  return Disposable.from(
    view,
    variables,
    message,
    ...Object.entries(table).map(([name, run]) => commands.registerCommand(`ntkbook.${name}`, run)),
  );
}

/** Gives the view the focus; without a notebook there is none. */
async function focus(): Promise<void> {
  if (lastNotebook() === undefined) return offerNewNotebook();
  await commands.executeCommand(`${VIEW}.focus`);
}

class Variables implements TreeDataProvider<VariableInfo> {
  readonly #kernels: Kernels;
  readonly #changed = new EventEmitter<void>();
  readonly #subscription: Disposable;
  #order: VariableOrder = "declaration";
  #filter = "";

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
    const update = () => this.#changed.fire();
    this.#subscription = Disposable.from(
      kernels.onDidChange(update),
      onDidChangeLastNotebook(update),
      this.#changed,
    );
  }

  get order(): VariableOrder {
    return this.#order;
  }

  set order(order: VariableOrder) {
    this.#order = order;
    this.#changed.fire();
  }

  get filter(): string {
    return this.#filter;
  }

  set filter(filter: string) {
    this.#filter = filter;
    this.#changed.fire();
  }

  /** What the filter leaves out, in words. */
  get message(): string {
    return filterMessage(this.#filter, this.getChildren().length, this.#all.length);
  }

  /** Of the notebook that was active last. */
  get #all(): readonly VariableInfo[] {
    const notebook = lastNotebook();
    return (notebook && this.#kernels.get(notebook)?.facts.variables) ?? [];
  }

  getChildren(parent?: VariableInfo): VariableInfo[] {
    return parent === undefined ? sorted(filtered(this.#all, this.#filter), this.#order) : [];
  }

  getTreeItem(variable: VariableInfo): TreeItem {
    const item = new TreeItem(variable.name);
    item.id = variable.name;
    item.description = descriptionOf(variable);
    item.tooltip = tooltip(variable);
    item.iconPath = new ThemeIcon(iconOf(variable));
    item.accessibilityInformation = { label: spoken(variable) };
    item.contextValue = variable.shape === null ? "value" : "array";
    if (variable.shape !== null && variable.shape.length > 0) {
      item.command = {
        command: "ntkbook.openVariable",
        title: "Open Variable in Tab",
        arguments: [variable],
      };
    }
    return item;
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}

function iconOf({ type, shape }: VariableInfo): string {
  if (shape !== null) return "symbol-array";
  const icons: Readonly<Record<string, string>> = {
    number: "symbol-numeric",
    bigint: "symbol-numeric",
    string: "symbol-string",
    boolean: "symbol-boolean",
    function: "symbol-method",
    Array: "symbol-array",
  };
  return icons[type] ?? "symbol-object";
}

function tooltip(variable: VariableInfo): MarkdownString {
  const text = new MarkdownString();
  text.appendMarkdown(`**${variable.name}** — ${variable.type}`);
  if (variable.shape !== null) {
    text.appendMarkdown(`  \n${variable.dtype ?? ""} \\[${variable.shape.join(", ")}\\]`);
  }
  if (variable.memory !== null) text.appendMarkdown(`  \n${sizeText(variable.memory)}`);
  text.appendCodeblock(variable.summary, "typescript");
  return text;
}

async function filter(variables: Variables): Promise<void> {
  await focus();
  if (lastNotebook() === undefined) return;
  await askForFilter(variables.filter, (words) => {
    variables.filter = words;
  });
}

async function chooseOrder(variables: Variables): Promise<void> {
  if (lastNotebook() === undefined) return offerNewNotebook();
  const items = Object.entries(VARIABLE_ORDERS).map(([order, label]) => ({
    label,
    picked: order === variables.order,
    order: order as VariableOrder,
  }));
  const chosen = await window.showQuickPick(items, { title: "Sort Variables" });
  if (chosen !== undefined) variables.order = chosen.order;
}

interface Places {
  readonly kernels: Kernels;
  readonly panels: OutputPanels;
}

async function open(variable: VariableInfo, { kernels, panels }: Places): Promise<void> {
  const notebook = lastNotebook();
  const output = notebook && (await kernels.get(notebook)?.show(variable));
  const drawing = output && drawingOf(output, variable.name);
  if (notebook === undefined || !drawing) {
    void window.showInformationMessage(
      `${variable.name} cannot be shown: the kernel is gone, or it holds no numbers. Run its cell again.`,
    );
    return;
  }
  panels.open(drawing, notebook, `variable ${variable.name}`);
}
