import { OfflineGenError } from '../../model/errors.ts';
import { asList, asText, isObject, parseJson } from './fields.ts';

/** What is read of an image's configuration (OCI image specification, `config.md`). */
export interface ImageConfig {
  readonly os: string;
  readonly architecture: string;
  /** Seconds since 1970; 0 when the image does not say. */
  readonly created: number;
  /** Null: not set, as opposed to set to nothing. */
  readonly cmd: readonly string[] | null;
  readonly entrypoint: readonly string[] | null;
  readonly env: readonly string[] | null;
  readonly user: string;
  readonly labels: readonly (readonly [name: string, value: string])[];
  /** Digest of each layer's tar stream, base first. */
  readonly diffIds: readonly string[];
}

/** Reads a configuration; throws `OfflineGenError('integrity')` when it is no JSON object. */
export function parseImageConfig(bytes: Buffer, image: string): ImageConfig {
  const value = parseJson(bytes.toString('utf8'));
  if (!isObject(value))
    throw new OfflineGenError('integrity', `${image}: the configuration is no JSON object`);
  const settings = isObject(value['config']) ? value['config'] : {};
  const rootfs = isObject(value['rootfs']) ? value['rootfs'] : {};
  const labels = isObject(settings['Labels']) ? settings['Labels'] : {};
  return {
    os: asText(value['os']) ?? '',
    architecture: asText(value['architecture']) ?? '',
    created: secondsOf(asText(value['created']) ?? ''),
    cmd: textsOf(settings['Cmd']),
    entrypoint: textsOf(settings['Entrypoint']),
    env: textsOf(settings['Env']),
    user: asText(settings['User']) ?? '',
    labels: Object.entries(labels).map(([name, text]) => [name, asText(text) ?? '']),
    diffIds: textsOf(rootfs['diff_ids']) ?? [],
  };
}

function textsOf(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? asList(value).map((item) => asText(item) ?? '') : null;
}

function secondsOf(date: string): number {
  const milliseconds = Date.parse(date);
  return Number.isNaN(milliseconds) ? 0 : Math.max(0, Math.floor(milliseconds / 1000));
}
