import { type Inventory, summarize } from '../model/inventory.ts';
import type { RunOutcome } from '../model/run.ts';
import type { Changes } from './diff.ts';
import { byteSize, counted, listed } from './words.ts';

/** `2 new, 1 gone, 1 moved`. */
export function changeCounts({ added, removed, moved }: Changes): string {
  const parts = [
    [added.length, 'new'],
    [removed.length, 'gone'],
    [moved.length, 'moved'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ');
}

/** `3 artifacts copied (1.2 GB), 2 were there already and 1 failed`. */
export function runCounts({ artifacts }: RunOutcome): string {
  if (artifacts.length === 0) return 'there was nothing to copy';
  const of = (outcome: string) => artifacts.filter((artifact) => artifact.outcome === outcome);
  const [copied, present, failed] = [of('mirrored'), of('present'), of('failed')];
  if (present.length === artifacts.length) {
    return `nothing had to be copied, ${counted(present.length, 'artifact')} ${present.length === 1 ? 'was' : 'were'} there already`;
  }
  const bytes = copied.reduce((sum, { entry }) => sum + (entry?.size ?? 0), 0);
  return listed([
    `${counted(copied.length, 'artifact')} copied (${byteSize(bytes)})`,
    ...(present.length === 0 ? [] : [`${present.length} there already`]),
    ...(failed.length === 0 ? [] : [`${failed.length} failed`]),
  ]);
}

/** `12 artifacts: 8 to mirror (26.0 GB), 2 kept and 1 unresolved`; sizes that nobody knows make it `at least`. */
export function artifactCounts(inventory: Inventory): string {
  const { mirror, keep, unresolved, unsupported, bytes } = summarize(inventory);
  const unknown = inventory.artifacts.some(
    ({ disposition, resolved }) => disposition === 'mirror' && (resolved === null || resolved.size === null),
  );
  const size = bytes === 0 ? '' : ` (${unknown ? 'at least ' : ''}${byteSize(bytes)})`;
  const parts = [
    ...(mirror === 0 ? [] : [`${mirror} to mirror${size}`]),
    ...(keep === 0 ? [] : [`${keep} kept`]),
    ...(unresolved === 0 ? [] : [`${unresolved} unresolved`]),
    ...(unsupported === 0 ? [] : [`${unsupported} unsupported`]),
  ];
  const total = counted(inventory.artifacts.length, 'artifact');
  return parts.length === 0 ? total : `${total}: ${listed(parts)}`;
}
