/** Which telescope of a node points along which link, and when. */
import type { PlannedPointing } from '../domain/plan.ts';

/** The telescopes of a node that a plan points, each with its pointings in the order of time. */
interface NodeTelescopes {
  readonly node: string;
  readonly telescopes: readonly (readonly PlannedPointing[])[];
}

/** Ends of a link, and the platform that it passes, if any. */
interface PointedEnds {
  readonly ends: readonly [string, string];
  readonly via?: string | null;
}

/**
 * The telescopes of each node, in the order in which nodes first point. Every pointing takes the first telescope at each
 * end that is free, and two of a platform in between. In the order of their begin, as many telescopes suffice as ever point
 * at the same time, since that is the colouring of an interval graph. Links without known ends are left out.
 */
export function telescopeLanes(
  pointing: readonly PlannedPointing[],
  endsOf: (link: string) => PointedEnds | undefined,
): NodeTelescopes[] {
  const lanes = new Map<string, PlannedPointing[][]>();
  for (const planned of pointing.toSorted((a, b) => a.from - b.from)) {
    const link = endsOf(planned.link);
    if (link === undefined) continue;
    const { ends, via } = link;
    for (const node of [...ends, ...(via == null ? [] : [via, via])]) {
      const ofNode = lanes.get(node) ?? [];
      lanes.set(node, ofNode);
      putInLane(ofNode, planned);
    }
  }
  return [...lanes].map(([node, telescopes]) => ({ node, telescopes }));
}

/** Slots from ≤ t < to. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** Adds a span to the first lane in which nothing is at the same time, or to a new one. */
export function putInLane<S extends Span>(lanes: S[][], span: S): void {
  const free = lanes.find((lane) => lane.every(({ from, to }) => to <= span.from || span.to <= from));
  if (free) free.push(span);
  else lanes.push([span]);
}
