import { expect, it } from 'vitest';
import { parseElements } from '../../../src/orbit/elements/read.ts';

const messages = (text: string): string[] =>
  parseElements(text, { path: '', file: 'x' }).faults.flatMap(({ issues }) =>
    issues.map(({ message }) => message),
  );

it.each([
  ['GML', 'graph [\n node [ id 1 label "a" ]\n node [ id 2 label "b" ]\n edge [ source 1 target 2 ]\n]'],
  ['GML', '# a comment\nCreator "a b"Version 2.2\n\n  # graph\ngraph\n[ node [ id 1 ] ]'],
  ['a table of stations', 'name,latitude,longitude\nVienna,48.2,16.4\nGraz,47.1,15.4'],
  ['a table of links', 'source,target,km\nVienna,Graz,190'],
  ['node-link JSON', '{"nodes": [{"id": "a"}, {"id": "b"}], "links": [{"source": "a", "target": "b"}]}'],
  ['a scenario of satqn', 'satqn: 1\nhorizon: {slots: 1, slotSeconds: 1}'],
])('%s in place of elements is called so, once', (format, text) => {
  expect(messages(text)).toEqual([`This is ${format}, and holds no orbital elements.`]);
});

it('damaged elements are reported line by line, and key by key', () => {
  expect(messages('QSS (MOZI)\n1 41731U 16051A   16353.90152003')).not.toEqual([]);
  expect(messages('QSS (MOZI)\n1 41731U 16051A   16353.90152003').join()).not.toContain('This is');
  expect(messages('[{"OBJECT_NAME": "a", "EPOCH": "2026-01-01"}]').join()).toContain('NORAD_CAT_ID');
});

it('a long text of no known kind is refused as fast as a short one', () => {
  const text = Array.from({ length: 200 }, (_, index) => `# word ${index} "\nline ${index}`).join('\n');
  const began = performance.now();
  expect(messages(text).join()).not.toContain('This is');
  expect(performance.now() - began).toBeLessThan(1000);
});
