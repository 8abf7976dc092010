import fc from 'fast-check';
import type { Ask } from './served.ts';

/** A request that a stranger might send. */
interface StrangeRequest {
  readonly method: string;
  readonly path: string;
  readonly ask: Ask;
}

interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: JsonSchema;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> };
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Known {
  /** Ids of runs, of the asker and of others. */
  readonly ids: readonly string[];
  /** Scenarios and studies that are in order. */
  readonly texts: readonly string[];
  /** Whole requests that are in order somewhere. */
  readonly bodies: readonly object[];
  readonly tokens: readonly string[];
}

const anything = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(null, '', -0, 1e308, -1e-308, 2 ** 53, [], {}, '\u0000', '__proto__'),
  },
);

/** A value of the schema, or nearly so. */
function nearly(schema: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 20, arbitrary: fitting(schema, known) }, { weight: 1, arbitrary: anything });
}

function fitting(schema: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => fitting(one, known)));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  switch (schema.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return fc.oneof(
        {
          weight: 4,
          arbitrary: fc.constantFrom(1, schema.minimum ?? 1, Math.min(schema.maximum ?? 1, 1000)),
        },
        { weight: 1, arbitrary: fc.oneof(fc.double({ noNaN: true }), fc.integer()) },
      );
    case 'array':
      return fc.array(nearly(schema.items ?? {}, known), { maxLength: 4 });
    case 'object': {
      const properties = Object.entries(schema.properties ?? {});
      const shape = Object.fromEntries(properties.map(([key, inner]) => [key, nearly(inner, known)]));
      const strange = fc.dictionary(fc.string({ maxLength: 8 }), anything, { maxKeys: 2 });
      const stated = fc.record(shape, { requiredKeys: properties.slice(0, 1).map(([key]) => key) });
      return fc.oneof(
        { weight: 6, arbitrary: stated },
        { weight: 1, arbitrary: fc.tuple(stated, strange).map(([a, b]) => ({ ...a, ...b })) },
      );
    }
    case 'string':
      return schema.format === 'uuid'
        ? fc.oneof(fc.constantFrom(...known.ids), fc.uuid())
        : fc.oneof(
            { weight: 4, arbitrary: fc.constantFrom(...known.texts) },
            { weight: 1, arbitrary: fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), yaml) },
          );
    default:
      return anything;
  }
}

/** Texts that are nearly YAML. */
const yaml = fc
  .array(
    fc.constantFrom(
      'satqn: 1',
      'a: &a [*a]',
      '- x',
      '{',
      '}',
      '[',
      '? ',
      '"',
      '%YAML 1.1',
      '--- |',
      '\t',
      '!!js x',
      'nodes:',
    ),
    {
      maxLength: 8,
    },
  )
  .map((lines) => lines.join('\n'));

const METHODS = ['GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'OPTIONS', 'HEAD'] as const;
/** Letters that may stand in a header or an address as they are. */
const plain = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_.~!*,;:@/%?=&'), maxLength: 40 });

/** Requests for the operations of an interface: most of them as it describes, and some as nobody would. */
export function requestsOf(api: OpenApi, known: Known): fc.Arbitrary<StrangeRequest> {
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  return fc.constantFrom(...operations).chain(({ path, method, operation }) => {
    const parameters = operation.parameters ?? [];
    const given = fc.record(
      Object.fromEntries(parameters.map(({ name, schema }) => [name, nearly(schema, known)])),
      { requiredKeys: parameters.filter((one) => one.in === 'path').map(({ name }) => name) },
    );
    const schema = operation.requestBody?.content['application/json']?.schema;
    const body = schema
      ? fc.oneof(
          { weight: 8, arbitrary: nearly(schema, known) },
          { weight: 4, arbitrary: fc.constantFrom(...known.bodies) },
          { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
          { weight: 1, arbitrary: fc.constant(undefined) },
        )
      : fc.constant(undefined);
    return fc.record({ values: given, body, extra: extras(known, method) }).map(({ values, body, extra }) => {
      const valued = (place: string) =>
        parameters.flatMap(({ name, in: where }) =>
          where === place && name in values ? [[name, String(values[name])] as const] : [],
        );
      let address = path;
      for (const [name, value] of valued('path')) address = address.replace(`{${name}}`, encoded(value));
      const query = valued('query').map(([name, value]) => `${name}=${encoded(value)}`);
      const headers = Object.fromEntries(
        valued('header').map(([name, value]) => [name, value.replace(/[^\x20-\x7e]/g, '_')]),
      );
      return {
        method: extra.method,
        path: `${address}${extra.path}${query.length > 0 ? `?${query.join('&')}` : ''}`,
        ask: { body, token: extra.token, headers: { ...headers, ...extra.headers } },
      };
    });
  });
}

/** Half of a pair of code units is no text that an address could hold. */
const encoded = (value: string): string => encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd'));

const extras = (known: Known, method: string) =>
  fc.record({
    method: fc.oneof(
      { weight: 20, arbitrary: fc.constant(method) },
      { weight: 1, arbitrary: fc.constantFrom(...METHODS) },
    ),
    path: fc.oneof({ weight: 20, arbitrary: fc.constant('') }, { weight: 1, arbitrary: plain }),
    token: fc.oneof(
      { weight: 20, arbitrary: fc.constantFrom(...known.tokens) },
      { weight: 1, arbitrary: fc.oneof(fc.constant(null), plain) },
    ),
    headers: fc.oneof(
      { weight: 12, arbitrary: fc.constant({}) },
      {
        weight: 1,
        arbitrary: fc.oneof(
          plain.map((value) => ({ 'content-type': value })),
          plain.map((value) => ({ cookie: value })),
          plain.map((value) => ({ origin: value })),
          plain.map((value) => ({ accept: value })),
          fc.constant({ 'content-type': 'application/json; charset=utf-16' }),
          fc.constant({ 'content-encoding': 'gzip' }),
          fc.constant({ expect: '100-continue' }),
        ),
      },
    ),
  });
