import { expect, it } from 'vitest';
import { checkRequest } from '../servers/openapi.ts';

const COMMENTS = '/repos/acme/pipelines/issues/7/comments';

it.each([
  ['an operation that does not exist', 'DELETE', COMMENTS, '', undefined, /no such operation/],
  ['an unknown path', 'GET', '/repos/acme', '', undefined, /no such operation/],
  ['an unknown query parameter', 'GET', COMMENTS, 'limit=5', undefined, /unknown query parameter limit/],
  [
    'a query value of the wrong type',
    'GET',
    COMMENTS,
    'per_page=all',
    undefined,
    /query per_page must be integer/,
  ],
  ['a missing body', 'POST', COMMENTS, '', undefined, /a body is missing/],
  ['a missing property', 'POST', COMMENTS, '', {}, /body must have required property 'body'/],
  ['a property of the wrong type', 'POST', COMMENTS, '', { body: ['x'] }, /body\/body must be string/],
  ['an unknown property', 'POST', COMMENTS, '', { body: 'x', text: 'y' }, /unknown property text/],
])("GitHub's stand-in objects to %s", (_, method, path, query, body, problem) => {
  const problems = checkRequest({ method, path, query: new URLSearchParams(query), body });
  expect(problems).toEqual([expect.stringMatching(problem)]);
});

it("GitHub's stand-in accepts what is documented", () => {
  const request = { method: 'POST', path: COMMENTS, query: new URLSearchParams(), body: { body: 'x' } };
  expect(checkRequest(request)).toEqual([]);
});
