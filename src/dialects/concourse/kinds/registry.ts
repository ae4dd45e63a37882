import { parseImageReference } from '../../../model/image-reference.ts';
import type { Surroundings } from '../../dialect.ts';
import type { Declaration } from '../model.ts';
import { objectOf, textOrNull } from '../values.ts';
import { classifyFile, classifyHttp, classifyHttpResource } from './file.ts';
import { classifyGit } from './git.ts';
import { classifyDockerImage, classifyRegistryImage } from './image.ts';
import { type Classified, type Classify, hostOf, keep, type Use, unsupported } from './kind.ts';
import { classifyS3 } from './s3.ts';

/** What this tool knows, by the name of the resource type. A new kind is one line here and one file beside. */
const KINDS: ReadonlyMap<string, Classify> = new Map<string, Classify>([
  ['git', classifyGit],
  ['registry-image', classifyRegistryImage],
  ['docker-image', classifyDockerImage],
  ['s3', classifyS3],
  ['file-url', classifyFile],
  ['curl', classifyFile],
  ['curl-resource', classifyFile],
  ['concourse-curl-resource', classifyFile],
  ['http', classifyHttp],
  ['http-resource', classifyHttpResource],
  ['time', () => keep('time', '', 'needs no network')],
  ['mock', () => keep('mock', '', 'needs no network')],
]);

/** Images of resource types whose kind is known, by the last part of their repository. */
const TYPE_IMAGES: ReadonlyMap<string, string> = new Map([
  ['git-resource', 'git'],
  ['registry-image-resource', 'registry-image'],
  ['docker-image-resource', 'docker-image'],
  ['s3-resource', 's3'],
  ['time-resource', 'time'],
  ['mock-resource', 'mock'],
  ['concourse-curl-resource', 'file-url'],
]);

/** Repositories whose last part alone says too little. */
const TYPE_REPOSITORIES: ReadonlyMap<string, string> = new Map([['jgriff/http-resource', 'http-resource']]);

/** Types that come with Concourse; a pipeline that declares one of these names means something of its own. */
const BASE_TYPES: ReadonlySet<string> = new Set([
  'git',
  'registry-image',
  'docker-image',
  's3',
  'time',
  'mock',
]);

/**
 * The known type behind a name: by the image of a custom type first, because its name is anybody's choice and may even
 * be that of a base type, then by the name itself. Undefined: nothing is known about it.
 */
function knownType(name: string, types: readonly Declaration[]): string | undefined {
  const declared = types.find((type) => type.name === name);
  const byName = KINDS.has(name) ? name : undefined;
  if (declared === undefined) return byName;
  return typeOfImage(declared, types) ?? (BASE_TYPES.has(name) ? undefined : byName);
}

function typeOfImage(declaration: Declaration, types: readonly Declaration[]): string | undefined {
  const others = types.filter((type) => type !== declaration);
  const fetchedBy = knownType(declaration.type, others);
  if (fetchedBy !== 'registry-image' && fetchedBy !== 'docker-image') return undefined;
  const reference = parseImageReference(textOrNull(declaration.source['repository']) ?? '');
  if (reference === undefined) return undefined;
  const last = reference.repository.split('/').at(-1) ?? '';
  return TYPE_REPOSITORIES.get(reference.repository) ?? TYPE_IMAGES.get(last);
}

/** Classifies a use of a resource type. Hosts that are internal are kept whatever the type. */
export function classifyUse(
  type: string,
  use: Use,
  types: readonly Declaration[],
  surroundings: Surroundings,
): Classified {
  const known = knownType(type, types);
  const classify = known === undefined ? undefined : KINDS.get(known);
  if (classify !== undefined) return distinct(classify(use, surroundings));
  const address = addressOf(use);
  const host = address === undefined ? undefined : (hostOf(address) ?? firstPart(address));
  if (host !== undefined && surroundings.isInternal(host)) return keep(type, host, `${host} is internal`);
  const why = BASE_TYPES.has(type) ? ': this pipeline declares it with an image that is not known' : '';
  // Only the host: paths of webhooks and the like are secrets as often as not.
  return unsupported(type, host ?? '', `resource type \`${type}\` is not supported${why}`);
}

/** What can't be mirrored in one use is no obstacle for the uses that can. */
function distinct(found: Classified): Classified {
  return found.disposition === 'unsupported' || found.disposition === 'unresolved'
    ? { ...found, variant: found.disposition }
    : found;
}

/** The host of `host/path`, as image repositories are written. */
function firstPart(address: string): string | undefined {
  return /^([^/\s]+\.[^/\s]+)\//.exec(address)?.[1];
}

/** Where a resource of an unknown type points to, as far as its source tells. */
export function addressOf({ source }: Use): string | undefined {
  for (const key of ['uri', 'url', 'endpoint', 'repository', 'host', 'target', 'api']) {
    const value = textOrNull(source[key]);
    if (value !== null) return value;
  }
  const repository = textOrNull(objectOf(source['repo'])['uri']);
  return repository ?? undefined;
}
