import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { cellCode, code, htmlCode, link, prose, shellBlock } from '../../src/report/markdown-text.ts';
import { render } from '../../src/report/render.ts';
import { FORMATS, type Report } from '../../src/report/report.ts';
import { artifact, CLEAN, lockEntry, reference } from './scenarios.ts';

const ATTACKS = [
  '@octocat #12 team/repo#3 GH-4 !5 ~bug %6 &7 $8 :bomb: [x](https://evil.example)',
  '</code></details><img src=x onerror=alert(1)><!-- -->',
  'a|b\\|c `d` ``e`` ```\n\n# heading\n| x | y |\n| - | - |\r\n- [ ] item',
  'left\u202eright\u2066\u200b\u00ad\u{e0041}\ufeff\u0007\u001b[31m\u009b31m\ud800 end',
  '__proto__',
  'https://robot:hunter2@files.example.com/a?token=hunter2&x=1',
  '![i](https://evil.example/i.png) www.evil.example me@evil.example $`x`$ <https://evil.example>',
];

const INVISIBLE = /[^\P{C}\n]|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}/u;

function hostileReport(text: string): Report {
  // Addresses with a login stand in values, never in names of files or types.
  const word = text.includes('hunter2') ? 'word' : text;
  const one = artifact(word, text, {
    name: text,
    reason: text,
    references: [reference(3, 'resource', `${word}.yml`)],
    resolved: { version: text, digest: null, size: 1 },
  });
  const image = artifact('image', text, { name: text, disposition: 'unresolved', reason: text });
  return {
    ...CLEAN,
    inventory: {
      sources: [{ file: word, dialect: 'concourse', jobs: 1, resources: 1, tasks: 1 }],
      artifacts: [one, image],
      findings: [{ rule: 'odd', level: 'error', message: text, file: word, line: 1, column: 1, help: text }],
    },
    tasks: [
      {
        pipeline: text,
        job: text,
        task: text,
        file: word,
        resource: word,
        image: { repository: text, tag: text },
        inputs: [text],
        outputs: [text],
        script: text,
      },
    ],
    lock: {
      version: 1,
      prefix: '',
      artifacts: [lockEntry(one, `${text}1`), lockEntry(artifact('x', text, { name: text }), text)],
    },
    lockOrigin: text,
    run: {
      runId: text,
      manifestKey: text,
      storeUrl: text,
      artifacts: [
        { id: one.id, kind: one.kind, name: one.name, outcome: 'failed', entry: null, error: text },
      ],
      lockChanged: true,
      files: [text],
    },
    reproduce: text,
    linkTo: (file, line) => `https://git.example.com/blob/${file}#L${line}`,
    runUrl: 'https://git.example.com/jobs/1',
  };
}

/** What is left of a Markdown text outside code spans, code elements and link addresses. */
function outsideCode(markdown: string): string {
  return markdown
    .replace(/^(`{3,})sh\n[^\n]*\n\1$/gm, '')
    .replace(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, '')
    .replace(/<code>(?:[^<`]|<wbr>)*<\/code>/g, '')
    .replace(/\]\([^()\s<>|`]*\)/g, ']');
}

describe.each(ATTACKS)('hostile text %j', (text) => {
  it.each(FORMATS)('leaves nothing invisible in %s', (format) => {
    const own = render(format, hostileReport(text)).replaceAll(/\u{26a0}\ufe0f|\u{2139}\ufe0f/gu, '');
    expect(own).not.toMatch(INVISIBLE);
  });

  it('keeps credentials out of every format', () => {
    for (const format of FORMATS) expect(render(format, hostileReport(text))).not.toContain('hunter2');
  });

  it('means nothing outside code in Markdown', () => {
    const rest = outsideCode(render('markdown', hostileReport(text)));
    expect(rest).not.toMatch(/[@$~%&!`]|evil|octocat|onerror|#\d|:\/\/|www\./);
    const tags = (rest.match(/<[^>]*>/g) ?? []).filter((tag) => !/^<\/?(br|sub|details|summary)>$/.test(tag));
    expect(tags).toEqual([]);
  });

  it('adds no line to Markdown and no cell to a table', () => {
    const plain = render('markdown', hostileReport('plain')).split('\n');
    const lines = render('markdown', hostileReport(text)).split('\n');
    expect(lines).toHaveLength(plain.length);
    const cells = (line: string) => line.split('|').length;
    const tables = (all: readonly string[]) => all.filter((line) => line.startsWith('|')).map(cells);
    expect(tables(lines)).toEqual(tables(plain));
  });

  it('adds no line to the text report', () => {
    const lines = (shown: string) => render('text', hostileReport(shown)).split('\n').length;
    expect(lines(text)).toBe(lines(text.replaceAll(/\s+/g, ' ')));
  });

  it('comes back unchanged from JSON and YAML, credentials apart', () => {
    const expected = text.replace('robot:hunter2@', '').replace('token=hunter2', 'token=redacted');
    const json: unknown = JSON.parse(render('json', hostileReport(text)));
    expect(json).toMatchObject({ findings: [{ message: expected }] });
    const list: unknown = parse(render('docker-list', hostileReport(text)));
    expect(JSON.stringify(list)).toContain(JSON.stringify(expected));
  });
});

describe('code', () => {
  it('uses a fence longer than any run of backticks', () => {
    expect(code('a``b')).toBe('```a``b```');
    expect(code('`a')).toBe('`` `a ``');
    expect(code(' a ')).toBe('`  a  `');
    expect(code('\n')).toBe('`(empty)`');
  });

  it('stays short', () => {
    expect(code('x'.repeat(5000)).length).toBeLessThan(300);
  });
});

describe('cellCode and htmlCode', () => {
  it('write a pipe as a reference', () => {
    expect(cellCode('a\\|b')).toBe('<code>a&#92;&#124;b</code>');
    expect(cellCode('ab')).toBe('`ab`');
    expect(htmlCode('<i>@me')).toBe('<code>&#60;i&#62;&#64;<wbr>me</code>');
  });
});

describe('prose', () => {
  it('keeps plain words and quotes everything else', () => {
    expect(prose("it can't be read (yet): see `a b`, ci/x.yml.")).toBe(
      "it can't be read (yet): see `a b`, `ci/x.yml`.",
    );
  });

  it('quotes what a service would link', () => {
    expect(prose('ask @me about #1, "GH-2" and deadbeef01')).toBe(
      'ask `@me` about `#1`, "`GH-2`" and `deadbeef01`',
    );
  });

  it('quotes variables', () => {
    expect(prose('no value for ((version)), ((b))')).toBe('no value for `((version))`, `((b))`');
  });

  it('keeps neighboring spans apart', () => {
    expect(prose('`a``b`x=`c`')).toBe('`a` `b` `x=` `c`');
  });
});

describe('link', () => {
  it('is made of web addresses only', () => {
    expect(link('x', 'javascript:alert(1)')).toBe('x');
    expect(link('x', null)).toBe('x');
  });

  it('encodes what could end it', () => {
    expect(link('x', 'https://git.example.com/a b(c)|`<d>\ud800')).toBe(
      '[x](https://git.example.com/a%20b%28c%29%7C%60%3Cd%3E%EF%BF%BD)',
    );
  });
});

describe('shellBlock', () => {
  it('can not be ended from inside', () => {
    expect(shellBlock('run\n```\n# x')).toBe('````sh\nrun ``` # x\n````');
  });
});
