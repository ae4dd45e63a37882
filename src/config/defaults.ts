import type { Config } from './config.ts';

/** What holds when there is no configuration. `offline-gen.schema.json` says the same; a test compares them. */
export const DEFAULT_CONFIG: Config = {
  sources: [],
  exclude: [],
  varsFiles: [],
  vars: {},
  repository: null,
  store: null,
  s3: { endpoint: null, region: null, pathStyle: null },
  out: 'offline',
  runId: null,
  platform: { os: 'linux', architecture: 'amd64' },
  params: {
    endpoint: 'final_s3_endpoint',
    bucket: 'final_s3_bucket',
    access_key_id: 'final_s3_access_key_id',
    secret_access_key: 'final_s3_secret_access_key',
  },
  s3Options: { use_path_style: true },
  internal: [],
  upstreams: {},
  failOn: 'error',
  jobs: 4,
  triggers: { branches: ['main', 'master'], tags: ['v*'] },
  commit: { mode: 'push' },
};
