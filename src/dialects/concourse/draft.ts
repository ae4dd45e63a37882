import type { Role } from '../../model/artifact.ts';
import { compareText, type Finding } from '../../model/finding.ts';
import { finding, type Place } from '../../model/rules.ts';
import type { Draft } from '../dialect.ts';
import type { Classified } from './kinds/kind.ts';

interface DraftPlace {
  readonly file: string;
  readonly at: Place;
  readonly path: string;
}

/** Makes a draft of a classification at the place that names it. */
export function draftOf(classified: Classified, place: DraftPlace, role: Role, name: string | null): Draft {
  const mirror = classified.disposition === 'mirror';
  const locator = classified.locator === '' ? (name ?? classified.kind) : classified.locator;
  return {
    id: idOf(classified, locator),
    kind: classified.kind,
    name: name ?? (mirror ? classified.name : locator),
    named: name !== null,
    locator,
    disposition: classified.disposition,
    reason: mirror ? null : classified.reason,
    reference: { file: place.file, line: place.at.line, column: place.at.column, path: place.path, role },
    request: mirror ? classified.request : null,
    credentials: mirror ? classified.credentials : {},
  };
}

/** `kind:locator`, and `#variant` where one locator is used in several ways. */
export function idOf({ kind, locator, variant = '' }: Classified, named = locator): string {
  return `${kind}:${named}${variant === '' ? '' : `#${variant}`}`;
}

/** What a disposition other than `mirror` and `keep` means for the reader. */
export function dispositionFinding(draft: Draft): Finding[] {
  const { reference, kind, name, reason } = draft;
  const what = `${draft.reference.role === 'resource' ? 'resource' : kind} \`${name}\``;
  if (draft.disposition === 'unresolved')
    return [finding('unresolved-variable', `${what}: ${reason}`, reference)];
  if (draft.disposition !== 'unsupported') return [];
  const rule = reason?.startsWith('resource type') ? 'unsupported-resource-type' : 'unsupported-option';
  return [finding(rule, `${what}: ${reason}`, reference)];
}

/** Drafts in the order of their places, for stable output. */
export function compareDrafts(a: Draft, b: Draft): number {
  return (
    compareText(a.id, b.id) ||
    compareText(a.reference.file, b.reference.file) ||
    a.reference.line - b.reference.line ||
    a.reference.column - b.reference.column
  );
}
