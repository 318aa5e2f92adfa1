/** The view of the active notebook's variables. */
import {
  commands,
  Disposable,
  env,
  EventEmitter,
  MarkdownString,
  type NotebookDocument,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  window,
  workspace,
} from "vscode";
import type { VariableInfo } from "../session/protocol.js";
import { sorted, type VariableOrder, VARIABLE_ORDERS } from "./variable-order.js";
import { descriptionOf, sizeText, spoken } from "./variable-text.js";
import type { Kernels } from "./kernels.js";
import { NOTEBOOK_TYPE } from "./notebook-data.js";
import { drawingOf } from "./figures.js";
import type { OutputPanels } from "./output-panel.js";
import { offerNewNotebook } from "./target.js";

const VIEW = "ntkbook.variables";

/** Whether there is a notebook that the view is about; package.json hides the view without one. */
const HAS_NOTEBOOK = "ntkbook.hasNotebook";

/** The view and its commands. */
export function registerVariables(kernels: Kernels, panels: OutputPanels): Disposable {
  const variables = new Variables(kernels);
  const view = window.createTreeView(VIEW, { treeDataProvider: variables });
  const table = {
    showVariables: () => inView(variables),
    filterVariables: () => inView(variables, "list.find"),
    sortVariables: () => chooseOrder(variables),
    openVariable: (variable: VariableInfo) => open(variable, { variables, kernels, panels }),
    copyVariableName: ({ name }: VariableInfo) => env.clipboard.writeText(name),
    copyVariableValue: ({ summary }: VariableInfo) => env.clipboard.writeText(summary),
  };
  return Disposable.from(
    view,
    variables,
    ...Object.entries(table).map(([name, run]) => commands.registerCommand(`ntkbook.${name}`, run)),
  );
}

/** Gives the view the focus, and commands there. */
async function inView({ notebook }: Variables, ...names: readonly string[]): Promise<void> {
  if (notebook === undefined) return offerNewNotebook();
  for (const name of [`${VIEW}.focus`, ...names]) await commands.executeCommand(name);
}

class Variables implements TreeDataProvider<VariableInfo> {
  readonly #kernels: Kernels;
  readonly #changed = new EventEmitter<void>();
  readonly #subscription: Disposable;
  #order: VariableOrder = "declaration";
  #notebook: NotebookDocument | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
    const observe = () => this.#observe();
    this.#subscription = Disposable.from(
      kernels.onDidChange(() => this.#changed.fire()),
      window.onDidChangeActiveNotebookEditor(observe),
      workspace.onDidCloseNotebookDocument(observe),
      this.#changed,
    );
    observe();
  }

  /** The notebook that was active last: the view stays while a figure's tab is in front. */
  get notebook(): NotebookDocument | undefined {
    return this.#notebook;
  }

  #observe(): void {
    const active = window.activeNotebookEditor?.notebook;
    if (active?.notebookType === NOTEBOOK_TYPE) this.#notebook = active;
    if (this.#notebook?.isClosed === true) this.#notebook = undefined;
    void commands.executeCommand("setContext", HAS_NOTEBOOK, this.#notebook !== undefined);
    this.#changed.fire();
  }

  get order(): VariableOrder {
    return this.#order;
  }

  set order(order: VariableOrder) {
    this.#order = order;
    this.#changed.fire();
  }

  getChildren(parent?: VariableInfo): VariableInfo[] {
    if (parent !== undefined || this.#notebook === undefined) return [];
    return sorted(this.#kernels.get(this.#notebook)?.facts.variables ?? [], this.#order);
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

async function chooseOrder(variables: Variables): Promise<void> {
  const items = Object.entries(VARIABLE_ORDERS).map(([order, label]) => ({
    label,
    picked: order === variables.order,
    order: order as VariableOrder,
  }));
  const chosen = await window.showQuickPick(items, { title: "Sort Variables" });
  if (chosen !== undefined) variables.order = chosen.order;
}

interface Places {
  readonly variables: Variables;
  readonly kernels: Kernels;
  readonly panels: OutputPanels;
}

async function open(
  variable: VariableInfo,
  { variables: { notebook }, kernels, panels }: Places,
): Promise<void> {
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
