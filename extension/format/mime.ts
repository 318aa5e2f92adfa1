/** What the format knows of MIME types. */

const pattern = /^[^\s/]+\/[^\s;]+(;.+)?$/;

/** type/subtype[;parameters]: the editor refuses an output item with anything else. */
export const isMimeType = (mime: string): boolean => pattern.test(mime);

/** Is an item of this type stored as text? Everything else is bytes. */
export const isTextType = (mime: string): boolean =>
  /^text\/|[/+](json|xml|(x-)?javascript|ecmascript)(;|$)|^application\/vnd\.code\.notebook\./i.test(
    mime,
  );
