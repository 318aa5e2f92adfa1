/** Elements with properties and children; strings become text nodes, never markup. */

type Child = Node | string;

export function html<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** Puts new elements in the place of the old; a button that has the focus hands it on to its successor. */
export function replaceChildren(parent: HTMLElement, children: readonly HTMLElement[]): void {
  const buttons = () => [...parent.querySelectorAll("button")];
  const focused = buttons().findIndex((button) => button === document.activeElement);
  parent.replaceChildren(...children);
  buttons()[focused]?.focus({ preventScroll: true });
}
