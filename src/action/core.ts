/** The toolkit of GitHub's actions; loaded on demand, so it travels as a value. */
export type Core = typeof import('@actions/core');
