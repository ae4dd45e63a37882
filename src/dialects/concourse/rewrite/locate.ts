import { isAlias, isMap, isSeq, type YAMLSeq } from 'yaml';
import { deref, find, type YamlFile } from '../../../yaml/document.ts';
import type { Declaration, Indirection } from '../model.ts';

/** The list under a key of the root map. */
export function rootList(yaml: YamlFile, key: string): YAMLSeq | undefined {
  const root = yaml.document.contents;
  const list = isMap(root) ? deref(yaml, find(yaml, root, key)?.value) : undefined;
  return isSeq(list) ? list : undefined;
}

/** Aliases between the root and a declaration, outermost first. */
export function throughSection(
  yaml: YamlFile,
  declaration: Pick<Declaration, 'section' | 'index'>,
): Indirection[] {
  const root = yaml.document.contents;
  if (!isMap(root)) return [];
  const section = find(yaml, root, declaration.section);
  if (section === undefined) return [];
  if (section.merge !== undefined) return [{ merge: section.merge }];
  if (isAlias(section.value)) return [{ alias: section.value }];
  const item = isSeq(section.value) ? section.value.items[declaration.index] : undefined;
  return isAlias(item) ? [{ alias: item }] : [];
}
