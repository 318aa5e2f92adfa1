/** Titles and labels are anybody's; a picture has room for so many characters. */
export const LONGEST = { title: 200, name: 60, axis: 80 } as const;

export function shortened(text: string, limit: number): string {
  const characters = Array.from(text.slice(0, 2 * limit + 2));
  return characters.length > limit ? `${characters.slice(0, limit - 1).join("")}…` : text;
}
