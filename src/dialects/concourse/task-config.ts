import { isMap, type Node } from 'yaml';
import type { Place } from '../../model/rules.ts';
import { placeOf, type YamlFile } from '../../yaml/document.ts';
import { get } from '../../yaml/lookup.ts';
import { plainValue } from '../../yaml/value.ts';
import { isObject, type JsonObject, objectOf, textOrNull } from './values.ts';
import { interpolate, type Vars } from './vars.ts';

/** What the analysis needs of a task config (concourse `atc/task.go`), values interpolated. */
export interface TaskConfig {
  readonly platform: string | null;
  readonly imageResource: ImageResource | null;
  readonly rootfsUri: string | null;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly script: string | null;
}

export interface ImageResource {
  readonly type: string;
  readonly source: JsonObject;
  readonly params: JsonObject;
  readonly version: JsonObject | null;
  readonly at: Place;
}

/** Tasks of these platforms run without containers: their images are ignored (concourse docs, tasks). */
const WITHOUT_CONTAINERS: ReadonlySet<string> = new Set(['darwin', 'windows']);

/** Whether a task runs in an image; one whose platform is not known may. */
export function usesContainer({ platform }: TaskConfig): boolean {
  return platform === null || !WITHOUT_CONTAINERS.has(platform);
}

/** Reads a task config, inline or the root of a task file; undefined when the node is no map. */
export function readTaskConfig(
  yaml: YamlFile,
  node: Node | null | undefined,
  vars: Vars,
): TaskConfig | undefined {
  if (!isMap(node)) return undefined;
  const value = objectOf(interpolate(plainValue(yaml, node), vars).value);
  const image = get(yaml, node, 'image_resource');
  const imageValue = value['image_resource'];
  return {
    platform: textOrNull(value['platform']),
    imageResource: isObject(imageValue) ? imageResource(imageValue, placeOf(yaml, image)) : null,
    rootfsUri: textOrNull(value['rootfs_uri']) ?? textOrNull(value['image']),
    inputs: names(value['inputs']),
    outputs: names(value['outputs']),
    script: textOrNull(objectOf(value['run'])['path']),
  };
}

function imageResource(value: JsonObject, at: Place): ImageResource {
  const version = value['version'];
  return {
    type: textOrNull(value['type']) ?? '',
    source: objectOf(value['source']),
    params: objectOf(value['params']),
    version: isObject(version) ? version : null,
    at,
  };
}

function names(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  return list.map((entry) => textOrNull(objectOf(entry)['name'])).filter((name) => name !== null);
}
