import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { drawPng } from '../../src/node/png.ts';

/** A picture with text in the fonts that reports ask for; a machine may have none of them. */
const svgWith = (text: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><rect width="10" height="10" fill="#D55E00"/><text x="20" y="20" style="font: normal 12px system-ui, -apple-system, Roboto, sans-serif" fill="currentColor">${text}</text></svg>`;
const pngOf = async (svg: string) => {
  const drawing = await drawPng(svg);
  if ('missing' in drawing) throw new Error(drawing.missing);
  return Buffer.from(drawing.png);
};

describe('drawPng', () => {
  it('draws two pixels per unit', async () => {
    const png = await pngOf(svgWith('pairs'));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([240, 80]);
  });

  it('draws all letters without fonts of the machine, including Greek and raised ones', async () => {
    const empty = await pngOf(svgWith(''));
    for (const text of ['pairs', 'Σ α', '10³', '10⁶', '95 %']) {
      expect((await pngOf(svgWith(text))).equals(empty), text).toBe(false);
    }
    // A glyph that the font lacks would be the same box whatever it stands for.
    const boxes = await Promise.all(['Σ', 'α', 'δ', '³', '⁶', '’', '–'].map((text) => pngOf(svgWith(text))));
    expect(new Set(boxes.map((png) => png.toString('base64'))).size).toBe(boxes.length);
  });

  it('is on white paper in black ink', async () => {
    const { Resvg } = createRequire(import.meta.url)('@resvg/resvg-js');
    const png = await pngOf(
      '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"><rect width="1" height="1" fill="currentColor"/></svg>',
    );
    const image = `<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"><image width="4" height="2" href="data:image/png;base64,${png.toString('base64')}"/></svg>`;
    const { pixels } = new Resvg(image).render();
    expect([...pixels.subarray(0, 4), ...pixels.subarray(12, 16)]).toEqual([
      0, 0, 0, 255, 255, 255, 255, 255,
    ]);
  });
});
