/** What a product begins with: one row of a B panel of zeros. */
export const ZEROS = memory.data(32, 16);
