export const environment = (): undefined => undefined;

/** One: a page's main thread may not wait for others. */
export const processors = (): number => 1;
