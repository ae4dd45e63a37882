import { formatImageReference, parseImageReference } from '../../../model/image-reference.ts';
import type { ImageRequest } from '../../../model/request.ts';
import type { Surroundings } from '../../dialect.ts';
import { booleanOrNull, type JsonObject, objectOf, textList, textOrNull } from '../values.ts';
import {
  type Classified,
  credentialsOf,
  keep,
  type Use,
  unknownPin,
  unresolvedIn,
  unsupported,
} from './kind.ts';

/** Source keys that choose another version or another way to it than a tag or a digest. */
const UNSUPPORTED = [
  'tag_regex',
  'semver_constraint',
  'variant',
  'pre_releases',
  'aws_region',
  'aws_access_key_id',
  'content_trust',
  'load_base',
  'import_file',
];

export function classifyRegistryImage(use: Use, surroundings: Surroundings): Classified {
  return classifyImage(use, surroundings, 'image');
}

export function classifyDockerImage(use: Use, surroundings: Surroundings): Classified {
  return classifyImage(use, surroundings, 'docker-image');
}

/**
 * registry-image (`types.go`, `commands/in.go`) and docker-image (`assets/in`). `written` is the layout that a plain get
 * leaves; an image that is only ever the root file system of a container always has the layout `image`.
 */
function classifyImage(
  { source, params, version, container = false }: Use,
  surroundings: Surroundings,
  written: 'image' | 'docker-image',
): Classified {
  const repository = textOrNull(source['repository']) ?? '';
  const tag = textOrNull(source['tag']);
  const pinned = textOrNull(version?.['digest']);
  const text = [repository, tag === null ? '' : `:${tag}`, pinned === null ? '' : `@${pinned}`].join('');
  if (repository === '') return unsupported('image', '', 'the source has no `repository`');
  const unresolved = unresolvedIn('image', text, [repository, tag, pinned]);
  if (unresolved !== undefined) return unresolved;
  const reference = parseImageReference(text);
  if (reference === undefined) return unsupported('image', text, `\`${text}\` is no legal image reference`);
  const locator = formatImageReference(reference);
  if (surroundings.isInternal(reference.registry))
    return keep('image', locator, `${reference.registry} is internal`);
  const wrongPin = unknownPin('image', locator, version, ['digest']);
  if (wrongPin !== undefined) return wrongPin;
  const obstacle = obstacleIn(source, params);
  if (obstacle !== undefined) return unsupported('image', locator, obstacle);
  const small = booleanOrNull(params['skip_download']) === true ? 'metadata' : written;
  const layout = container ? 'image' : small;
  const platform = platformOf(source, params, surroundings);
  const request: ImageRequest = {
    kind: 'image',
    registry: reference.registry,
    repository: reference.repository,
    writtenRepository: repository,
    tag: reference.tag ?? (reference.digest === null ? 'latest' : null),
    digest: reference.digest,
    platform,
    layout,
    insecure:
      booleanOrNull(source['insecure']) === true ||
      textList(source['insecure_registries']).includes(reference.registry),
  };
  return {
    disposition: 'mirror',
    kind: 'image',
    locator,
    variant: variantOf(layout, platform, surroundings),
    name: `${reference.repository.split('/').at(-1)}-${reference.tag ?? shortDigest(reference.digest) ?? 'latest'}`,
    request,
    credentials: credentialsOf(source, ['username', 'password']),
  };
}

/** What is asked for beside the locator: another layout than a container's, another platform than the usual one. */
function variantOf(
  layout: ImageRequest['layout'],
  platform: ImageRequest['platform'],
  { platform: usual }: Surroundings,
): string {
  const isUsual = platform.os === usual.os && platform.architecture === usual.architecture;
  const parts = [layout === 'image' ? '' : layout, isUsual ? '' : `${platform.os}/${platform.architecture}`];
  return parts.filter((part) => part !== '').join(',');
}

function obstacleIn(source: JsonObject, params: JsonObject): string | undefined {
  const option = UNSUPPORTED.find((key) => source[key] !== undefined);
  if (option !== undefined) return `the source option \`${option}\` is not supported`;
  const format = textOrNull(params['format']);
  if (format !== null && format !== 'rootfs') return `the format \`${format}\` is not supported`;
  const param = ['save', 'rootfs'].find((key) => booleanOrNull(params[key]) === true);
  return param === undefined ? undefined : `the param \`${param}\` is not supported`;
}

function platformOf(
  source: JsonObject,
  params: JsonObject,
  surroundings: Surroundings,
): ImageRequest['platform'] {
  const asked = { ...objectOf(source['platform']), ...objectOf(params['platform']) } as JsonObject;
  return {
    os: textOrNull(asked['os']) ?? surroundings.platform.os,
    architecture: textOrNull(asked['architecture']) ?? surroundings.platform.architecture,
  };
}

function shortDigest(digest: string | null): string | undefined {
  return digest?.split(':').at(1)?.slice(0, 12);
}
