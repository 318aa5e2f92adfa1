import { DomainError } from "../errors.js";
import type { AttentionKernel } from "../kernel/attention-map.js";
import type { Mechanism } from "../kernel/attention-weights.js";
import { checkOptions } from "../options.js";

/** Positional embeddings' covariance by distance: a function, or one of two written out. */
export type Decay = ((distance: number) => number) | `exp(-d/${number})` | "1/(1+d)";

export interface AttentionOptions {
  /** Scores divided by the keys' channels, keys and queries tied (true, default), or by their root. */
  readonly linearScaling?: boolean;
  /** ζ of the scores; with square-root scaling only `"IDENTITY"` has a kernel. Default `"SOFTMAX"`. */
  readonly attentionMechanism?: Mechanism;
  readonly wKeyStd?: number;
  readonly wQueryStd?: number;
  readonly wValueStd?: number;
  readonly wOutStd?: number;
  /** Deviation of biases; `null` (the default) means none. */
  readonly bStd?: number | null;
  /** Positional embeddings are added, or put beside the channels. Default `"NONE"`. */
  readonly posEmbType?: "NONE" | "SUM" | "CONCAT";
  /** Embeddings' covariance at distance d = Σ |i − j|^p; without one, 1 at d = 0 and 0 elsewhere. */
  readonly posEmbDecay?: Decay;
  /** p. Default 2. */
  readonly posEmbPNorm?: number;
  /** Channels of concatenated embeddings; as many as the input has unless given. */
  readonly nChanPosEmb?: number | null;
  readonly wPosEmbStd?: number;
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
    ...{ linearScaling: true, attentionMechanism: "SOFTMAX" as const, bStd: null },
    ...{ wKeyStd: 1, wQueryStd: 1, wValueStd: 1, wOutStd: 1 },
    ...{ posEmbType: "NONE" as const, posEmbPNorm: 2, nChanPosEmb: null, wPosEmbStd: 1 },
    ...{ valPosEmb: false, ...given },
    decay: decayOf(posEmbDecay),
  };
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

function decayOf(decay: Decay | undefined): (distance: number) => number {
  if (typeof decay === "function") return decay;
  if (decay === undefined) return (distance) => Number(distance === 0);
  if (decay === "1/(1+d)") return (distance) => 1 / (1 + distance);
  const [, length] = /^exp\(-d\/([\d.]+)\)$/.exec(decay) ?? [];
  if (length !== undefined) return (distance) => Math.exp(-distance / Number(length));
  throw new DomainError(
    `stax.globalSelfAttention: posEmbDecay = "${decay}"; use a function of the distance, "exp(-d/3)" or "1/(1+d)"`,
  );
}

/** What the settings mean for kernels. */
export function attentionKernel(width: number, settings: AttentionSettings): AttentionKernel {
  const { posEmbType, wPosEmbStd, nChanPosEmb, posEmbPNorm, valPosEmb, decay } = settings;
  return {
    width,
    linearScaling: settings.linearScaling,
    mechanism: settings.attentionMechanism,
    scoreScale: settings.wKeyStd * settings.wQueryStd,
    valueVariance: (settings.wValueStd * settings.wOutStd) ** 2,
    biasVariance: (settings.bStd ?? 0) ** 2,
    embedding:
      posEmbType === "NONE"
        ? null
        : {
            ...{ kind: posEmbType, channels: nChanPosEmb, variance: wPosEmbStd ** 2 },
            ...{ decay, pNorm: posEmbPNorm, inValues: valPosEmb },
          },
  };
}
