import { readFile, realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isWithin } from '../config/inside.ts';
import { collectVars, type Vars } from '../dialects/concourse/vars.ts';
import { messageOf, OfflineGenError } from '../model/errors.ts';
import { readTextFile } from './files.ts';
import type { Session } from './session.ts';

/**
 * The values of variables: files of the configuration, its `vars`, files of the command line, `--var`; later ones win.
 * Files of the configuration lie in the
 * repository; files of the command line may lie anywhere, relative to the repository first.
 */
export async function readVars(session: Session): Promise<Vars> {
  const { options, config } = session;
  const configured = await Promise.all(config.varsFiles.map((file) => readConfigured(session, file)));
  const given = await Promise.all(options.varsFiles.map((file) => readGiven(session, file)));
  const fromFiles = collectVars({ files: configured, values: [], defaults: {} });
  const defaults = { ...Object.fromEntries(fromFiles), ...config.vars };
  return collectVars({ files: given, values: options.vars, defaults });
}

async function readConfigured(session: Session, file: string): Promise<{ file: string; text: string }> {
  const text = await readTextFile(session.options.dir, file);
  if (text !== undefined) return { file, text };
  throw new OfflineGenError('config', `the vars file ${file} is not in the repository`, {
    hint: 'Correct `vars_files` in the configuration.',
  });
}

async function readGiven({ options }: Session, file: string): Promise<{ file: string; text: string }> {
  const inRepository = await readTextFile(options.dir, file);
  if (inRepository !== undefined) return { file, text: inRepository };
  const path = resolve(file);
  try {
    if (options.untrusted) await refuseLink(path, [options.dir, process.cwd()]);
    return { file, text: await readFile(path, 'utf8') };
  } catch (error) {
    throw new OfflineGenError('usage', `the vars file ${file} can't be read: ${messageOf(error)}`, {
      hint: 'Paths are relative to the pipeline repository.',
      cause: error,
    });
  }
}

/** A file of the checkout was named: that it is a link to another one was the idea of whoever opened the pull request. */
async function refuseLink(path: string, checkouts: readonly string[]): Promise<void> {
  if (!checkouts.some((checkout) => isWithin(checkout, path))) return;
  if ((await realpath(path)) !== path) throw new Error('it is a link');
}
