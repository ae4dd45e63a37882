/** Name and version of this program, as in `package.json`; a test keeps the two equal. */
export const TOOL = { name: 'offline-gen', version: '0.1.0' } as const;
