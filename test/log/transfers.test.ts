import { expect, it } from 'vitest';
import { formatBytes } from '../../src/log/size.ts';
import { describeTransfers, NO_TRANSFERS, recordTransfer, shortName } from '../../src/log/transfers.ts';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [99_949, '99.9 kB'],
  [99_950, '100 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [2_147_483_648, '2.1 GB'],
  [5e15, '5000 TB'],
])('%i bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

it.each([
  ['image:docker.io/library/ubuntu:22.04', 'ubuntu:22.04'],
  ['git:https://example.com/org/repo.git@main', 'repo.git@main'],
  ['file:https://example.com/a/b.zip?sig=x/y', 'b.zip'],
  ['plain', 'plain'],
])('%s is called %s', (id, name) => {
  expect(shortName(id)).toBe(name);
});

it('forgets a transfer that has no news for two minutes', () => {
  const one = recordTransfer(NO_TRANSFERS, 'a', { bytes: 1, total: null, time: 0 });
  const two = recordTransfer(one, 'b', { bytes: 1, total: null, time: 120_000 });
  expect([...two.active.keys()]).toEqual(['b']);
});

it('counts transfers beyond the largest three', () => {
  const transfers = ['a', 'b', 'c', 'd', 'e'].reduce(
    (all, id, index) => recordTransfer(all, id, { bytes: 0, total: index + 1, time: 0 }),
    NO_TRANSFERS,
  );
  expect(describeTransfers(transfers, 0, 200)).toBe('0 B, 0 B/s: e 0 %, d 0 %, c 0 % and 2 more');
});
