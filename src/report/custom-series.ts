import type { CustomSeriesOption } from 'echarts/charts';

interface ErrorBar {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

const CAP_WIDTH = 5;

/** Vertical bars with caps, below lines and markers. */
export function errorBars(bars: readonly ErrorBar[], color: string): CustomSeriesOption {
  return {
    type: 'custom',
    silent: true,
    z: 1,
    dimensions: ['x', 'low', 'high'],
    encode: { x: 0, y: [1, 2] },
    data: bars.map(({ x, low, high }) => [x, low, high]),
    renderItem: (_, api) => {
      const [x, top] = api.coord([api.value(0), api.value(2)]) as [number, number];
      const bottom = api.coord([api.value(0), api.value(1)])[1]!;
      const line = (x1: number, y1: number, x2: number, y2: number) => ({
        type: 'line' as const,
        shape: { x1, y1, x2, y2 },
        style: { stroke: color, lineWidth: 1.2 },
      });
      const [left, right] = [x - CAP_WIDTH / 2, x + CAP_WIDTH / 2];
      return {
        type: 'group',
        children: [line(x, top, x, bottom), line(left, top, right, top), line(left, bottom, right, bottom)],
      };
    },
  };
}

interface Bar {
  readonly x: number;
  readonly high: number;
  readonly color: string;
}

/** Bars upward from zero; `width` is a share of the unit of x. */
export function bars(bars: readonly Bar[], width: number): CustomSeriesOption {
  return {
    type: 'custom',
    silent: true,
    z: 1,
    data: bars.map(({ x, high }) => [x, high]),
    renderItem: ({ dataIndex }, api) => {
      const [left, top] = api.coord([bars[dataIndex]!.x - width / 2, bars[dataIndex]!.high]) as [
        number,
        number,
      ];
      const [right, bottom] = api.coord([bars[dataIndex]!.x + width / 2, 0]) as [number, number];
      return {
        type: 'rect',
        shape: { x: left, y: top, width: right - left, height: bottom - top },
        style: { fill: bars[dataIndex]!.color },
      };
    },
  };
}
