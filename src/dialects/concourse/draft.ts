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
  const variant = mirror && classified.variant !== '' ? `#${classified.variant}` : '';
  const locator = classified.locator === '' ? (name ?? classified.kind) : classified.locator;
  return {
    id: `${classified.kind}:${locator}${variant}`,
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

/** docker-image's own small files do not matter where an image is only a root file system. */
export function asContainerImage(classified: Classified): Classified {
  if (classified.disposition !== 'mirror' || classified.request.kind !== 'image') return classified;
  return { ...classified, variant: '', request: { ...classified.request, layout: 'image' } };
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
