import type { Site } from './sites.ts';

/** Nodes with a telescope by kind: `able` can hold pairs, the others only pass them on. */
export interface Telescopes {
  readonly able: Readonly<Record<'S' | 'A' | 'G', Int32Array>>;
  readonly middles: Readonly<Record<'S' | 'A', Int32Array>>;
}

export function telescopesOf(sites: readonly Site[]): Telescopes {
  const indices = (wanted: (site: Site) => boolean): Int32Array =>
    Int32Array.from(sites.flatMap((site, index) => (site.optical && wanted(site) ? [index] : [])));
  return {
    able: {
      S: indices(({ kind, memory }) => kind === 'satellite' && memory),
      A: indices(({ kind, memory }) => kind === 'aerial' && memory),
      G: indices(({ kind }) => kind === 'ground'),
    },
    middles: {
      S: indices(({ kind, memory }) => kind === 'satellite' && !memory),
      A: indices(({ kind, memory }) => kind === 'aerial' && !memory),
    },
  };
}
