import { isScalar, type Node } from 'yaml';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** A map, or an empty one for anything else. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** Text, with numbers and booleans written out as Concourse's JSON does; undefined for null, lists and maps. */
export function textValue(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Non-empty text or null. */
export function textOrNull(value: unknown): string | null {
  const text = textValue(value);
  return text === undefined || text === '' ? null : text;
}

export function textList(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.map(textValue).filter((text) => text !== undefined);
}

export function booleanOrNull(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : null;
}

/** Text of a scalar node; empty for anything else. */
export function textOf(node: Node | undefined): string {
  return isScalar(node) ? (textValue(node.value) ?? '') : '';
}
