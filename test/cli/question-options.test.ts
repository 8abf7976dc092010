import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Calculator } from '../../src/calculators/calculator.ts';
import { questionOptions, readQuestion } from '../../src/cli/question-options.ts';
import { workplace } from './satqn.ts';

const { path } = workplace();

const question = z.strictObject({
  place: z.strictObject({ latitudeDeg: z.number().min(-90).max(90), altitudeM: z.number().default(7) }),
  elements: z.strictObject({ file: z.string(), text: z.string() }),
  speedKmS: z.number().optional(),
  hops: z.int().min(1).default(3),
  lossDb: z.number().max(5).optional(),
  slope: z.number().gt(0).optional(),
  shares: z.array(z.number().min(0).max(1)).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  way: z.enum(['up', 'down']).optional(),
  day: z.boolean().optional(),
});
const toy: Calculator<z.input<typeof question>> = {
  name: 'toy',
  title: 'a toy',
  question,
  options: {
    place: { value: 'lat,alt_m' },
    elements: { value: 'file', about: 'elements', isFile: true, alias: 'tle' },
    speedKmS: { value: 'km/s' },
    hops: { value: 'count' },
    lossDb: { value: 'dB' },
    slope: { flag: 'gradient', value: 'm' },
    shares: { value: 'list' },
    from: { value: 'time' },
    way: { value: 'way' },
    day: { conflicts: 'way' },
  },
  example: '',
  answer: (asked) => asked,
  words: () => ({ kind: 'values', values: [] }),
};

async function asked(...args: string[]): Promise<unknown> {
  const command = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  for (const option of questionOptions(toy)) command.addOption(option);
  command.parse(args, { from: 'user' });
  return readQuestion(toy, command.opts());
}

describe('a question as options', () => {
  const least = ['--elements', 'a.tle', '--place', '47,400'];
  const elements = { file: 'a.tle', text: 'text' };

  it('takes every kind of value', async () => {
    writeFileSync(path('a.tle'), 'text');
    expect(await asked(...least)).toEqual({ place: { latitudeDeg: 47, altitudeM: 400 }, elements, hops: 3 });
    expect(await asked('--tle', 'a.tle', '--place', '47', '--speed-km-s', '-8e9', '--gradient', '2')).toEqual(
      {
        place: { latitudeDeg: 47 },
        elements,
        speedKmS: -8e9,
        hops: 3,
        slope: 2,
      },
    );
    const more = ['--shares', '0,0.5', '--from', '2016-12-19T00:00+0100', '--hops', '1', '--day'];
    expect(await asked(...least, ...more)).toMatchObject({
      shares: [0, 0.5],
      from: '2016-12-18T23:00:00.000Z',
      hops: 1,
      day: true,
    });
    expect(await asked(...least, '--way', 'up')).toMatchObject({ way: 'up' });
  });

  it.each([
    [['--place', '47'], /--elements is missing\. Add --elements <file>: elements\./],
    [['--elements', 'a.tle'], /required option '--place <lat,alt_m>' not specified/],
    [[...least, '--tle', 'a.tle'], /--tle.*cannot be used with option '--elements/],
    [[...least, '--place', '91'], /a number from -90 to 90\./],
    [[...least, '--place', '1,2,3'], /It must be lat,alt_m, separated by commas\./],
    [[...least, '--hops', '0'], /a number of at least 1\./],
    [[...least, '--hops', '1.5'], /a whole number\./],
    [[...least, '--speed-km-s', 'fast'], /It must be a number\./],
    [[...least, '--loss-db', '6'], /a number of at most 5\./],
    [[...least, '--gradient', '0'], /a positive number\./],
    [[...least, '--shares', '0.5,2'], /a number from 0 to 1\./],
    [[...least, '--from', 'now'], /ISO 8601/],
    [[...least, '--way', 'left'], /Allowed choices are up, down\./],
    [[...least, '--way', 'up', '--day'], /--day.*cannot be used with option '--way/],
  ])('refuses %j', async (args, says) => {
    writeFileSync(path('a.tle'), 'text');
    await expect(asked(...args)).rejects.toThrow(says);
  });
});
