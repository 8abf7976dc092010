/** The part of `satellite.js` that only catalogued satellites need. */
export { json2satrec, sgp4, twoline2satrec } from 'satellite.js';
