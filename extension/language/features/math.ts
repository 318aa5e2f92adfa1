/**
 * Formulas in comments, made readable where Markdown knows no formulas: `σ_w²`, `K_{td}` and `e^{−t}` get real
 * subscripts and superscripts, TeX between dollars becomes Unicode with subscripts and superscripts. Code stays as it is.
 */
const COMMANDS: Readonly<Record<string, string>> = {
  ...{ alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", eta: "η", theta: "θ" },
  ...{ kappa: "κ", lambda: "λ", mu: "μ", nu: "ν", pi: "π", rho: "ρ", sigma: "σ", tau: "τ" },
  ...{ phi: "φ", chi: "χ", psi: "ψ", omega: "ω", xi: "ξ", zeta: "ζ", varepsilon: "ε" },
  ...{ Gamma: "Γ", Delta: "Δ", Theta: "Θ", Lambda: "Λ", Sigma: "Σ", Phi: "Φ", Psi: "Ψ" },
  ...{ Omega: "Ω", Pi: "Π", sum: "∑", prod: "∏", int: "∫", partial: "∂", nabla: "∇" },
  ...{ infty: "∞", sqrt: "√", cdot: "·", times: "×", odot: "∘", circ: "∘", otimes: "⊗" },
  ...{ le: "≤", leq: "≤", ge: "≥", geq: "≥", ne: "≠", neq: "≠", approx: "≈", sim: "∼" },
  ...{ in: "∈", to: "→", mapsto: "↦", top: "⊤", pm: "±", ldots: "…", dots: "…", prime: "′" },
  ...{ mathbb: "", mathcal: "", mathrm: "", mathbf: "", text: "", left: "", right: "" },
  ...{ dot: "", hat: "", tilde: "", exp: "exp", log: "log", max: "max", min: "min" },
};

/** Code, in blocks and within lines, splits the text: it has the odd places. */
const CODE = /(```[\s\S]*?```|`[^`]*`)/;

export const typesetMath = (text: string): string =>
  text
    .split(CODE)
    .map((piece, index) => (index % 2 === 1 ? piece : formulas(piece)))
    .join("");

const formulas = (text: string): string =>
  superscripts(subscripts(text.replace(/\$\$?([^$]+)\$\$?/g, (_, tex: string) => fromTex(tex))));

/** e^{−Kτ}, z^p, (1 + x)^n: behind a letter, a number, a bracket or an index. */
const superscripts = (text: string): string =>
  text.replace(
    /(?<=[\p{L}\p{N})⟩>])\^(?:\{([^}]*)\}|([\p{L}\p{N}]{1,2})(?![\p{L}\p{N}]))/gu,
    (_, group?: string, short?: string) => sup(group ?? short),
  );

/** A letter with a short index: σ_w, K_td, Σ_{i,j}; `snake_case` has a longer name before it. */
const subscripts = (text: string): string =>
  text.replace(
    /(?<![\p{L}\p{N}_])(\p{L}[′̇̂]*)_(?:\{([^}]*)\}|([\p{L}\p{N}λ]{1,3})(?![\p{L}_]))/gu,
    (_, base: string, group?: string, short?: string) =>
      `${base}<sub>${group ?? short ?? ""}</sub>`,
  );

function fromTex(tex: string): string {
  const fractions = tex.replace(/\\frac\{([^{}]*)\}\{([^{}]*)\}/g, "($1)/($2)");
  const named = fractions.replace(/\\([A-Za-z]+)\s?/g, (_, name: string) => COMMANDS[name] ?? name);
  return named
    .replace(/\^(?:\{([^}]*)\}|(\S))/g, (_, group?: string, one?: string) => sup(group ?? one))
    .replace(/_(?:\{([^}]*)\}|(\S))/g, (_, group?: string, one?: string) => sub(group ?? one))
    .replace(/[{}\\]/g, "");
}

const sup = (text = "") => `<sup>${text}</sup>`;
const sub = (text = "") => `<sub>${text}</sub>`;
