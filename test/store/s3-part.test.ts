import { expect, it } from 'vitest';
import { partSize, partsInFlight } from '../../src/store/s3-part.ts';

const GIB = 1024 ** 3;

it('has room for the largest object of S3 in 10,000 parts', () => {
  let total = 0;
  for (let number = 1; number <= 10_000; number++) {
    expect(partSize(number)).toBeLessThanOrEqual(5 * GIB);
    total += partSize(number);
  }
  expect(total).toBeGreaterThanOrEqual(5 * 1024 * GIB);
});

it('keeps parts equal and small as long as objects are of usual size', () => {
  expect(partSize(1)).toBe(5 * 1024 ** 2);
  expect(partSize(4000)).toBe(5 * 1024 ** 2);
  expect(partSize(4001)).toBe(10 * 1024 ** 2);
});

it('has three small parts on their way, and one that is large', () => {
  expect([partSize(1), partSize(4001), partSize(10_000)].map(partsInFlight)).toEqual([3, 1, 1]);
});
