import { bandOf, TELECOM_NM } from '../physics/bands.ts';
import { CONVERTERS, type Converter } from '../physics/interfaces.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';

/** What a node states about the light that it works with. */
export type NodeBands = Pick<Scenario['nodes'][number], 'memoryBandNm' | 'interfaces'>;

/** The two bands of a converter. */
export const bandsOf = ({
  bandsNm,
}: NonNullable<NodeBands['interfaces']>[number]): readonly [number, number] => [
  bandOf(bandsNm[0]),
  bandOf(bandsNm[1]),
];

/**
 * The band that a node works in: that of its memory, or else the one that all its converters have in common. Both bands of a
 * single converter could be meant: then telecom light, or else the first. Null if nothing is stated or none is in common.
 */
export function ownBandOf({ memoryBandNm, interfaces = [] }: NodeBands): number | null {
  if (memoryBandNm !== undefined) return bandOf(memoryBandNm);
  const [first, ...others] = interfaces.map(bandsOf);
  if (first === undefined) return null;
  if (others.length === 0) return first.includes(TELECOM_NM) ? TELECOM_NM : first[0];
  return first.find((band) => others.every((bands) => bands.includes(band))) ?? null;
}

/** The converter between the band of a link and that of a node where it ends; null if none is needed or stated. */
export function converterAt(node: NodeBands, band: number): Converter | null {
  const own = ownBandOf(node);
  const found = node.interfaces?.find((one) => {
    const bands = bandsOf(one);
    return own !== null && own !== band && bands.includes(own) && bands.includes(band);
  });
  if (found === undefined) return null;
  const preset = found.preset === undefined ? null : CONVERTERS[found.preset];
  return {
    efficiency: found.efficiency ?? preset?.efficiency ?? 1,
    noisePerWindow: found.noisePerWindow ?? preset?.noisePerWindow ?? 0,
  };
}
