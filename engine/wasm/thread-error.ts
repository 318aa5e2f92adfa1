import { DomainError, DtypeError, InterruptError, NtkbookError, ShapeError } from "../errors.js";

/** An error on its way from a pool thread to the caller. */
export interface ThreadError {
  readonly kind: string;
  readonly message: string;
}

const kinds = [DomainError, DtypeError, InterruptError, ShapeError];

export function toThreadError(error: unknown): ThreadError {
  return error instanceof Error
    ? { kind: error.name, message: error.message }
    : { kind: "Error", message: String(error) };
}

/** The same kind of error, thrown where the person sees it. */
export function fromThreadError({ kind, message }: ThreadError): NtkbookError {
  const Kind = kinds.find(({ name }) => name === kind) ?? NtkbookError;
  return new Kind(message);
}
