/**
 * Writes src/report/coastline.ts, the coasts on maps of reports, from Natural Earth 1:110 million (public domain):
 * `npx tsx scripts/generate-coastline.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';

type Point = readonly [longitudeDeg: number, latitudeDeg: number];

/** Coasts keep to this distance of the source, degrees. */
const TOLERANCE = 0.12;
/** Units per degree. */
const SCALE = 20;

const atlas = fileURLToPath(new URL('../node_modules/world-atlas/land-110m.json', import.meta.url));
const world = JSON.parse(readFileSync(atlas, 'utf8')) as Topology;
const land = feature(world, world.objects.land!) as unknown as {
  readonly features: readonly {
    readonly geometry: { readonly coordinates: readonly (readonly Point[])[][] };
  }[];
};

/** Where a ring runs along the edge of the source's map there is no coast. */
const isEdge = (a: Point, b: Point): boolean =>
  (Math.abs(a[0]) > 179.9 && Math.abs(b[0]) > 179.9) || (a[1] < -89.9 && b[1] < -89.9);

function coastsOf(ring: readonly Point[]): Point[][] {
  const lines: Point[][] = [[]];
  ring.forEach((point, index) => {
    if (index > 0 && isEdge(ring[index - 1]!, point)) lines.push([]);
    lines.at(-1)!.push(point);
  });
  return lines.filter(({ length }) => length > 1);
}

/** Douglas and Peucker. */
function simplified(line: readonly Point[]): Point[] {
  const [first, last] = [line[0]!, line.at(-1)!];
  const [dx, dy] = [last[0] - first[0], last[1] - first[1]];
  const length = Math.hypot(dx, dy);
  let [worst, farthest] = [0, 0];
  line.forEach(([x, y], index) => {
    const off =
      length > 0
        ? Math.abs(dx * (y - first[1]) - dy * (x - first[0])) / length
        : Math.hypot(x - first[0], y - first[1]);
    if (off > farthest) [worst, farthest] = [index, off];
  });
  if (farthest <= TOLERANCE) return [first, last];
  return [...simplified(line.slice(0, worst + 1)), ...simplified(line.slice(worst)).slice(1)];
}

const encoded = land.features
  .flatMap(({ geometry }) => geometry.coordinates.flat())
  .flatMap(coastsOf)
  .map((line) => {
    let [x, y] = [0, 0];
    return simplified(line)
      .flatMap(([longitude, latitude]) => {
        const [toX, toY] = [Math.round(SCALE * longitude), Math.round(SCALE * latitude)];
        const step = [toX - x, toY - y];
        [x, y] = [toX, toY];
        return step;
      })
      .join(' ');
  });
writeFileSync(
  fileURLToPath(new URL('../src/report/coastline.ts', import.meta.url)),
  `/**
 * The coasts of the world as lines, from Natural Earth 1:110 million (public domain); scripts/generate-coastline.ts
 * writes it. Longitude and latitude of each point, as steps from the one before.
 */
export const COASTLINE =
  '${encoded.join(',')}';
/** Units per degree of the coasts. */
export const COASTLINE_SCALE = ${SCALE};
`,
);
