/**
 * What came out of a reference file, in a line.
 *
 * @typedef {import("./check.mjs").Outcome} Outcome
 * @typedef {{ file: string, outcomes: Outcome[] } | { file: string, unreadable: string }} FileReport
 */

/**
 * Counts and the names that matter, as data.
 *
 * @param {FileReport} report
 */
export function summary(report) {
  if ("unreadable" in report) return report;
  const { file, outcomes } = report;
  const run = outcomes.flatMap((outcome) => (outcome.status === "unsupported" ? [] : [outcome]));
  const failed = run.filter(({ status }) => status === "failed");
  const worst = run.reduce((a, b) => (b.worst > a.worst ? b : a), {
    worst: 0,
    where: "",
    name: "",
  });
  return {
    file,
    passed: run.length - failed.length,
    failed: failed.length,
    unsupported: outcomes.length - run.length,
    // JSON has no infinity: null says that the error has no size (an exception, a wrong shape, NaN).
    worst: { ...worst, worst: Number.isFinite(worst.worst) ? worst.worst : null },
    failures: failed.map(({ name, where, worst }) => ({ name, where, worst })),
    lacking: reasons(outcomes),
  };
}

/**
 * What unsupported cases lack, the most frequent first.
 *
 * @param {readonly Outcome[]} outcomes
 */
function reasons(outcomes) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const outcome of outcomes) {
    if (outcome.status !== "unsupported") continue;
    counts.set(outcome.reason, (counts.get(outcome.reason) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([reason, cases]) => ({ reason, cases }));
}

/** @param {FileReport} report */
export function isFailure(report) {
  return "unreadable" in report || report.outcomes.some(({ status }) => status === "failed");
}

/** @param {FileReport} report */
export function line(report) {
  const result = summary(report);
  if ("unreadable" in result) return `${result.file}: cannot be read: ${result.unreadable}`;
  const { file, passed, failed, unsupported, worst, failures, lacking } = result;
  const parts = [`${passed} passed, ${failed} failed, ${unsupported} unsupported`];
  if (passed + failed > 0) {
    const { name, where } = worst;
    parts.push(
      `worst error ${size(worst.worst)} of its tolerance${name && ` (${name}: ${where})`}`,
    );
  }
  if (failed > 0) parts.push(`failed: ${failures.map(({ name }) => name).join("; ")}`);
  if (unsupported > 0) {
    parts.push(`lacking: ${lacking.map(({ reason, cases }) => `${reason} (${cases})`).join(", ")}`);
  }
  return `${file}: ${parts.join(" | ")}`;
}

/** @param {number | null} error */
function size(error) {
  return error === null ? "∞" : error.toPrecision(2);
}
