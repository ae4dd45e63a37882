/** A login for one registry host. */
export interface RegistryLogin {
  readonly username: string;
  readonly password: string;
}

/** Finds the login for a registry host (`docker.io`, `127.0.0.1:5000`); undefined: ask without one. */
export type RegistryCredentials = (registry: string) => Promise<RegistryLogin | undefined>;

export const NO_REGISTRY_CREDENTIALS: RegistryCredentials = () => Promise.resolve(undefined);
