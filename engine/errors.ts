/** What every error of the engine has in common: a message that says what was wrong and what to do. */
export class NtkbookError extends Error {
  override name = "NtkbookError";
}

/** Shapes, axes or lengths that do not fit together. */
export class ShapeError extends NtkbookError {
  override name = "ShapeError";
}

/** A dtype that an operation does not take, or two that do not mix. */
export class DtypeError extends NtkbookError {
  override name = "DtypeError";
}

/** A value outside an operation's domain: NaN in the data, a singular kernel, a negative variance. */
export class DomainError extends NtkbookError {
  override name = "DomainError";
}

/** A matrix that a Cholesky factorisation needs positive definite is not, at this row. */
export class NotPositiveDefiniteError extends DomainError {
  override name = "NotPositiveDefiniteError";

  constructor(
    message: string,
    /** The first row whose pivot is not positive. */
    readonly row: number,
  ) {
    super(message);
  }
}

/** A long computation was stopped by the person; variables assigned before it are kept. */
export class InterruptError extends NtkbookError {
  override name = "InterruptError";
}
