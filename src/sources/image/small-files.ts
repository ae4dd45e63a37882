import { compareText } from '../../model/finding.ts';
import type { ImageRequest } from '../../model/request.ts';
import type { SmallFile } from './image-archive.ts';
import type { ImageConfig } from './image-config.ts';

/** Docker's `PATH` for containers of images that set none. */
const DEFAULT_PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** `repository`, `tag` and `digest` as concourse/registry-image-resource leaves them (`commands/in.go`). */
export function versionFiles(request: ImageRequest, digest: string): SmallFile[] {
  return [
    { name: 'repository', content: request.writtenRepository },
    { name: 'tag', content: request.tag ?? (request.digest === null ? 'latest' : '') },
    { name: 'digest', content: digest },
  ];
}

/** All small files of registry-image's `rootfs` format. */
export function registryImageFiles(request: ImageRequest, digest: string, config: ImageConfig): SmallFile[] {
  const { cmd, entrypoint, env, user } = config;
  const labels = [...config.labels].sort(([a], [b]) => compareText(a, b));
  // Written by hand: an object would put labels that look like numbers first.
  const labelTexts = labels.map(([name, value]) => `${goJson(name)}:${goJson(value)}`);
  return [
    { name: 'metadata.json', content: `${goJson({ cmd, entrypoint, env, user })}\n` },
    { name: 'labels.json', content: `{${labelTexts.join(',')}}\n` },
    ...versionFiles(request, digest),
  ];
}

/**
 * The small files of concourse/docker-image-resource (`assets/in`). `docker_inspect.json` is left out: it describes the
 * docker daemon that pulled the image. `hasUsers` says whether the image has `/etc/passwd`.
 */
export function dockerImageFiles(
  request: ImageRequest,
  digest: string,
  config: ImageConfig,
  imageId: string,
  hasUsers: boolean,
): SmallFile[] {
  const user = userOf(config, hasUsers);
  const env = containerEnv(config, user);
  return [
    { name: 'metadata.json', content: `${goJson(user === '' ? { env } : { user, env })}\n` },
    { name: 'repository', content: `${request.writtenRepository}\n` },
    { name: 'tag', content: `${request.tag ?? 'latest'}\n` },
    { name: 'digest', content: `${digest}\n` },
    { name: 'image-id', content: `${imageId}\n` },
  ];
}

/** Upstream asks a running container; root is the one user that can be known without. */
function userOf({ user }: ImageConfig, hasUsers: boolean): string {
  const [name = ''] = user.split(':', 1);
  if (name === '' || name === '0' || name === 'root') return hasUsers ? 'root' : '';
  return name;
}

/** The environment that docker gives a container, but for `HOSTNAME`. */
function containerEnv({ env }: ImageConfig, user: string): readonly string[] {
  const own = env ?? [];
  const has = (name: string) => own.some((pair) => pair.startsWith(`${name}=`));
  return [
    ...(has('PATH') ? [] : [DEFAULT_PATH]),
    ...own,
    ...(has('HOME') || user !== 'root' ? [] : ['HOME=/root']),
  ];
}

/** JSON as Go's encoder writes it: characters that mean something to HTML are escaped. */
function goJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
