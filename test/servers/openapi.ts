import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';

/** GitHub's published description of its REST API, as far as a check of requests reads it. */
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly examples: Readonly<Record<string, { readonly value: object }>> };
}

interface Operation {
  readonly parameters?: readonly unknown[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Readonly<Record<string, { readonly schema: object }>>;
  };
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: object;
}

export interface ApiRequest {
  readonly method: string;
  /** Path below the API's address. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

const description: Description = createRequire(import.meta.url)('@octokit/openapi').schemas['api.github.com'];
const ajv = new Ajv({ strict: false, logger: false, validateFormats: false, coerceTypes: true });
const compiled = new WeakMap<object, ValidateFunction>();

/** What the description has against a request; empty when nothing. */
export function checkRequest(request: ApiRequest): readonly string[] {
  const name = `${request.method} ${request.path}`;
  const operation = findOperation(request);
  if (operation === undefined) return [`${name}: the API has no such operation`];
  return [...checkQuery(operation, request.query), ...checkBody(operation, request.body)].map(
    (problem) => `${name}: ${problem}`,
  );
}

/** A full example of an answer, e.g. `issue-comment`. */
export function exampleOf(name: string): object {
  const example = description.components.examples[name];
  if (example === undefined) throw new Error(`no example ${name}`);
  return example.value;
}

function findOperation({ method, path }: ApiRequest): Operation | undefined {
  const parts = path.split('/');
  const fits = (template: string) => {
    const names = template.split('/');
    return (
      names.length === parts.length &&
      names.every((name, index) => name === parts[index] || (name.startsWith('{') && parts[index] !== ''))
    );
  };
  const literals = (template: string) => template.split('/').filter((name) => !name.startsWith('{')).length;
  const [best] = Object.keys(description.paths)
    .filter(fits)
    .sort((a, b) => literals(b) - literals(a));
  return best === undefined ? undefined : description.paths[best]?.[method.toLowerCase()];
}

function checkQuery(operation: Operation, query: URLSearchParams): readonly string[] {
  const known = (operation.parameters ?? [])
    .map(resolveParameter)
    .filter(({ in: place }) => place === 'query');
  const unknown = [...query.keys()].filter((key) => !known.some(({ name }) => name === key));
  const missing = known.filter(({ name, required }) => required === true && !query.has(name));
  const wrong = known.flatMap(({ name, schema }) => {
    const value = query.get(name);
    return value === null ? [] : problems(schema, { value }, `query ${name}`);
  });
  return [
    ...unknown.map((key) => `unknown query parameter ${key}`),
    ...missing.map(({ name }) => `query parameter ${name} is missing`),
    ...wrong,
  ];
}

function checkBody(operation: Operation, body: unknown): readonly string[] {
  const schema = operation.requestBody?.content['application/json']?.schema;
  if (schema === undefined) return body === undefined ? [] : ['no body is expected'];
  if (body === undefined) return operation.requestBody?.required === true ? ['a body is missing'] : [];
  const properties = 'properties' in schema ? Object.keys(Object(schema.properties)) : [];
  const unknown = Object.keys(Object(body)).filter((key) => !properties.includes(key));
  return [...unknown.map((key) => `unknown property ${key}`), ...problems(schema, { value: body }, 'body')];
}

function problems(schema: object, holder: { value: unknown }, place: string): readonly string[] {
  const validate = compiled.get(schema) ?? ajv.compile({ type: 'object', properties: { value: schema } });
  compiled.set(schema, validate);
  if (validate(structuredClone(holder))) return [];
  return (validate.errors ?? []).map((error) => `${place}${error.instancePath.slice(6)} ${error.message}`);
}

function resolveParameter(parameter: unknown): Parameter {
  const resolved = isReference(parameter) ? lookUp(parameter.$ref) : parameter;
  if (!isParameter(resolved)) throw new Error(`no parameter: ${JSON.stringify(parameter)}`);
  return resolved;
}

function lookUp(reference: string): unknown {
  const keys = reference.replace(/^#\//, '').split('/');
  return keys.reduce<unknown>((value, key) => Object(value)[key], description);
}

function isReference(value: unknown): value is { readonly $ref: string } {
  return typeof value === 'object' && value !== null && '$ref' in value && typeof value.$ref === 'string';
}

function isParameter(value: unknown): value is Parameter {
  return typeof value === 'object' && value !== null && 'name' in value && 'in' in value && 'schema' in value;
}
