/** The folder of the clone under test, for its examples; the test runner says where it is. */
export const REPOSITORY = process.env["NTKBOOK_REPOSITORY"] ?? "";
