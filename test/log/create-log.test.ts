import { describe, expect, it } from 'vitest';
import { createLog, type LogOptions } from '../../src/log/create-log.ts';

const CLEAR = '\r\u001b[2K';

function setup(given: Partial<LogOptions> = {}) {
  const written: string[] = [];
  const clock = { time: 0 };
  const log = createLog({
    stderr: { write: (text) => written.push(text), columns: 100 },
    isTty: false,
    color: null,
    quiet: false,
    verbose: false,
    secrets: [],
    env: {},
    now: () => clock.time,
    ...given,
  });
  return { log, written, clock };
}

describe('messages', () => {
  it.each([
    ['by default', {}, ['info\n', 'warning: warn\n']],
    ['when quiet', { quiet: true }, ['warning: warn\n']],
    ['when verbose', { verbose: true }, ['debug\n', 'info\n', 'warning: warn\n']],
  ])('are shown by their level %s', (_name, options, expected) => {
    const { log, written } = setup(options);
    log.debug('debug');
    log.info('info');
    log.warn('warn');
    expect(written).toEqual(expected);
  });

  it('never show a secret, also one that was learned later, nor a login in a URL', () => {
    const { log, written } = setup({ secrets: ['hunter22'], verbose: true });
    log.addSecret('pass/word');
    log.info('a hunter22 b pass/word c pass%2Fword');
    log.warn('see https://me:open@example.com/x?token=abc');
    log.debug('hunter22');
    log.progress('file:https://example.com/hunter22.zip', 5, 5);
    expect(written).toEqual([
      'a *** b *** c ***\n',
      'warning: see https://example.com/x?token=redacted\n',
      '***\n',
      '***.zip: 5 B\n',
    ]);
  });

  it('hide the longer secret whole when one holds the other', () => {
    const { log, written } = setup({ secrets: ['abcd', 'abcdefgh'] });
    log.info('abcdefgh');
    expect(written).toEqual(['***\n']);
  });

  it('cannot move the cursor', () => {
    const { log, written } = setup();
    log.info('one\u001b[2J\rtwo\u009b\nthree\tfour');
    expect(written).toEqual(['one[2Jtwo\nthree\tfour\n']);
  });
});

describe('color', () => {
  it.each<[string, Partial<LogOptions>, boolean]>([
    ['a terminal', { isTty: true }, true],
    ['no terminal', {}, false],
    ['a dumb terminal', { isTty: true, env: { TERM: 'dumb' } }, false],
    ['NO_COLOR', { isTty: true, env: { NO_COLOR: '1' } }, false],
    ['an empty NO_COLOR', { isTty: true, env: { NO_COLOR: '' } }, true],
    ['FORCE_COLOR', { env: { FORCE_COLOR: '1' } }, true],
    ['FORCE_COLOR=0', { isTty: true, env: { FORCE_COLOR: '0' } }, false],
    ['--no-color', { color: false, isTty: true, env: { FORCE_COLOR: '1' } }, false],
  ])('with %s', (_name, options, colored) => {
    const { log, written } = setup(options);
    log.warn('x');
    expect(written.join('').includes('\u001b[33m')).toBe(colored);
  });
});

describe('progress on a terminal', () => {
  const TERMINAL = { isTty: true, color: false };

  it('is one line with all bytes, the rate and the largest transfers', () => {
    const { log, written, clock } = setup(TERMINAL);
    log.progress('file:https://example.com/big.ova', 0, 4_000_000);
    clock.time = 500;
    log.progress('image:docker.io/library/ubuntu:22.04', 500_000, null);
    clock.time = 1000;
    log.progress('file:https://example.com/big.ova', 1_000_000, 4_000_000);
    expect(written.at(-1)).toBe(`${CLEAR}1.5 MB, 1.5 MB/s: big.ova 25 %, ubuntu:22.04 500 kB`);
  });

  it('is drawn at most ten times a second', () => {
    const { log, written, clock } = setup(TERMINAL);
    for (clock.time = 0; clock.time < 1000; clock.time += 10) log.progress('a', clock.time, 5000);
    expect(written).toHaveLength(10);
  });

  it('makes room for messages and for others', () => {
    const { log, written } = setup(TERMINAL);
    log.progress('a', 1, 5);
    log.info('hello');
    log.info('again');
    log.close();
    expect(written.slice(1)).toEqual([CLEAR, 'hello\n', 'again\n']);
  });

  it('goes away with the last transfer', () => {
    const { log, written } = setup(TERMINAL);
    log.progress('a', 1, 5);
    log.progress('a', 5, 5);
    expect(written.slice(1)).toEqual([CLEAR]);
  });

  it('fits into the terminal', () => {
    const stderr = { write: (text: string) => written.push(text), columns: 30 };
    const written: string[] = [];
    const { log } = setup({ ...TERMINAL, stderr });
    log.progress(`file:https://example.com/${'x'.repeat(100)}`, 1, 5);
    expect(written[0]?.length).toBe(CLEAR.length + 29);
  });

  it('is not shown when quiet', () => {
    const { log, written } = setup({ ...TERMINAL, quiet: true });
    log.progress('a', 1, 5);
    expect(written).toEqual([]);
  });
});

describe('progress in a log file', () => {
  it('is one line for each complete transfer', () => {
    const { log, written } = setup({ isTty: true, color: false, env: { CI: 'true' } });
    log.progress('file:https://example.com/a.zip', 100, 2000);
    log.progress('file:https://example.com/a.zip', 2000, 2000);
    expect(written).toEqual(['a.zip: 2.0 kB\n']);
  });

  it('says at most every 30 seconds what is under way', () => {
    const { log, written, clock } = setup();
    for (clock.time = 0; clock.time <= 65_000; clock.time += 1000) {
      log.progress('file:https://example.com/a.zip', clock.time * 1000, 100_000_000);
    }
    expect(written).toEqual(['30.0 MB, 1.0 MB/s: a.zip 30 %\n', '60.0 MB, 1.0 MB/s: a.zip 60 %\n']);
  });
});
