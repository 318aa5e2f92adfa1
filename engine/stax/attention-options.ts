import { DomainError } from "../errors.js";
import type { AttentionKernel, AttentionScales } from "../kernel/attention-map.js";
import type { Mechanism } from "../kernel/attention-weights.js";
import { isTraced, squared, times, type Scale } from "../kernel/scale.js";
import { checkOptions, checkWhole } from "../options.js";
import { isUnknown, numberOf } from "./parameters.js";

/** Positional embeddings' covariance by distance: a function, or one of two written out. */
export type Decay = ((distance: number) => number) | `exp(-d/${number})` | "1/(1+d)";

export interface AttentionOptions {
  /** Scores divided by the keys' channels, keys and queries tied (true, default), or by their root. */
  readonly linearScaling?: boolean;
  /** ζ of the scores; with square-root scaling only `"IDENTITY"` has a kernel. Default `"SOFTMAX"`. */
  readonly attentionMechanism?: Mechanism;
  /** Deviations of weights: numbers, or arrays of one by which the kernel is to be differentiated. Default 1. */
  readonly wKeyStd?: Scale;
  readonly wQueryStd?: Scale;
  readonly wValueStd?: Scale;
  readonly wOutStd?: Scale;
  /** Deviation of biases, likewise; `null` (the default) means none. */
  readonly bStd?: Scale | null;
  /** Positional embeddings are added, or put beside the channels. Default `"NONE"`. */
  readonly posEmbType?: "NONE" | "SUM" | "CONCAT";
  /** Embeddings' covariance at distance d = Σ |i − j|^p; without one, 1 at d = 0 and 0 elsewhere. */
  readonly posEmbDecay?: Decay;
  /** p. Default 2. */
  readonly posEmbPNorm?: number;
  /** Channels of concatenated embeddings; as many as the input has unless given. */
  readonly nChanPosEmb?: number | null;
  /** Deviation of embeddings, likewise. */
  readonly wPosEmbStd?: Scale;
  /** Values see the embeddings too. Default false: only keys and queries do. */
  readonly valPosEmb?: boolean;
}

export interface AttentionSettings extends Required<Omit<AttentionOptions, "posEmbDecay">> {
  readonly decay: (distance: number) => number;
}

const OPTIONS = [
  ...[
    "linearScaling",
    "attentionMechanism",
    "wKeyStd",
    "wQueryStd",
    "wValueStd",
    "wOutStd",
    "bStd",
  ],
  ...["posEmbType", "posEmbDecay", "posEmbPNorm", "nChanPosEmb", "wPosEmbStd", "valPosEmb"],
];

const MECHANISMS = ["SOFTMAX", "IDENTITY", "ABS", "RELU"];

/** @throws {@link DomainError} naming the option that is not possible. */
export function attentionSettings(options: AttentionOptions): AttentionSettings {
  const caller = "stax.globalSelfAttention";
  checkOptions(caller, options, OPTIONS);
  const { posEmbDecay, ...given } = options;
  const settings = {
    ...DEFAULTS,
    // An option that is undefined leaves the default.
    ...Object.fromEntries(Object.entries(given).filter(isGiven)),
    decay: decayOf(posEmbDecay),
  };
  checkNumbers(caller, settings);
  const { attentionMechanism, posEmbType } = settings;
  if (!MECHANISMS.includes(attentionMechanism)) {
    throw new DomainError(
      `${caller}: attentionMechanism = "${attentionMechanism}"; use ${MECHANISMS.join(", ")}`,
    );
  }
  if (!["NONE", "SUM", "CONCAT"].includes(posEmbType)) {
    throw new DomainError(`${caller}: posEmbType = "${posEmbType}"; use NONE, SUM or CONCAT`);
  }
  if (!settings.linearScaling && attentionMechanism !== "IDENTITY") {
    throw new DomainError(
      `${caller}: square-root scaling has a kernel with attentionMechanism "IDENTITY" only; use that, or linearScaling: true`,
    );
  }
  return settings;
}

const DEFAULTS: Required<Omit<AttentionOptions, "posEmbDecay">> = {
  ...{ linearScaling: true, attentionMechanism: "SOFTMAX", bStd: null },
  ...{ wKeyStd: 1, wQueryStd: 1, wValueStd: 1, wOutStd: 1 },
  ...{ posEmbType: "NONE", posEmbPNorm: 2, nChanPosEmb: null, wPosEmbStd: 1, valPosEmb: false },
};

const isGiven = ([, value]: readonly [string, unknown]): boolean => value !== undefined;

