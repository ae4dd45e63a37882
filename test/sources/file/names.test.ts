import { expect, it } from 'vitest';
import { labelOf } from '../../../src/sources/file/names.ts';

it.each([
  ['VMware-ovftool-4.2.0-5965791-lin.x86_64.bundle', '4.2.0-5965791'],
  ['nsx-unified-appliance-2.2.0.0.0.8680778.ova', '2.2.0.0.0.8680778'],
  ['go1.21.3.linux-amd64.tar.gz', '1.21.3'],
  ['tool_v1.4.2.tgz', '1.4.2'],
  ['tool-2.0.0-rc.1.tgz', '2.0.0-rc.1'],
  ['tool-2.0rc1.tgz', '2.0rc1'],
  ['ubuntu-22.04-amd64.iso', '22.04'],
  ['tool-x86_64.bin', ''],
  ['archive.7z', ''],
  ['part-1.7z', ''],
  ['data.tar.gz', ''],
])('takes the version-like part of %s', (filename, label) => {
  expect(labelOf({ kind: 'file', url: 'https://files.example.com/', filename, layout: 'file' })).toBe(label);
});

it('looks at the address when the name says nothing', () => {
  const url = 'https://files.example.com/v9.9/cli-1.5.0.zip?sig=2.2';
  expect(labelOf({ kind: 'file', url, filename: 'file', layout: 'file' })).toBe('1.5.0');
});
