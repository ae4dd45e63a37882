import { parseArgs } from 'node:util';
import { OfflineGenError } from '../model/errors.ts';
import { didYouMean } from '../model/suggest.ts';
import { OPTION_TABLE, type OptionName, type OptionSpec } from './option-table.ts';

/** A command line taken apart: words, and the values of each option in their order. A switch has one empty value. */
export interface Tokens {
  readonly words: readonly string[];
  readonly values: (name: OptionName) => readonly string[];
}

/** Throws `OfflineGenError('usage')` for unknown options, missing values and values given to switches. */
export function readTokens(argv: readonly string[]): Tokens {
  const table: readonly OptionSpec[] = OPTION_TABLE;
  // Not `strict`: Node's own messages neither suggest nor stay the same from version to version.
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(table.map((spec) => [spec.name, parserOption(spec)])),
  });
  const words: string[] = [];
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const spec = table.find((candidate) => candidate.name === token.name);
    if (spec === undefined) throw unknownOption(token.rawName, table);
    const earlier = values.get(spec.name) ?? [];
    if (earlier.length > 0 && spec.argument !== undefined && spec.repeatable !== true) {
      throw new OfflineGenError('usage', `--${spec.name} is given twice`);
    }
    values.set(spec.name, [...earlier, readValue(spec, token.value, token.inlineValue)]);
  }
  return { words, values: (name) => values.get(name) ?? [] };
}

function parserOption(spec: OptionSpec) {
  const type = spec.argument === undefined ? ('boolean' as const) : ('string' as const);
  return { type, ...(spec.short === undefined ? {} : { short: spec.short }) };
}

function readValue(spec: OptionSpec, value: string | undefined, inline: boolean | undefined): string {
  if (spec.argument === undefined) {
    if (value !== undefined) throw new OfflineGenError('usage', `--${spec.name} takes no value`);
    return '';
  }
  const isNextOption = inline === false && value !== undefined && /^-./.test(value);
  if (value === undefined || value === '' || isNextOption) {
    throw new OfflineGenError('usage', `--${spec.name} needs a value: --${spec.name} ${spec.argument}`);
  }
  return value;
}

function unknownOption(rawName: string, table: readonly OptionSpec[]): OfflineGenError {
  const names = table.map((spec) => `--${spec.name}`);
  const suggestion = rawName.startsWith('--') ? didYouMean(rawName, names) : '';
  return new OfflineGenError('usage', `unknown option "${rawName}"${suggestion}`, {
    ...(suggestion === '' ? { hint: '`offline-gen --help` lists the options.' } : {}),
  });
}