function checkNumbers(caller: string, settings: AttentionSettings): void {
  for (const [name, given] of Object.entries(deviationsOf(settings))) {
    const value = numberOf(given);
    if ((Number.isFinite(value) && value >= 0) || isUnknown(given)) continue;
    const wanted = name === "bStd" ? "a finite number from 0 or null" : "a finite number from 0";
    throw new DomainError(`${caller}: ${name} = ${String(value)}; use ${wanted}`);
  }
  const { posEmbPNorm, nChanPosEmb } = settings;
  if (!(Number.isFinite(posEmbPNorm) && posEmbPNorm > 0)) {
    throw new DomainError(`${caller}: posEmbPNorm = ${posEmbPNorm}; use a positive number`);
  }
  if (nChanPosEmb !== null) checkWhole(caller, "nChanPosEmb", nChanPosEmb, 1);
}

/** All deviations, 0 for biases that there are none of. */
function deviationsOf(settings: AttentionSettings): Deviations<Scale> {
  const { wKeyStd, wQueryStd, wValueStd, wOutStd, wPosEmbStd, bStd } = settings;
  return { wKeyStd, wQueryStd, wValueStd, wOutStd, wPosEmbStd, bStd: bStd ?? 0 };
}

type Deviations<S> = Readonly<
  Record<"wKeyStd" | "wQueryStd" | "wValueStd" | "wOutStd" | "wPosEmbStd" | "bStd", S>
>;

/** A covariance is finite, and nowhere larger than a variance. */
function covariance(decay: (distance: number) => number): (distance: number) => number {
  const variance = decay(0);
  return (distance) => {
    const value = decay(distance);
    if (typeof value !== "number") {
      throw new DomainError(
        "stax.globalSelfAttention: posEmbDecay gives an array; give a function of numbers, by whose own parameters nothing has a derivative",
      );
    }
    if (Math.abs(value) <= variance && variance < Infinity) return value;
    throw new DomainError(
      `stax.globalSelfAttention: posEmbDecay gives ${value} at distance ${distance} and ${variance} at 0; a covariance is finite and largest at 0`,
    );
  };
}

function decayOf(decay: Decay | undefined): (distance: number) => number {
  if (typeof decay === "function") return covariance(decay);
  if (decay === undefined) return (distance) => Number(distance === 0);
  if (decay === "1/(1+d)") return (distance) => 1 / (1 + distance);
  const [, length] = /^exp\(-d\/([\d.]+)\)$/.exec(decay) ?? [];
  if (Number(length) > 0) return (distance) => Math.exp(-distance / Number(length));
  throw new DomainError(
    `stax.globalSelfAttention: posEmbDecay = "${decay}"; use a function of the distance, "exp(-d/3)" or "1/(1+d)"`,
  );
}

/** What the settings mean for kernels. */
export function attentionKernel(width: number, settings: AttentionSettings): AttentionKernel {
  const { posEmbType, nChanPosEmb, posEmbPNorm, valPosEmb, decay } = settings;
  const given = deviationsOf(settings);
  const known = knownOf(given);
  return {
    width,
    linearScaling: settings.linearScaling,
    mechanism: settings.attentionMechanism,
    scoreScale: known.wKeyStd * known.wQueryStd,
    valueVariance: (known.wValueStd * known.wOutStd) ** 2,
    biasVariance: known.bStd ** 2,
    embeddingVariance: known.wPosEmbStd ** 2,
    ...(Object.values<Scale>(given).some(isTraced) ? { traced: tracedKernel(given) } : {}),
    embedding:
      posEmbType === "NONE"
        ? null
        : {
            ...{ kind: posEmbType, channels: nChanPosEmb },
            ...{ decay, pNorm: posEmbPNorm, inValues: valPosEmb },
          },
  };
}

function knownOf(given: Deviations<Scale>): Deviations<number> {
  const { wKeyStd, wQueryStd, wValueStd, wOutStd, wPosEmbStd, bStd } = given;
  return {
    ...{ wKeyStd: numberOf(wKeyStd), wQueryStd: numberOf(wQueryStd), bStd: numberOf(bStd) },
    ...{ wValueStd: numberOf(wValueStd), wOutStd: numberOf(wOutStd) },
    wPosEmbStd: numberOf(wPosEmbStd),
  };
}

function tracedKernel(given: Deviations<Scale>): AttentionScales<Scale> {
  const { wKeyStd, wQueryStd, wValueStd, wOutStd, wPosEmbStd, bStd } = given;
  return {
    scoreScale: times(wKeyStd, wQueryStd),
    valueVariance: squared(times(wValueStd, wOutStd)),
    biasVariance: squared(bStd),
    embeddingVariance: squared(wPosEmbStd),
  };
}
