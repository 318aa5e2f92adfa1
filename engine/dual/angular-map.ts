import type { AngularSource } from "./angular-source.js";
import { angularZones } from "./angular-zones.js";
import type { CorrelationMap } from "./table.js";
import { zoneSum, type Zone } from "./zones.js";

/** The map of correlations where all variances are equal. */
export function angularMap(
  source: AngularSource,
  variance: number,
): { readonly map: CorrelationMap; readonly meanSquare: number } {
  const { parity } = source;
  const zones = angularZones(source, [Math.sqrt(variance)], { steepness: [1], end: Math.PI / 2 });
  const [near, far] = zones as [Zone, Zone | undefined];
  const meanSquare = source.meanSquare(variance);
  const scale = meanSquare === 0 ? 0 : variance / meanSquare;
  const farthest = (source.elements?.antiparallel([variance])[0] ?? 0) / (meanSquare || 1);
  const whole = (y: number) => {
    const angle = Math.PI - 2 * Math.asin(y);
    const complement = (1 - y * y) * scale * zoneSum(near, near.others, angle);
    return [complement, zoneSum(near, near.slopes, angle)] as const;
  };
  const mirrored = (zone: Zone) => (y: number) => {
    const angle = 2 * Math.asin(y);
    const complement = (1 - farthest) / 2 - y * y * scale * zoneSum(zone, zone.others, angle);
    return [complement, zoneSum(zone, zone.slopes, angle)] as const;
  };
  return {
    meanSquare,
    map: {
      parity,
      powers: 2,
      octaves: 6 + Math.max(0, Math.ceil(Math.log2(Math.max(variance, 1)))),
      near: (y: number) => {
        const angle = 2 * Math.asin(y);
        return [scale * zoneSum(near, near.others, angle), zoneSum(near, near.slopes, angle)];
      },
      mirrored: far === undefined ? whole : mirrored(far),
    },
  };
}
