import { formatImageReference } from '../../model/image-reference.ts';
import type { ImageRequest } from '../../model/request.ts';
import type { SourceContext } from '../source.ts';
import type { RegistryLogin } from './credentials.ts';

/** Where an image is fetched from, after `upstreams:` of the configuration. */
export interface Endpoint {
  /** `https://registry-1.docker.io`. */
  readonly origin: string;
  readonly repository: string;
  /** Registry as people and docker's configuration name it. */
  readonly registry: string;
  /** The image as the pipeline means it, for messages. */
  readonly image: string;
  readonly login: () => Promise<RegistryLogin | undefined>;
}

/**
 * Applies redirection. The login in the pipeline is for the registry that the pipeline names: it goes nowhere else;
 * for a mirror there is docker's configuration.
 */
export function endpointOf(request: ImageRequest, context: SourceContext): Endpoint {
  const original = `${request.registry}/${request.repository}`;
  const target = context.redirect(original);
  const [, scheme, path] = /^(?:(https?):\/\/)?(.*?)\/*$/.exec(target) ?? [];
  const [registry = '', ...parts] = (path ?? target).split('/');
  const isPlain = scheme === 'http' || (scheme === undefined && speaksHttp(registry, request));
  return {
    origin: `${isPlain ? 'http' : 'https'}://${registry === 'docker.io' ? 'registry-1.docker.io' : registry}`,
    repository: parts.join('/'),
    registry,
    image: formatImageReference(request),
    login: async () =>
      (registry === request.registry ? ownLogin(context) : undefined) ??
      context.registryCredentials(registry),
  };
}

function ownLogin({ credentials }: SourceContext): RegistryLogin | undefined {
  const { username, password } = credentials;
  return username === undefined || username === '' ? undefined : { username, password: password ?? '' };
}

/** Docker and go-containerregistry speak http to loopback hosts too. */
function speaksHttp(registry: string, request: ImageRequest): boolean {
  const host = registry.replace(/:\d+$/, '');
  const isLoopback = host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
  return isLoopback || (request.insecure && registry === request.registry);
}
