import { PALETTE } from './palette.ts';

/** Colour, marker and dashes of a line: each alone distinguishes lines, so they also work in grey print. */
interface SeriesLook {
  readonly color: string;
  /** Name of the symbol in echarts. */
  readonly marker: string;
  readonly markerSize: number;
  readonly dashes: 'solid' | number[];
}

const LOOKS: readonly SeriesLook[] = [
  { color: PALETTE.blue, marker: 'circle', markerSize: 7, dashes: 'solid' },
  { color: PALETTE.vermilion, marker: 'emptyRect', markerSize: 7, dashes: [7, 3] },
  { color: PALETTE.green, marker: 'triangle', markerSize: 8.5, dashes: [2, 2] },
  { color: PALETTE.purple, marker: 'emptyDiamond', markerSize: 10, dashes: [8, 3, 2, 3] },
  { color: PALETTE.ink, marker: 'path://M0 0L5 8L10 0Z', markerSize: 8.5, dashes: [12, 3] },
  {
    color: PALETTE.orange,
    marker: 'path://M1 0L0 1L4 5L0 9L1 10L5 6L9 10L10 9L6 5L10 1L9 0L5 4Z',
    markerSize: 8,
    dashes: [4, 2],
  },
  { color: PALETTE.sky, marker: 'emptyTriangle', markerSize: 8.5, dashes: [5, 2, 2, 2, 2, 2] },
];

/** The look of the series with this index; after seven, the looks repeat. */
export const seriesLook = (index: number): SeriesLook => LOOKS[index % LOOKS.length]!;
