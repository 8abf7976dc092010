import { it } from 'vitest';
import { fuzz } from '../node/service/fuzz.ts';

const SEED = 20261129;

it(`no request that its OpenAPI suggests finds a fault of the service (seed ${SEED})`, () => fuzz(200, SEED));
