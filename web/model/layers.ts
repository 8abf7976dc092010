import type { NodeKind } from '../../src/domain/network.ts';
import type { Spot } from './scene.ts';

/** A row of the network view, with its name. */
export interface Layer {
  readonly kind: NodeKind;
  readonly y: number;
  readonly count: number;
}

interface LayeredLayout {
  readonly layers: readonly Layer[];
  readonly spots: readonly Spot[];
}

const MARGIN = { left: 24, right: 40, top: 58, bottom: 58 };
/** Pixels between neighbours in a row. */
const LEAST_GAP: Readonly<Record<NodeKind, number>> = { satellite: 46, aerial: 46, ground: 24 };
/** Pixels between rows, at least. */
const ROW_GAP = 14;
/** Share of the height that the rows of a layer may take. */
const DEPTH = 0.36;
/** Share of the height between the middles of the layers, from the top. */
const LEVELS: Readonly<Record<NodeKind, number>> = { satellite: 0, aerial: 0.52, ground: 1 };

/** Satellites above, platforms in the middle, stations below; each layer in the order given. */
export function layeredLayout(
  nodes: readonly { readonly kind: NodeKind }[],
  { width, height }: { readonly width: number; readonly height: number },
): LayeredLayout {
  const room = height - MARGIN.top - MARGIN.bottom;
  const spots: Spot[] = new Array(nodes.length);
  const layers = (['satellite', 'aerial', 'ground'] as const).flatMap((kind): Layer[] => {
    const members = nodes.flatMap((node, index) => (node.kind === kind ? [index] : []));
    if (members.length === 0) return [];
    const perRow = Math.max(1, Math.floor((width - MARGIN.left - MARGIN.right) / LEAST_GAP[kind]));
    // Where they would lie upon each other, rows take more of them than names have room for.
    const rows = Math.min(
      Math.ceil(members.length / perRow),
      Math.max(1, Math.floor((DEPTH * room) / ROW_GAP)),
    );
    const longest = Math.ceil(members.length / rows);
    const y = MARGIN.top + LEVELS[kind] * room;
    // Many fill several rows: satellites downwards, stations upwards.
    const rowGap = rows > 1 ? Math.min(64, (DEPTH * room) / (rows - 1)) : 0;
    members.forEach((node, position) => {
      const [row, column] = [Math.floor(position / longest), position % longest];
      const inRow = Math.min(longest, members.length - row * longest);
      const gap = (width - MARGIN.left - MARGIN.right) / Math.max(1, inRow);
      spots[node] = {
        x: MARGIN.left + (column + 0.5) * gap,
        // Neighbours are set apart a little, so that links along a layer do not run through nodes.
        y:
          y +
          (kind === 'ground' ? -row : row) * rowGap +
          (column % 2 === 1 ? Math.min(14, rowGap / 2 || 14) : 0),
        hidden: false,
      };
    });
    return [{ kind, y, count: members.length }];
  });
  return { layers, spots };
}

/** Links within a layer bow away from the middle: up among satellites, down among stations. */
export function layerBow(first: NodeKind, second: NodeKind): number {
  if (first !== second) return 0;
  return first === 'ground' ? 0.22 : -0.16;
}
