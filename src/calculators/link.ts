import type { Calculator } from './calculator.ts';
import { linkQuestion } from './check-link-question.ts';
import { calculateLink, type LinkAnswer } from './link-answer.ts';
import type { LinkQuestion } from './link-question.ts';
import { valuesOf } from './words.ts';

export const link: Calculator<LinkQuestion, LinkAnswer> = {
  name: 'link',
  title: 'range, loss, rate and fidelity of one link',
  question: linkQuestion,
  options: {
    class: { value: 'name' },
    altitudeKm: { value: 'km', about: 'of the upper end (default: satellite 500, HAP 20)' },
    elevationDeg: { value: 'deg', about: 'of the upper end, seen from the lower (default 90)' },
    lengthKm: {
      value: 'km',
      about: 'range of S2S and A2A, length of the fibre of G2G; in place of height and elevation for others',
    },
    wavelengthNm: { value: 'nm' },
    waistCm: { value: 'cm', about: '1/e² beam radius at the transmitter' },
    divergenceUrad: {
      value: 'urad',
      about: '1/e² half-angle, in place of the waist',
      conflicts: 'waistCm',
    },
    receiverDiameterM: { value: 'm' },
    jitterUrad: { value: 'urad', about: 'pointing, rms per axis' },
    opticsEfficiency: { flag: 'optics', value: 'eta', about: 'efficiency of the optics' },
    detectorEfficiency: { flag: 'detector', value: 'eta', about: 'efficiency of the detector or memory' },
    zenithTransmission: { value: 'T', about: 'of the air' },
    zenithFadeDb: { value: 'dB', about: 'mean loss by fading toward the zenith' },
    direction: { value: 'way', about: 'down from the upper end (default), or up' },
    day: { about: 'the sky, or the Earth seen from above, is sunlit' },
    sourceMhz: { value: 'MHz', about: 'pairs per microsecond' },
  },
  example: '--class S2G --altitude-km 500 --elevation-deg 30 --json',
  answer: calculateLink,
  words: valuesOf,
};
