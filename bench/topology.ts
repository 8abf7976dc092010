/**
 * Time and memory of a large topology: 1,000 satellites, 1,000 slots of 20 s, 50 stations, links to the
 * ground and links between satellites of at most 2,000 km. `node --import tsx bench/topology.ts`
 */
import { estimateTopologySize } from '../src/orbit/size.ts';
import { buildTopology } from '../src/orbit/topology.ts';
import { scenarioSchema } from '../src/scenario/schema/scenario.ts';
import { writeResult } from './results.ts';

const stations = Array.from({ length: 50 }, (_, index) => ({
  id: `g${index}`,
  latitudeDeg: -60 + 2.4 * index,
  longitudeDeg: (137.5 * index) % 360,
}));
const scenario = scenarioSchema.parse({
  satqn: 1,
  horizon: { slots: 1000, slotSeconds: 20, start: '2026-03-20T00:00:00Z' },
  stations,
  satellites: [
    {
      walker: {
        id: 'w',
        pattern: 'delta',
        altitudeKm: 550,
        inclinationDeg: 70,
        total: 1000,
        planes: 25,
        phasing: 1,
      },
    },
  ],
  linkClasses: { S2S: { maximumRangeKm: 2000 } },
  demands: [{ source: 'g0', destination: 'g1' }],
});

const began = performance.now();
const topology = buildTopology(scenario);
const seconds = (performance.now() - began) / 1000;
const contacts = topology.slots.reduce((sum, { link }) => sum + link.length, 0);
await writeResult('topology', {
  satellites: 1000,
  stations: 50,
  slots: 1000,
  maximumRangeKmS2S: 2000,
  seconds: Number(seconds.toFixed(2)),
  peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  estimatedMegabytes: Math.round(estimateTopologySize(scenario).bytes / 2 ** 20),
  links: topology.links.length,
  contacts,
});
