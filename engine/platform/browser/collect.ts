/** A page cannot ask for a collection: memory comes back when the browser finds it. */
export const collectGarbage = (): void => undefined;
