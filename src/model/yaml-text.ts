import { type Document, visit } from 'yaml';
import { escapeInvisible, hasInvisible } from './visible.ts';

/**
 * The text of a generated YAML document, without folded lines. Characters that can't be seen are written as escapes,
 * for which their scalars get double quotes; reading gives the same values.
 */
export function yamlText(document: Document): string {
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value === 'string' && hasInvisible(node.value)) node.type = 'QUOTE_DOUBLE';
    },
  });
  return escapeInvisible(document.toString({ lineWidth: 0, directives: false }), escapeInYaml);
}

function escapeInYaml(codePoint: number): string {
  if (codePoint === 0x0a) return '\n';
  const hex = codePoint.toString(16);
  return codePoint > 0xffff ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}
