import { type Link, linkClassOf, type NodeKind } from '../domain/network.ts';
import { coincidenceFidelity } from '../physics/coincidence.ts';
import { fibreEfficiency } from '../physics/fibre.ts';
import { endSourceRate } from '../physics/rates.ts';
import { withIds } from '../scenario/identifiers.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';

/** A link that does not depend on the positions of its ends. */
export interface FixedLink {
  readonly link: Link;
  /** In the scenario's capacity unit; 0 = no contact. */
  readonly capacity: (slot: number) => number;
  readonly fidelity: (slot: number) => number;
  readonly acquisitionSeconds: number;
}

type StatedLink = Pick<Scenario['links'][number], 'id' | 'ends' | 'emitter'>;

/** Efficiency of a fibre from its source to the other end. */
export const efficiencyOfFibre = (
  { linkClasses: { G2G } }: Pick<Scenario, 'linkClasses'>,
  fibre: Pick<Scenario['fibres'][number], 'lengthKm' | 'attenuationDbPerKm'>,
): number =>
  fibreEfficiency(fibre.lengthKm, fibre.attenuationDbPerKm ?? G2G.attenuationDbPerKm) * G2G.efficiency;

/**
 * Links as stated, then fibres. A fibre carries B·10^(−αL/10)·efficiency pairs/s in every slot, from its own source at
 * one end; at the other end, only dark counts disturb the coincidences.
 */
export function fixedLinks(scenario: Scenario, kindOf: (id: string) => NodeKind): readonly FixedLink[] {
  const { links, fibres } = withIds(scenario);
  const { noise, linkClasses, capacityUnit, horizon } = scenario;
  const perUnit = capacityUnit === 'pairs-per-slot' ? horizon.slotSeconds : 1;
  const at = (values: number | readonly number[]) => (slot: number) =>
    typeof values === 'number' ? values : values[slot]!;
  const skeleton = ({ id, ends, emitter = ends[0] }: StatedLink) => ({
    id: id!,
    ends,
    class: linkClassOf(kindOf(ends[0]), kindOf(ends[1])),
    via: null,
    emitter,
  });
  return [
    ...links.map((stated) => ({
      link: { ...skeleton(stated), ...(stated.class && { class: stated.class }), kind: 'explicit' as const },
      capacity: at(stated.capacity),
      fidelity: at(stated.fidelity),
      acquisitionSeconds: stated.acquisitionSeconds ?? 0,
    })),
    ...fibres.map((fibre) => {
      const arm = efficiencyOfFibre(scenario, fibre);
      const sourceRate = linkClasses.G2G.sourceMhz * 1e6;
      const fidelity = coincidenceFidelity({
        sourceRate,
        efficiency1: 1,
        efficiency2: arm,
        background1: 0,
        background2: noise.darkCountsPerSecond,
        windowSeconds: noise.coincidenceWindowNs * 1e-9,
        sourceWerner: noise.sourceWerner,
      });
      return {
        link: { ...skeleton(fibre), kind: 'fibre' as const },
        capacity: at(endSourceRate({ sourceRate, armEfficiency: arm }) * perUnit),
        fidelity: at(fidelity),
        acquisitionSeconds: 0,
      };
    }),
  ];
}
