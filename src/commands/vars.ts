import { readFile } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
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

async function readGiven(session: Session, file: string): Promise<{ file: string; text: string }> {
  const inRepository = await readTextFile(session.options.dir, file);
  if (inRepository !== undefined) return { file, text: inRepository };
  try {
    return { file, text: await readFile(isAbsolute(file) ? file : resolve(file), 'utf8') };
  } catch (error) {
    throw new OfflineGenError('usage', `the vars file ${file} can't be read: ${messageOf(error)}`, {
      hint: 'Paths are relative to the pipeline repository.',
      cause: error,
    });
  }
}
