import { type Link, linkClassOf } from '../domain/network.ts';
import { bandOfFibre } from '../physics/bands.ts';
import { fibreEfficiency } from '../physics/fibre.ts';
import { endSourceRate } from '../physics/rates.ts';
import { withIds } from '../scenario/identifiers.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { detectionOf, fidelityBehind, KEPT } from './detection.ts';
import { converterAt } from './node-bands.ts';
import type { Site } from './sites.ts';
import { timingOf } from './timing.ts';

/** A link that does not depend on the positions of its ends. */
export interface FixedLink {
  readonly link: Link;
  /** In the scenario's capacity unit; 0 = no contact. */
  readonly capacity: (slot: number) => number;
  readonly fidelity: (slot: number) => number;
  readonly acquisitionSeconds: number;
  /** km; NaN if unknown. */
  readonly lengthKm: number;
  /** η: the share of the pairs of the source that arrive and are recognised, behind converters; NaN if unknown. */
  readonly efficiency: number;
  /** The share of the coincidences inside the window, which `efficiency` counts; 1 for explicit links. */
  readonly captured: number;
  /** Whether the window is free and none gives any key. */
  readonly isKeyless: boolean;
}

type StatedLink = Pick<Scenario['links'][number], 'id' | 'ends' | 'emitter'>;

/** Efficiency of a fibre from its source to the other end, before converters. */
const efficiencyOfFibre = (
  { linkClasses: { G2G } }: Pick<Scenario, 'linkClasses'>,
  fibre: Pick<Scenario['fibres'][number], 'lengthKm' | 'attenuationDbPerKm'>,
): number =>
  fibreEfficiency(fibre.lengthKm, fibre.attenuationDbPerKm ?? G2G.attenuationDbPerKm) * G2G.efficiency;

/**
 * Links as stated, then fibres. A fibre carries B·10^(−αL/10)·efficiency pairs/s in every slot, from its own source at
 * one end; at the other end, only dark counts disturb the coincidences. Converters at its ends take their part.
 */
export function fixedLinks(
  scenario: Scenario,
  sites: readonly Pick<Site, 'id' | 'kind' | 'bands'>[],
): readonly FixedLink[] {
  const siteOf = new Map(sites.map((site) => [site.id, site]));
  const { links, fibres } = withIds(scenario);
  const { noise, linkClasses, capacityUnit, horizon } = scenario;
  const perUnit = capacityUnit === 'pairs-per-slot' ? horizon.slotSeconds : 1;
  const at = (values: number | readonly number[]) => (slot: number) =>
    typeof values === 'number' ? values : values[slot]!;
  const skeleton = ({ id, ends, emitter = ends[0] }: StatedLink) => ({
    id: id!,
    ends,
    class: linkClassOf(siteOf.get(ends[0])!.kind, siteOf.get(ends[1])!.kind),
    via: null,
    emitter,
  });
  return [
    ...links.map((stated) => ({
      link: { ...skeleton(stated), ...(stated.class && { class: stated.class }), kind: 'explicit' as const },
      capacity: at(stated.capacity),
      fidelity: at(stated.fidelity),
      acquisitionSeconds: stated.acquisitionSeconds ?? 0,
      lengthKm: stated.lengthKm ?? Number.NaN,
      efficiency: stated.efficiency ?? Number.NaN,
      captured: 1,
      isKeyless: false,
    })),
    ...fibres.map((fibre) => {
      const arm = efficiencyOfFibre(scenario, fibre);
      const sourceRate = linkClasses.G2G.sourceMhz * 1e6;
      const band = bandOfFibre(fibre.attenuationDbPerKm ?? linkClasses.G2G.attenuationDbPerKm);
      const [first, second] = fibre.ends.map((end) =>
        band === null ? null : converterAt(siteOf.get(end)!.bands, band),
      );
      const received = { efficiency: arm, background: noise.darkCountsPerSecond };
      const detection = detectionOf(scenario, sourceRate, timingOf(scenario, 'G2G'));
      const detected = detection.fidelity(KEPT, received);
      const captured = detection.captured(KEPT, received);
      const recognised = captured * (first?.efficiency ?? 1) * (second?.efficiency ?? 1);
      return {
        link: { ...skeleton(fibre), kind: 'fibre' as const },
        capacity: at(endSourceRate({ sourceRate, armEfficiency: arm }) * recognised * perUnit),
        fidelity: at(fidelityBehind(detected, KEPT, received, first, second)),
        acquisitionSeconds: 0,
        lengthKm: fibre.lengthKm,
        efficiency: arm * recognised,
        captured,
        isKeyless: detection.isKeyless(KEPT, received),
      };
    }),
  ];
}
