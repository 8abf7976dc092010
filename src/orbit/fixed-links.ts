import { type Link, linkClassOf, type SourcePlace } from '../domain/network.ts';
import { bandOfFibre } from '../physics/bands.ts';
import { fibreEfficiency } from '../physics/fibre.ts';
import { attemptSuccess } from '../physics/heralding.ts';
import { fidelityOf, wernerOf } from '../physics/swapping.ts';
import { measurementVisibility } from '../physics/synchronisation.ts';
import { withIds } from '../scenario/identifiers.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { detectionOf, fidelityBehind, KEPT } from './detection.ts';
import { converterAt } from './node-bands.ts';
import type { Site } from './sites.ts';
import { type LinkTiming, timingOf } from './timing.ts';

/** A link that does not depend on the positions of its ends. */
export interface FixedLink {
  readonly link: Link;
  /** In the scenario's capacity unit; 0 = no contact. */
  readonly capacity: (slot: number) => number;
  readonly fidelity: (slot: number) => number;
  readonly acquisitionSeconds: number;
  /** km; NaN if unknown. */
  readonly lengthKm: number;
  /** η: the share of the attempts that give a pair, behind converters; NaN if unknown. */
  readonly efficiency: number;
  /** Without its own source at an end: η of the arm to each end, behind converters; NaN if unknown. */
  readonly armEfficiencies: readonly [number, number] | null;
  /** The share of the coincidences inside the window, which `efficiency` counts; 1 for explicit links. */
  readonly captured: number;
  /** Whether the window is free and none gives any key. */
  readonly isKeyless: boolean;
}

type StatedLink = Pick<
  Scenario['links'][number],
  'id' | 'ends' | 'emitter' | 'source' | 'preparationSeconds'
>;
type StatedFibre = Scenario['fibres'][number];

/**
 * Links as stated, then fibres. A fibre carries B·10^(−αL/10)·efficiency pairs/s in every slot, from its own source at
 * one end; at the other end, only dark counts disturb the coincidences. Converters at its ends take their part.
 * With a source or a measurement in the middle, light has half the way to go, twice.
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
  const skeleton = ({ id, ends, emitter = ends[0], source, preparationSeconds }: StatedLink) => ({
    id: id!,
    ends,
    class: linkClassOf(siteOf.get(ends[0])!.kind, siteOf.get(ends[1])!.kind),
    via: null,
    emitter: source === undefined || source === 'end' ? emitter : null,
    ...(source !== undefined && { source }),
    ...(preparationSeconds !== undefined && { preparationSeconds }),
  });
  const fibreOf = (stated: StatedFibre) => ({
    ...stated,
    source: stated.source ?? linkClasses.G2G.source,
    preparationSeconds: stated.preparationSeconds ?? linkClasses.G2G.preparationSeconds,
  });
  return [
    ...links.map((stated) => ({
      link: { ...skeleton(stated), ...(stated.class && { class: stated.class }), kind: 'explicit' as const },
      capacity: at(stated.capacity),
      fidelity: at(stated.fidelity),
      acquisitionSeconds: stated.acquisitionSeconds ?? 0,
      lengthKm: stated.lengthKm ?? Number.NaN,
      efficiency: statedEfficiency(stated),
      armEfficiencies:
        stated.source === undefined || stated.source === 'end'
          ? null
          : (stated.armEfficiencies ?? ([Number.NaN, Number.NaN] as const)),
      captured: 1,
      isKeyless: false,
    })),
    ...fibres.map((stated) => {
      const fibre = fibreOf(stated);
      const { source = 'end', attenuationDbPerKm = linkClasses.G2G.attenuationDbPerKm, lengthKm } = fibre;
      const ownSource = source === 'end';
      const sourceRate = linkClasses.G2G.sourceMhz * 1e6;
      const band = bandOfFibre(attenuationDbPerKm);
      const [first, second] = fibre.ends.map((end) =>
        band === null ? null : converterAt(siteOf.get(end)!.bands, band),
      );
      const received = {
        efficiency:
          fibreEfficiency(ownSource ? lengthKm : lengthKm / 2, attenuationDbPerKm) *
          linkClasses.G2G.efficiency,
        background: noise.darkCountsPerSecond,
      };
      const arms = [ownSource ? KEPT : received, received] as const;
      const timing = timingOf(scenario, 'G2G');
      const detection = detectionOf(scenario, sourceRate, timing);
      const captured = detection.captured(...arms);
      const [one, other] = [first?.efficiency ?? 1, second?.efficiency ?? 1];
      const success = attemptSuccess({ source, efficiencies: [arms[0].efficiency, arms[1].efficiency] });
      const efficiency = success * captured * one * other;
      const detected = fidelityBehind(detection.fidelity(...arms), ...arms, first, second);
      return {
        link: { ...skeleton(fibre), kind: 'fibre' as const },
        capacity: at(sourceRate * efficiency * perUnit),
        fidelity: at(joined(source, detected, timing)),
        acquisitionSeconds: 0,
        lengthKm,
        efficiency,
        armEfficiencies: ownSource ? null : ([arms[0].efficiency * one, arms[1].efficiency * other] as const),
        captured,
        isKeyless: detection.isKeyless(...arms),
      };
    }),
  ];
}

/** η of an explicit link, from that of its arms where these are stated. */
function statedEfficiency({
  source = 'end',
  efficiency,
  armEfficiencies,
}: Scenario['links'][number]): number {
  if (armEfficiencies) return attemptSuccess({ source, efficiencies: armEfficiencies });
  return efficiency ?? Number.NaN;
}

/** What is left where photons that arrive at different times are measured together in the middle. */
function joined(source: SourcePlace, fidelity: number, timing: LinkTiming | null): number {
  if (source !== 'middle-measurement' || timing === null) return fidelity;
  return fidelityOf(wernerOf(fidelity) * measurementVisibility(timing.offsetSeconds, timing.photonSeconds));
}
