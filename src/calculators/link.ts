import type { Calculator } from './calculator.ts';
import { linkQuestion } from './check-link-question.ts';
import { calculateLink, type LinkAnswer } from './link-answer.ts';
import type { LinkQuestion } from './link-question.ts';
import { valuesOf } from './words.ts';

export const link: Calculator<LinkQuestion, LinkAnswer> = {
  name: 'link',
  title: 'compute the range, loss, rate and fidelity of one link',
  question: linkQuestion,
  options: {
    class: { value: 'name', about: 'link class' },
    altitudeKm: { value: 'km', about: 'altitude of the upper end (default: satellite 500, HAP 20)' },
    elevationDeg: { value: 'deg', about: 'elevation of the upper end, seen from the lower (default 90)' },
    lengthKm: {
      value: 'km',
      about:
        'range of S2S and A2A, or length of the G2G fibre; replaces altitude and elevation for other classes',
    },
    wavelengthNm: { value: 'nm', about: 'wavelength' },
    waistCm: { value: 'cm', about: '1/e² beam radius at the transmitter' },
    divergenceUrad: {
      value: 'urad',
      about: '1/e² half-angle, instead of the waist',
      conflicts: 'waistCm',
    },
    receiverDiameterM: { value: 'm', about: 'diameter of the receiving telescope' },
    jitterUrad: { value: 'urad', about: 'pointing jitter, rms per axis' },
    opticsEfficiency: { flag: 'optics', value: 'eta', about: 'efficiency of the optics' },
    detectorEfficiency: { flag: 'detector', value: 'eta', about: 'efficiency of the detector or memory' },
    zenithTransmission: { value: 'T', about: 'transmission of the air toward the zenith' },
    zenithFadeDb: { value: 'dB', about: 'mean loss from fading toward the zenith' },
    direction: { value: 'way', about: 'whether light travels down from the upper end (default) or up' },
    day: { about: 'assume a sunlit sky, or a sunlit Earth seen from above' },
    sourceMhz: { value: 'MHz', about: 'pair rate of the source, in pairs per microsecond' },
  },
  example: '--class S2G --altitude-km 500 --elevation-deg 30 --json',
  answer: calculateLink,
  words: valuesOf,
};
