/** What words of a cell can be coloured as, in the order of TypeScript's numbers. */
export const TOKEN_TYPES: readonly string[] = [
  ...["class", "enum", "interface", "namespace", "typeParameter", "type"],
  ...["parameter", "variable", "enumMember", "property", "function", "method"],
];

export const TOKEN_MODIFIERS: readonly string[] = [
  ...["declaration", "static", "async", "readonly", "defaultLibrary", "local"],
];
