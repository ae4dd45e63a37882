/**
 * Image references as Docker and the OCI clients read them (distribution/reference): the first path part is a
 * registry when it holds a dot or a colon or is `localhost`; `docker.io` gets `library/` for one-part names.
 */
export interface ImageReference {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

const REPOSITORY = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const DIGEST = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-fA-F]{32,}$/;
const REGISTRY = /^(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::\d{1,5})?$/;

/** Reads `[registry/]repository[:tag][@digest]`; undefined when it is no legal reference. */
export function parseImageReference(text: string): ImageReference | undefined {
  const [named, digest] = splitAt(text, text.indexOf('@'));
  const slash = named.indexOf('/');
  const first = slash < 0 ? '' : named.slice(0, slash);
  const hasRegistry = /[.:]/.test(first) || first === 'localhost' || first.startsWith('[');
  const registry = hasRegistry ? first : 'docker.io';
  const rest = hasRegistry ? named.slice(slash + 1) : named;
  const [path, tag] = splitAt(rest, rest.lastIndexOf(':'));
  const canonical =
    registry === 'index.docker.io' || registry === 'registry-1.docker.io' ? 'docker.io' : registry;
  const repository = canonical === 'docker.io' && !path.includes('/') ? `library/${path}` : path;
  if (!REGISTRY.test(canonical) || !REPOSITORY.test(repository)) return undefined;
  if (tag !== null && !TAG.test(tag)) return undefined;
  if (digest !== null && !DIGEST.test(digest)) return undefined;
  return { registry: canonical, repository, tag, digest };
}

/** `docker.io/library/ubuntu:22.04`; `:latest` when neither tag nor digest is said. */
export function formatImageReference(reference: ImageReference): string {
  const { registry, repository, tag, digest } = reference;
  const suffix = digest === null ? `:${tag ?? 'latest'}` : `${tag === null ? '' : `:${tag}`}@${digest}`;
  return `${registry}/${repository}${suffix}`;
}

function splitAt(text: string, at: number): [string, string | null] {
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}
