import type { Artifact, Reference } from '../model/artifact.ts';
import { compareText } from '../model/finding.ts';

/** By place; the path and the role decide between two that share a token (an alias). */
export function compareReferences(a: Reference, b: Reference): number {
  return (
    compareText(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compareText(a.path, b.path) ||
    compareText(a.role, b.role)
  );
}

/** By kind, and by id inside a kind: the order of tables for people. */
export function sortedByKind(artifacts: readonly Artifact[]): readonly Artifact[] {
  return [...artifacts].sort((a, b) => compareText(a.kind, b.kind) || compareText(a.id, b.id));
}
