import { isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import { OfflineGenError } from '../model/errors.ts';
import { deref, type YamlFile } from './document.ts';
import { entriesOf } from './lookup.ts';

/** Deeper nesting than any pipeline has; also stops an alias that contains itself. */
const MAX_DEPTH = 200;
/** Values made from one node, over all aliases: an alias bomb ends here instead of in memory. */
const MAX_VALUES = 2_000_000;

/**
 * The plain value of a node, aliases and merges resolved. Map keys are text.
 * Throws `OfflineGenError('pipeline')` when aliases expand to more than a pipeline can hold.
 */
export function plainValue(yaml: YamlFile, node: Node | null | undefined): unknown {
  return convert(yaml, node, { left: MAX_VALUES }, 0);
}

function convert(yaml: YamlFile, node: unknown, budget: { left: number }, depth: number): unknown {
  budget.left -= 1;
  if (depth > MAX_DEPTH || budget.left < 0) throw tooMuch(yaml);
  const target = deref(yaml, node);
  if (isScalar(target)) return scalarValue(target);
  if (isSeq(target)) return target.items.map((item) => convert(yaml, item, budget, depth + 1));
  if (!isMap(target)) return null;
  return Object.fromEntries(
    [...entriesOf(yaml, target)].map(([key, found]): [string, unknown] => [
      key,
      convert(yaml, found.value, budget, depth + 1),
    ]),
  );
}

function scalarValue({ value }: Scalar): unknown {
  if (typeof value === 'bigint') return Number(value);
  return value === undefined ? null : value;
}

/** What an alias bomb, or an alias that contains itself, is told. */
export function tooMuch(yaml: YamlFile): OfflineGenError {
  return new OfflineGenError('pipeline', 'aliases expand to more than a pipeline can hold', {
    file: yaml.file,
  });
}
