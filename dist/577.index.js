export const id = 577;
export const ids = [577];
export const modules = {

/***/ 1637:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ summarize)
/* harmony export */ });
function summarize(inventory) {
    const count = (disposition) => inventory.artifacts.filter((artifact) => artifact.disposition === disposition).length;
    const unresolved = count('unresolved');
    const unsupported = count('unsupported');
    return {
        mirror: count('mirror'),
        keep: count('keep'),
        unresolved,
        unsupported,
        bytes: inventory.artifacts
            .filter((artifact) => artifact.disposition === 'mirror')
            .reduce((sum, artifact) => sum + (artifact.resolved?.size ?? 0), 0),
        ready: unresolved === 0 &&
            unsupported === 0 &&
            !inventory.findings.some((finding) => finding.level === 'error'),
    };
}


/***/ }),

/***/ 5836:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EU: () => (/* binding */ runCounts),
/* harmony export */   NJ: () => (/* binding */ artifactCounts),
/* harmony export */   Zg: () => (/* binding */ changeCounts)
/* harmony export */ });
/* harmony import */ var _model_inventory_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1637);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8191);


/** `2 new, 1 gone, 1 moved`. */
function changeCounts({ added, removed, moved }) {
    const parts = [
        [added.length, 'new'],
        [removed.length, 'gone'],
        [moved.length, 'moved'],
    ];
    return parts
        .filter(([count]) => count > 0)
        .map(([count, word]) => `${count} ${word}`)
        .join(', ');
}
/** `3 artifacts copied (1.2 GB), 2 were there already and 1 failed`. */
function runCounts({ artifacts }) {
    if (artifacts.length === 0)
        return 'there was nothing to copy';
    const of = (outcome) => artifacts.filter((artifact) => artifact.outcome === outcome);
    const [copied, present, failed] = [of('mirrored'), of('present'), of('failed')];
    if (present.length === artifacts.length) {
        return `nothing had to be copied, ${(0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(present.length, 'artifact')} ${present.length === 1 ? 'was' : 'were'} there already`;
    }
    const bytes = copied.reduce((sum, { entry }) => sum + (entry?.size ?? 0), 0);
    return (0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .listed */ .KE)([
        `${(0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(copied.length, 'artifact')} copied (${(0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .byteSize */ .mz)(bytes)})`,
        ...(present.length === 0 ? [] : [`${present.length} there already`]),
        ...(failed.length === 0 ? [] : [`${failed.length} failed`]),
    ]);
}
/** `12 artifacts: 8 to mirror (26.0 GB), 2 kept and 1 unresolved`; sizes that nobody knows make it `at least`. */
function artifactCounts(inventory) {
    const { mirror, keep, unresolved, unsupported, bytes } = (0,_model_inventory_js__WEBPACK_IMPORTED_MODULE_1__/* .summarize */ .e)(inventory);
    const unknown = inventory.artifacts.some(({ disposition, resolved }) => disposition === 'mirror' && (resolved === null || resolved.size === null));
    const size = bytes === 0 ? '' : ` (${unknown ? 'at least ' : ''}${(0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .byteSize */ .mz)(bytes)})`;
    const parts = [
        ...(mirror === 0 ? [] : [`${mirror} to mirror${size}`]),
        ...(keep === 0 ? [] : [`${keep} kept`]),
        ...(unresolved === 0 ? [] : [`${unresolved} unresolved`]),
        ...(unsupported === 0 ? [] : [`${unsupported} unsupported`]),
    ];
    const total = (0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(inventory.artifacts.length, 'artifact');
    return parts.length === 0 ? total : `${total}: ${(0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .listed */ .KE)(parts)}`;
}


/***/ }),

/***/ 2867:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ changesOf),
/* harmony export */   x: () => (/* binding */ countChanges)
/* harmony export */ });
/* harmony import */ var _model_finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5268);

/** What the repository and its upstreams look like now, against the committed lock; null when none is committed. */
function changesOf(report) {
    if (report.lock === null)
        return null;
    const locked = new Map(report.lock.artifacts.map((entry) => [entry.id, entry]));
    const now = new Map(report.inventory.artifacts.map((artifact) => [artifact.id, artifact]));
    const stored = storedEntries(report);
    const wanted = [...now.values()].filter((artifact) => artifact.disposition === 'mirror').sort(compareIds);
    return {
        added: wanted
            .filter((artifact) => !locked.has(artifact.id) && stored.get(artifact.id) !== null)
            .map((artifact) => changeOf(artifact, null, versionNow(artifact, stored))),
        removed: [...locked.values()]
            .filter((entry) => isGone(now.get(entry.id)))
            .sort(compareIds)
            .map((entry) => changeOf(entry, entry.version, null)),
        moved: wanted.flatMap((artifact) => {
            const entry = locked.get(artifact.id);
            return entry === undefined ? [] : moveOf(artifact, entry, stored);
        }),
    };
}
function countChanges({ added, removed, moved }) {
    return added.length + removed.length + moved.length;
}
/** What a run stored, by id; null for an artifact that failed. Empty for an analysis. */
function storedEntries({ run }) {
    return new Map(run?.artifacts.map(({ id, entry }) => [id, entry]));
}
/** An artifact whose variables are not known yet is not gone. */
function isGone(artifact) {
    return artifact === undefined || artifact.disposition === 'keep' || artifact.disposition === 'unsupported';
}
function versionNow(artifact, stored) {
    return stored.get(artifact.id)?.version ?? artifact.resolved?.version ?? null;
}
function moveOf(artifact, locked, stored) {
    const entry = stored.get(artifact.id);
    if (entry === null)
        return [];
    const version = versionNow(artifact, stored);
    const same = version === null || version === locked.version;
    const storedAnew = entry !== undefined && (entry.key !== locked.key || entry.digest !== locked.digest);
    return same && !storedAnew ? [] : [changeOf(artifact, locked.version, version)];
}
function changeOf({ id, kind, locator }, from, to) {
    return { id, kind, locator, from, to };
}
function compareIds(a, b) {
    return (0,_model_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .compareText */ .n6)(a.id, b.id);
}


/***/ }),

/***/ 808:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  G: () => (/* binding */ renderMarkdown)
});

// EXTERNAL MODULE: ./lib/report/words.js
var words = __webpack_require__(8191);
;// CONCATENATED MODULE: ./lib/report/budget.js

/** How many things of a section are shown, step by step, until it fits. */
const STEPS = [Number.POSITIVE_INFINITY, 500, 200, 100, 50, 20, 5, 0];
/**
 * Joins `head` and the sections, in their order, to a text of at most `budget` characters. Whole sections shrink and
 * go by weight, and a sentence after the head says so. The head alone is cut as a last resort: it has to be text in
 * which any cut is harmless.
 */
function fitBudget(head, sections, budget) {
    const shown = sections.map((section) => ({ section, step: 0, text: section.render(STEPS[0]) }));
    for (;;) {
        const text = join([head, cutSentence(shown), ...shown.map((part) => part.text)]);
        if (text.length <= budget)
            return text;
        const part = shown
            .filter((candidate) => candidate.text !== '')
            .sort((a, b) => a.section.weight - b.section.weight)
            .at(0);
        if (part === undefined)
            return head.length <= budget ? head : head.slice(0, Math.max(0, budget));
        part.step += 1;
        const limit = STEPS[part.step] ?? 0;
        part.text = limit === 0 ? '' : part.section.render(limit);
    }
}
function cutSentence(parts) {
    const cut = parts
        .filter(({ section, step }) => (STEPS[step] ?? 0) < section.items)
        .map(({ section, step }) => {
        const limit = STEPS[step] ?? 0;
        return limit === 0 ? `${section.title} (left out)` : `${section.title} (${limit} of ${section.items})`;
    });
    return cut.length === 0 ? '' : `Shortened to fit here: ${(0,words/* listed */.KE)(cut)}. The JSON report has everything.`;
}
function join(blocks) {
    return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

// EXTERNAL MODULE: ./lib/report/counts.js
var counts = __webpack_require__(5836);
// EXTERNAL MODULE: ./lib/report/diff.js
var diff = __webpack_require__(2867);
;// CONCATENATED MODULE: ./lib/report/markdown-text.js

/** Longer texts say nothing more to a reader, and one of them could fill a comment. */
const MAX_CODE = 240;
const MAX_PROSE = 600;
/**
 * A code span: nothing in it is a link, a mention, an issue number or markup, on GitHub and on GitLab. The fence is
 * longer than any run of backticks in the text.
 */
function code(text) {
    const body = (0,words/* clipped */.cz)((0,words/* shown */.SP)(text), MAX_CODE);
    if (body.trim() === '')
        return '`(empty)`';
    const fence = '`'.repeat(longestRun(body) + 1);
    const padding = /^[` ]|[` ]$/.test(body) ? ' ' : '';
    return `${fence}${padding}${body}${padding}${fence}`;
}
/** A code span for table cells, where a pipe ends the cell even inside backticks. */
function cellCode(text) {
    return (0,words/* shown */.SP)(text).includes('|') ? htmlCode(text) : code(text);
}
/**
 * A code element in which every character with a meaning is a reference; for HTML blocks, which hold no Markdown. The
 * break after `@` keeps GitHub from making a link of a mail address, which it does after reading references.
 */
function htmlCode(text) {
    const body = (0,words/* clipped */.cz)((0,words/* shown */.SP)(text), MAX_CODE).replace(/[^A-Za-z0-9 \-\u0080-\u{10ffff}]/gu, (character) => `&#${character.codePointAt(0)};${character === '@' ? '<wbr>' : ''}`);
    return `<code>${body.trim() === '' ? '(empty)' : body}</code>`;
}
/**
 * A sentence that may quote the repository. Plain words stay; what stands in backticks and every word that could mean
 * something to Markdown, HTML or the hosting service goes into a code span, made by `quote`.
 */
function prose(text, quote = code) {
    const pieces = (0,words/* clipped */.cz)((0,words/* shown */.SP)(text), MAX_PROSE)
        .split('`')
        .flatMap((part, index) => (index % 2 === 0 ? plainPieces(part, quote) : quotedPieces(part, quote)));
    return pieces.reduce((line, piece) => line + (needsSpace(line, piece) ? ' ' : '') + piece, '');
}
/** Two spans side by side would be read as one. */
function needsSpace(before, after) {
    return before.endsWith('`') && after.startsWith('`');
}
function quotedPieces(text, quote) {
    return text.trim() === '' ? [' '] : [quote(text)];
}
/** Quotes and punctuation around a word are harmless. Inside it only letters, or only digits, and hyphens are. */
const HARMLESS = /^["']*\(?["']*(?:[A-Za-z]+(?:['’-][A-Za-z]+)*|\d{1,6}|\d+\.\d+)?["',.;:!?…]*\)?["',.;:!?…]*$/;
function plainPieces(text, quote) {
    return text
        .split(/( )/)
        .flatMap((word) => (HARMLESS.test(word) || word === ' ' ? [word] : wordPieces(word, quote)));
}
function wordPieces(word, quote) {
    const [, before = '', inner = '', after = ''] = /^(["']*)(.*?)(["',.;:!?…]*)$/u.exec(word) ?? [];
    return inner === '' ? [quote(word)] : [before, quote(inner), after];
}
/** A link whose text is Markdown already; the text alone when there is no address or it is no web address. */
function markdown_text_link(text, url) {
    if (url === null || url === undefined || !/^https?:\/\//i.test(url))
        return text;
    const safe = url.replace(/[^A-Za-z0-9\-._~:/?#@!$&+,;=%]/gu, percentEncoded);
    return `[${text}](${safe})`;
}
/** A fenced block of shell text. */
function shellBlock(text) {
    const body = (0,words/* shown */.SP)(text);
    const fence = '`'.repeat(Math.max(3, longestRun(body) + 1));
    return `${fence}sh\n${body}\n${fence}`;
}
function percentEncoded(character) {
    return /\p{Cs}/u.test(character)
        ? '%EF%BF%BD'
        : encodeURIComponent(character).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
}
function longestRun(text) {
    return Math.max(0, ...(text.match(/`+/g)?.map((run) => run.length) ?? []));
}

// EXTERNAL MODULE: ./lib/report/order.js
var order = __webpack_require__(5930);
;// CONCATENATED MODULE: ./lib/report/markdown-artifacts.js



/** Longer tables are folded. */
const OPEN_ROWS = 10;
const HEADER = ['| Kind | Artifact | | Version | Size | Used in |', '| --- | --- | --- | --- | ---: | --- |'];
const OUTCOMES = {
    mirrored: 'copied',
    present: 'there already',
    failed: '**failed**',
};
/** All artifacts by kind, each with the place that names it first. */
function artifactSection(report) {
    const { artifacts } = report.inventory;
    const sorted = (0,order/* sortedByKind */.V)(artifacts);
    const outcomes = new Map(report.run?.artifacts.map(({ id, outcome }) => [id, OUTCOMES[outcome]]));
    return {
        title: 'artifacts',
        items: artifacts.length,
        weight: 1,
        render: (limit) => {
            if (artifacts.length === 0)
                return '';
            const rows = sorted.slice(0, limit).map((artifact) => row(report, artifact, outcomes.get(artifact.id)));
            const table = [...HEADER, ...rows].join('\n');
            if (artifacts.length <= OPEN_ROWS)
                return `### Artifacts\n\n${table}`;
            return `<details>\n<summary>${summaryLine(sorted)}</summary>\n\n${table}\n\n</details>`;
        },
    };
}
/** Kinds after the first few are only counted: a repository can make up any number of them. */
function summaryLine(artifacts) {
    const counts = new Map();
    for (const { kind } of artifacts)
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const kinds = [...counts].map(([kind, count]) => `${count} ${htmlCode(kind)}`);
    const rest = kinds.length - 8;
    const list = [...kinds.slice(0, 8), ...(rest > 0 ? [`${(0,words/* counted */.hS)(rest, 'other kind')}`] : [])];
    return `${(0,words/* counted */.hS)(artifacts.length, 'artifact')}: ${list.join(', ')}`;
}
function row(report, artifact, outcome) {
    const { kind, locator, disposition, reason, resolved } = artifact;
    const why = reason === null ? '' : `<br>${prose(reason, cellCode)}`;
    const version = resolved === null ? '' : cellCode((0,words/* shortVersion */.Li)(resolved.version));
    const size = resolved?.size == null ? '' : (0,words/* byteSize */.mz)(resolved.size);
    const cells = [cellCode(kind), `${cellCode(locator)}${why}`, outcome ?? disposition, version, size];
    return `| ${cells.join(' | ')} | ${usedIn(report, artifact)} |`;
}
function usedIn({ linkTo }, { references }) {
    const [first, ...more] = [...references].sort(order/* compareReferences */.E);
    if (first === undefined)
        return '';
    const place = markdown_text_link(cellCode(`${first.file}:${first.line}`), linkTo?.(first.file, first.line));
    return more.length === 0 ? place : `${place} +${more.length} more`;
}

// EXTERNAL MODULE: ./lib/model/finding.js
var model_finding = __webpack_require__(5268);
;// CONCATENATED MODULE: ./lib/report/markdown-changes.js





/** What the next lock changes: added, removed, moved to another version. */
function changeSection(report) {
    const changes = (0,diff/* changesOf */.f)(report);
    const rows = [
        ...(changes?.added ?? []).map((change) => markdown_changes_row('new', change)),
        ...(changes?.removed ?? []).map((change) => markdown_changes_row('gone', change)),
        ...(changes?.moved ?? []).map((change) => markdown_changes_row('moved', change)),
    ];
    return {
        title: 'changes',
        items: changes === null ? 0 : (0,diff/* countChanges */.x)(changes),
        weight: 3,
        render: (limit) => {
            if (rows.length === 0)
                return '';
            const table = ['| | Artifact | Locked | Now |', '| --- | --- | --- | --- |', ...rows.slice(0, limit)];
            return `### Changes since the lock\n\n${table.join('\n')}`;
        },
    };
}
function markdown_changes_row(what, { kind, locator, from, to }) {
    const anew = from !== null && from === to ? ' (stored anew)' : '';
    return `| ${what} | ${cellCode(kind)} ${cellCode(locator)} | ${version(from)} | ${version(to)}${anew} |`;
}
function version(text) {
    return text === null ? '' : cellCode((0,words/* shortVersion */.Li)(text));
}
/** What a run did: counts, failures, where the manifest lies, files written. */
function runSection({ run }) {
    if (run === null)
        return { title: 'run', items: 0, weight: 4, render: () => '' };
    const failures = run.artifacts
        .filter((artifact) => artifact.outcome === 'failed')
        .map(({ id, error }) => `- ❌ ${code(id)}: ${prose(error ?? 'no reason is known')}`);
    const files = [...run.files].sort(model_finding/* compareText */.n6).map(code);
    return {
        title: 'results of the run',
        items: Math.max(failures.length, files.length, 1),
        weight: 4,
        render: (limit) => [
            `### Run ${code(run.runId)}`,
            '',
            `In ${code(run.storeUrl)}: ${(0,counts/* runCounts */.EU)(run)}.`,
            '',
            ...failures.slice(0, limit),
            ...(run.manifestKey === null ? [] : [`- Manifest: ${code(run.manifestKey)}`]),
            `- Files written: ${files.length === 0 ? 'none' : files.slice(0, limit).join(', ')}`,
        ].join('\n'),
    };
}

;// CONCATENATED MODULE: ./lib/report/markdown-findings.js


const SIGNS = { error: '❌', warning: '⚠️', note: 'ℹ️' };
const RANK = { error: 0, warning: 1, note: 2 };
/** Findings by file; where not all fit, the worst ones. */
function findingSection(report) {
    const { findings } = report.inventory;
    const worstFirst = [...findings].sort((a, b) => RANK[a.level] - RANK[b.level] || (0,model_finding/* compareFindings */.Eg)(a, b));
    return {
        title: 'findings',
        items: findings.length,
        weight: 5,
        render: (limit) => {
            if (findings.length === 0)
                return '';
            const files = byFile(worstFirst.slice(0, limit));
            return ['### Findings', ...files.map((list) => fileBlock(report, list))].join('\n\n');
        },
    };
}
function byFile(findings) {
    const files = new Map();
    for (const finding of [...findings].sort(model_finding/* compareFindings */.Eg)) {
        const list = files.get(finding.file);
        if (list === undefined)
            files.set(finding.file, [finding]);
        else
            list.push(finding);
    }
    return [...files.values()];
}
function fileBlock(report, findings) {
    const file = findings[0]?.file ?? '';
    return [`**${code(file)}**`, '', ...findings.map((finding) => item(report, finding))].join('\n');
}
function item({ linkTo }, finding) {
    const { file, line, level, rule, message, help } = finding;
    const place = markdown_text_link(`line ${line}`, linkTo?.(file, line));
    return `- ${SIGNS[level]} ${level} at ${place}: ${prose(message)}<br>${prose(help)} (${code(rule)})`;
}

// EXTERNAL MODULE: ./lib/report/verdict.js
var report_verdict = __webpack_require__(975);
;// CONCATENATED MODULE: ./lib/report/markdown.js








/** Room below GitHub's 65,536 characters for what the platform adds. */
const DEFAULT_BUDGET = 60_000;
const markdown_SIGNS = { good: '✅', attention: '⚠️', bad: '❌' };
/**
 * The comment on a pull request and the summary of a job, for GitHub and GitLab. Never longer than `budget`
 * characters. Every text that is not this tool's own goes through `markdown-text.ts`.
 */
function renderMarkdown(report, options = {}) {
    const verdict = (0,report_verdict/* verdictOf */.V)(report);
    const sections = [
        fixed('comparison', 6, report.verified === true ? '' : `${(0,counts/* artifactCounts */.NJ)(report.inventory)}. ${comparison(report)}`),
        findingSection(report),
        changeSection(report),
        runSection(report),
        artifactSection(report),
        fixed('how to reproduce this', 2, reproduction(report)),
        fixed('the version of this tool', 7, smallPrint(report)),
    ];
    return fitBudget(`## ${markdown_SIGNS[verdict.level]} ${verdict.text}`, sections, options.budget ?? DEFAULT_BUDGET);
}
function fixed(title, weight, text) {
    return { title, items: 1, weight, render: () => text };
}
function comparison(report) {
    const changes = (0,diff/* changesOf */.f)(report);
    if (changes === null)
        return 'No `offline.lock.yml` is committed yet: the first run writes it.';
    const lock = `\`offline.lock.yml\`${report.lockOrigin === undefined ? '' : ` of ${code(report.lockOrigin)}`}`;
    return (0,diff/* countChanges */.x)(changes) === 0
        ? `Nothing changed since ${lock}.`
        : `Compared with ${lock}: ${(0,counts/* changeCounts */.Zg)(changes)}.`;
}
function reproduction({ reproduce }) {
    return reproduce === '' ? '' : `To get this report on your machine:\n\n${shellBlock(reproduce)}`;
}
function smallPrint({ tool, runUrl }) {
    const job = markdown_text_link('this job', runUrl);
    return `<sub>${tool.name} ${tool.version}${job === 'this job' ? '' : ` · ${job}`}</sub>`;
}


/***/ }),

/***/ 5930:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ compareReferences),
/* harmony export */   V: () => (/* binding */ sortedByKind)
/* harmony export */ });
/* harmony import */ var _model_finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5268);

/** By place; the path and the role decide between two that share a token (an alias). */
function compareReferences(a, b) {
    return ((0,_model_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .compareText */ .n6)(a.file, b.file) ||
        a.line - b.line ||
        a.column - b.column ||
        (0,_model_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .compareText */ .n6)(a.path, b.path) ||
        (0,_model_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .compareText */ .n6)(a.role, b.role));
}
/** By kind, and by id inside a kind: the order of tables for people. */
function sortedByKind(artifacts) {
    return [...artifacts].sort((a, b) => (0,_model_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .compareText */ .n6)(a.kind, b.kind) || (0,_model_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .compareText */ .n6)(a.id, b.id));
}


/***/ }),

/***/ 577:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  render: () => (/* binding */ render)
});

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./lib/model/finding.js
var finding = __webpack_require__(5268);
// EXTERNAL MODULE: ./lib/model/image-reference.js
var image_reference = __webpack_require__(6916);
// EXTERNAL MODULE: ./lib/model/redact.js
var redact = __webpack_require__(9848);
// EXTERNAL MODULE: ./lib/model/yaml-text.js
var yaml_text = __webpack_require__(1708);
;// CONCATENATED MODULE: ./lib/report/docker-list.js





/** Key of the pipelines themselves, beside the git resources. */
const PIPELINE = 'target-pipeline';
/** YAML in the shape of the original offline-gen's analysis report: the images, and which task needs which. */
function renderDockerList(report) {
    const { inventory, tasks } = report;
    const images = inventory.artifacts.filter((artifact) => artifact.kind === 'image').map(imageOf);
    const paths = gitPaths(inventory.artifacts, tasks);
    const entries = [
        ...[...paths].map(([name, path]) => [name, gitEntry(path, tasks, name)]),
        [PIPELINE, pipelineEntry(tasks)],
    ].sort(([a], [b]) => (0,finding/* compareText */.n6)(a, b));
    return compact({
        docker_list: unique(images),
        pipeline_task_docker_references: Object.fromEntries(entries),
    });
}
/** As the pipeline writes it where that is known: without registry and tag when none was written. */
function imageOf({ request, locator }) {
    if (request?.kind === 'image')
        return imageName(request.writtenRepository, request.tag, request.digest);
    const reference = (0,image_reference/* parseImageReference */.o)(locator);
    if (reference === undefined)
        return imageName(locator, null, null);
    const repository = `${reference.registry}/${reference.repository}`.replace(/^docker\.io\/(?:library\/)?/, '');
    return imageName(repository, reference.tag, reference.digest);
}
function imageName(repository, tag, digest) {
    return {
        repository,
        ...(tag === null || (tag === 'latest' && digest === null) ? {} : { tag }),
        ...(digest === null ? {} : { digest }),
    };
}
function unique(images) {
    const byText = new Map(images.map((image) => [JSON.stringify(image), image]));
    return [...byText].sort(([a], [b]) => (0,finding/* compareText */.n6)(a, b)).map(([, image]) => image);
}
/** Git resource → `uri@branch`; a resource that only a task names has no known path. */
function gitPaths(artifacts, tasks) {
    const named = tasks.flatMap(({ resource }) => resource === null ? [] : [[resource, null]]);
    const git = artifacts
        .filter(({ kind, references }) => kind === 'git' && references.some(({ role }) => role === 'resource'))
        .map(({ name, locator }) => [name, locator]);
    return new Map([...named, ...git]);
}
function gitEntry(path, tasks, resource) {
    const own = tasks.filter((task) => task.resource === resource && task.file !== null);
    const definitions = new Map(own.map((task) => [`${task.task}\n${task.file}`, task]));
    return {
        docker_references: imagesOf(own),
        git_path: path,
        task_defns: [...definitions.values()].map(definitionOf),
    };
}
function pipelineEntry(tasks) {
    const inline = tasks.filter((task) => task.file === null);
    return {
        docker_references: imagesOf(inline),
        git_path: 'pipeline',
        job_tasks_references: jobsOf(tasks),
        task_defns: inline.map(definitionOf),
    };
}
/** Jobs in the order of the pipelines; jobs of one name in two pipelines stay apart. */
function jobsOf(tasks) {
    const jobs = new Map();
    for (const task of tasks) {
        const key = JSON.stringify([task.pipeline, task.job]);
        jobs.set(key, [...(jobs.get(key) ?? []), task]);
    }
    return [...jobs.values()].map((steps) => ({
        [steps[0]?.job ?? '']: steps.flatMap(({ file, resource, task }) => file === null ? [] : [{ file: `${resource}/${file}`, git_resource: resource, task }]),
    }));
}
function definitionOf({ task, file, image, inputs, outputs, script }) {
    const names = (list) => (list.length === 0 ? null : list.map((name) => ({ name })));
    const definition = {
        ...(file === null ? {} : { file }),
        image: image === null ? null : imageName(image.repository, image.tag, null),
        inputs: names(inputs),
        outputs: names(outputs),
        script,
    };
    return { [task]: definition };
}
function imagesOf(tasks) {
    return unique(tasks.flatMap(({ image }) => (image === null ? [] : [imageName(image.repository, image.tag, null)])));
}
/** Small maps stand on one line, as in the original. */
function compact(value) {
    const document = new dist/* Document */.yo(value, { version: '1.1', aliasDuplicateObjects: false });
    (0,dist/* visit */.YR)(document, {
        Scalar(_key, node) {
            if (typeof node.value === 'string')
                node.value = (0,redact/* redactText */.R)(node.value);
        },
        Map(_key, node) {
            if (isSmall(node))
                node.flow = true;
        },
    });
    return (0,yaml_text/* yamlText */.p)(document);
}
const SMALL_KEYS = new Set([
    'repository',
    'tag',
    'digest',
    'name',
    'git_resource',
    'task',
    'file',
]);
function isSmall(map) {
    return map.items.every(({ key, value }) => (0,dist/* isScalar */.jn)(key) && SMALL_KEYS.has(key.value) && (value === null || (0,dist/* isScalar */.jn)(value)));
}

// EXTERNAL MODULE: ./lib/model/inventory.js
var inventory = __webpack_require__(1637);
// EXTERNAL MODULE: ./lib/report/diff.js
var diff = __webpack_require__(2867);
// EXTERNAL MODULE: ./lib/model/visible.js
var visible = __webpack_require__(9951);
;// CONCATENATED MODULE: ./lib/report/json-text.js


/**
 * JSON for people and programs: two spaces, one line feed at the end, and every character that can't be seen written
 * as an escape, so that printing a report can't drive a terminal. Parsing gives the same value, but for the
 * credentials in addresses: they are left out of every text.
 */
function jsonText(value) {
    const text = JSON.stringify(value, redacted, 2);
    return `${(0,visible/* escapeInvisible */.ts)(text, (codePoint) => (codePoint === 0x0a ? '\n' : jsonEscape(codePoint)))}\n`;
}
function jsonEscape(codePoint) {
    return [...String.fromCodePoint(codePoint)]
        .flatMap((character) => Array.from({ length: character.length }, (_, index) => character.charCodeAt(index)))
        .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
        .join('');
}
function redacted(_key, value) {
    return typeof value === 'string' ? (0,redact/* redactText */.R)(value) : value;
}

// EXTERNAL MODULE: ./lib/report/order.js
var order = __webpack_require__(5930);
;// CONCATENATED MODULE: ./lib/report/json.js





/**
 * The report for programs; `report.schema.json` describes it. Version 1 only ever gains optional keys: `changes`
 * where a lock is committed, `run` after a mirroring.
 */
function renderJson(report) {
    const { tool, inventory, run } = report;
    const changes = (0,diff/* changesOf */.f)(report);
    return jsonText({
        schemaVersion: 1,
        tool: { name: tool.name, version: tool.version },
        sources: [...inventory.sources].sort((a, b) => (0,finding/* compareText */.n6)(a.file, b.file)).map(sourceOf),
        artifacts: [...inventory.artifacts].sort((a, b) => (0,finding/* compareText */.n6)(a.id, b.id)).map(artifactOf),
        findings: [...inventory.findings].sort(finding/* compareFindings */.Eg).map(findingOf),
        summary: summaryOf(report),
        ...(changes === null ? {} : { changes: changesIn(changes) }),
        ...(run === null ? {} : { run: runOf(run) }),
    });
}
function sourceOf({ file, dialect, jobs, resources, tasks }) {
    return { file, dialect, jobs, resources, tasks };
}
/** `request` and `credentials` stay out: every key is named here. */
function artifactOf(artifact) {
    const { id, kind, name, locator, disposition, reason, references, resolved } = artifact;
    return {
        id,
        kind,
        name,
        locator,
        disposition,
        reason,
        references: [...references].sort(order/* compareReferences */.E).map(referenceOf),
        resolved: resolved === null ? null : { version: resolved.version, digest: resolved.digest, size: resolved.size },
    };
}
function referenceOf({ file, line, column, path, role }) {
    return { file, line, column, path, role };
}
function findingOf({ rule, level, message, file, line, column, help }) {
    return { rule, level, message, file, line, column, help };
}
function summaryOf(report) {
    const { mirror, keep, unresolved, unsupported, bytes, ready } = (0,inventory/* summarize */.e)(report.inventory);
    return { mirror, keep, unresolved, unsupported, bytes, ready };
}
function changesIn({ added, removed, moved }) {
    const versions = ({ id, from, to }) => ({ id, from, to });
    return { added: added.map(versions), removed: removed.map(versions), moved: moved.map(versions) };
}
function runOf(run) {
    return {
        runId: run.runId,
        manifestKey: run.manifestKey,
        storeUrl: run.storeUrl,
        lockChanged: run.lockChanged,
        artifacts: [...run.artifacts].sort((a, b) => (0,finding/* compareText */.n6)(a.id, b.id)).map(outcomeOf),
        files: [...run.files].sort(finding/* compareText */.n6),
    };
}
function outcomeOf({ id, outcome, entry, error }) {
    return {
        id,
        outcome,
        version: entry?.version ?? null,
        key: entry?.key ?? null,
        digest: entry?.digest ?? null,
        size: entry?.size ?? null,
        error,
    };
}

// EXTERNAL MODULE: ./lib/report/markdown.js + 5 modules
var markdown = __webpack_require__(808);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./lib/model/rules.js
var rules = __webpack_require__(4458);
;// CONCATENATED MODULE: ./lib/report/sarif.js




const DESCRIPTORS = Object.entries(rules/* RULES */.y).map(([id, { level, help }]) => descriptorOf(id, level, help));
/** The findings as SARIF 2.1.0, for code scanning and editors. File names are relative to the pipeline repository. */
function renderSarif(report) {
    const findings = [...report.inventory.findings].sort(finding/* compareFindings */.Eg);
    const rules = withUnknownRules(findings);
    const indexes = new Map(rules.map((rule, index) => [rule.id, index]));
    const fingerprint = createFingerprints();
    return jsonText({
        $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
        version: '2.1.0',
        runs: [
            {
                tool: { driver: { name: report.tool.name, version: report.tool.version, rules } },
                columnKind: 'utf16CodeUnits',
                results: findings.map((finding) => resultOf(finding, indexes.get(finding.rule) ?? -1, fingerprint)),
            },
        ],
    });
}
/** Every rule is described, found or not: a service closes what is no longer found. */
function withUnknownRules(findings) {
    const rules = new Map(DESCRIPTORS.map((rule) => [rule.id, rule]));
    for (const { rule, level, help } of findings) {
        if (!rules.has(rule))
            rules.set(rule, descriptorOf(rule, level, help));
    }
    return [...rules.values()];
}
function descriptorOf(id, level, help) {
    const words = id.replaceAll('-', ' ');
    return {
        id,
        shortDescription: { text: `${words.charAt(0).toUpperCase()}${words.slice(1)}` },
        help: { text: help },
        defaultConfiguration: { level },
    };
}
function resultOf(finding, ruleIndex, fingerprint) {
    return {
        ruleId: finding.rule,
        ruleIndex,
        level: finding.level,
        message: { text: `${finding.message}\n${finding.help}` },
        locations: [
            {
                physicalLocation: {
                    artifactLocation: { uri: relativeUri(finding.file), uriBaseId: '%SRCROOT%' },
                    region: { startLine: finding.line, startColumn: finding.column },
                },
            },
        ],
        partialFingerprints: { 'offlineGenFinding/v1': fingerprint(finding) },
    };
}
/** Made without the line, so that an edit above does not report everything anew; equal findings are numbered. */
function createFingerprints() {
    const seen = new Map();
    return ({ rule, file, message }) => {
        const identity = JSON.stringify([rule, file, message]);
        const ordinal = seen.get(identity) ?? 0;
        seen.set(identity, ordinal + 1);
        return (0,external_node_crypto_.createHash)('sha256').update(`${identity}${ordinal}`).digest('hex').slice(0, 32);
    };
}
/** A half of a surrogate pair has no place in a URI, and a first part with a colon would read as a scheme. */
function relativeUri(file) {
    return file
        .replace(/\p{Cs}/gu, '\ufffd')
        .split('/')
        .map(encodeURIComponent)
        .join('/');
}

// EXTERNAL MODULE: ./lib/report/counts.js
var counts = __webpack_require__(5836);
// EXTERNAL MODULE: ./lib/report/verdict.js
var verdict = __webpack_require__(975);
// EXTERNAL MODULE: ./lib/report/words.js
var words = __webpack_require__(8191);
;// CONCATENATED MODULE: ./lib/report/text.js






/** Longer locators get a line of their own, so that one of them does not push every row over the terminal's edge. */
const COLUMN = 56;
/** The report for a terminal: plain text without colors, verdict first. */
function renderText(report) {
    const sections = [
        [
            `${report.tool.name}: ${(0,verdict/* verdictOf */.V)(report).text}`,
            ...(report.verified === true ? [] : [(0,counts/* artifactCounts */.NJ)(report.inventory)]),
        ],
        changeLines(report),
        artifactLines(report.inventory.artifacts),
        findingLines(report.inventory.findings),
        report.run === null ? [] : runLines(report.run),
    ];
    return `${sections
        .filter((lines) => lines.length > 0)
        .map((lines) => lines.join('\n'))
        .join('\n\n')}\n`;
}
function changeLines(report) {
    if (report.verified === true)
        return [];
    const changes = (0,diff/* changesOf */.f)(report);
    if (changes === null)
        return report.inventory.artifacts.length === 0 ? [] : ['No lock is committed yet.'];
    const origin = report.lockOrigin === undefined ? '' : ` of ${(0,words/* shown */.SP)(report.lockOrigin)}`;
    if ((0,diff/* countChanges */.x)(changes) === 0)
        return [`Nothing changed since the lock${origin}.`];
    return [`Changed since the lock${origin}: ${(0,counts/* changeCounts */.Zg)(changes)}`, ...changeRows(changes)];
}
function changeRows({ added, removed, moved }) {
    return [
        ...added.map((change) => `  + ${changed(change)}`),
        ...removed.map((change) => `  - ${changed(change)}`),
        ...moved.map((change) => `  ~ ${changed(change)}`),
    ];
}
function changed({ kind, locator, from, to }) {
    const subject = `${(0,words/* shown */.SP)(kind)} ${(0,words/* shown */.SP)(locator)}`;
    const versions = [from, to]
        .filter((version) => version !== null)
        .map((version) => (0,words/* shown */.SP)((0,words/* shortVersion */.Li)(version)));
    if (from !== null && from === to)
        return `${subject}  ${versions[0]} (stored anew)`;
    return versions.length === 0 ? subject : `${subject}  ${versions.join(' -> ')}`;
}
function artifactLines(artifacts) {
    const sorted = (0,order/* sortedByKind */.V)(artifacts);
    const width = Math.max(0, ...sorted.map((artifact) => locatorOf(artifact).length).filter((length) => length <= COLUMN));
    const kinds = [...new Set(sorted.map((artifact) => artifact.kind))];
    return kinds.flatMap((kind, index) => {
        const rows = sorted.filter((artifact) => artifact.kind === kind);
        const heading = `${(0,words/* shown */.SP)(kind)} (${rows.length})`;
        return [
            ...(index === 0 ? [] : ['']),
            heading,
            ...rows.flatMap((artifact) => artifactRow(artifact, width)),
        ];
    });
}
function artifactRow(artifact, width) {
    const { disposition, reason, resolved } = artifact;
    const locator = locatorOf(artifact);
    const size = resolved?.size == null ? '-' : (0,words/* byteSize */.mz)(resolved.size);
    const rest = `${disposition.padEnd(11)}  ${size.padStart(8)}  ${placesOf(artifact)}`.trimEnd();
    const row = locator.length > width
        ? [`  ${locator}`, `  ${''.padEnd(width)}  ${rest}`]
        : [`  ${locator.padEnd(width)}  ${rest}`];
    return reason === null ? row : [...row, `    ${(0,words/* shown */.SP)(reason)}`];
}
function locatorOf({ locator }) {
    return (0,words/* shown */.SP)(locator);
}
function placesOf({ references }) {
    const [first, ...more] = [...references].sort(order/* compareReferences */.E);
    if (first === undefined)
        return '';
    const place = `${(0,words/* shown */.SP)(first.file)}:${first.line}:${first.column}`;
    return more.length === 0 ? place : `${place} +${more.length} more`;
}
function findingLines(findings) {
    return [...findings]
        .sort(finding/* compareFindings */.Eg)
        .flatMap(({ file, line, column, level, rule, message, help }) => [
        `${(0,words/* shown */.SP)(file)}:${line}:${column} ${level} ${(0,words/* shown */.SP)(rule)} ${(0,words/* shown */.SP)(message)}`,
        `    ${(0,words/* shown */.SP)(help)}`,
    ]);
}
function runLines(run) {
    const failures = run.artifacts
        .filter((artifact) => artifact.outcome === 'failed')
        .map(({ id, error }) => `  failed ${(0,words/* shown */.SP)(id)}: ${(0,words/* shown */.SP)(error ?? 'no reason is known')}`);
    return [
        `Run ${(0,words/* shown */.SP)(run.runId)}: ${(0,counts/* runCounts */.EU)(run)}`,
        ...failures,
        `  blobstore ${(0,words/* shown */.SP)(run.storeUrl)}`,
        ...(run.manifestKey === null ? [] : [`  manifest  ${(0,words/* shown */.SP)(run.manifestKey)}`]),
        ...(run.files.length === 0
            ? ['  no file had to be written']
            : [...run.files].sort(finding/* compareText */.n6).map((file) => `  wrote     ${(0,words/* shown */.SP)(file)}`)),
    ];
}

;// CONCATENATED MODULE: ./lib/report/render.js





const RENDERERS = {
    text: renderText,
    json: renderJson,
    markdown: (report) => (0,markdown/* renderMarkdown */.G)(report),
    sarif: renderSarif,
    'docker-list': renderDockerList,
};
/** The report in a format. A new format is one file here and one line above. */
function render(format, report) {
    return RENDERERS[format](report);
}


/***/ }),

/***/ 975:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ verdictOf)
/* harmony export */ });
/* harmony import */ var _model_inventory_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1637);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8191);


/** Failures of a run weigh most, then errors, then everything that a person has to look at. Notes do not count. */
function verdictOf(report) {
    const { inventory, run } = report;
    const errors = inventory.findings.filter((finding) => finding.level === 'error').length;
    const warnings = inventory.findings.filter((finding) => finding.level === 'warning').length;
    const failed = run?.artifacts.filter((artifact) => artifact.outcome === 'failed').length ?? 0;
    if (errors > 0 && report.verified === true)
        return { level: 'bad', text: `Not closed: ${(0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(errors, 'error')}` };
    if (errors > 0 || failed > 0)
        return { level: 'bad', text: badText(errors, warnings, failed) };
    if (inventory.sources.length === 0)
        return { level: 'attention', text: 'No pipeline was found' };
    const { unresolved, unsupported } = (0,_model_inventory_js__WEBPACK_IMPORTED_MODULE_1__/* .summarize */ .e)(inventory);
    const open = Math.max(warnings, unresolved + unsupported);
    if (open > 0) {
        return {
            level: 'attention',
            text: `${(0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(open, 'thing')} ${open === 1 ? 'needs' : 'need'} attention`,
        };
    }
    const total = inventory.artifacts.length;
    if (report.verified === true) {
        return {
            level: 'good',
            text: `Verified: ${(0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(total, 'object')} intact, nothing needed from outside`,
        };
    }
    const what = total === 0 ? 'nothing is needed from outside' : (0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(total, 'artifact');
    return { level: 'good', text: `Offline-ready: ${what}` };
}
function badText(errors, warnings, failed) {
    if (errors === 0)
        return `Not complete: ${(0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(failed, 'artifact')} could not be copied`;
    const parts = [
        (0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(errors, 'error'),
        ...(warnings === 0 ? [] : [(0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(warnings, 'warning')]),
        ...(failed === 0 ? [] : [`${(0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(failed, 'artifact')} not copied`]),
    ];
    return `Would break offline: ${(0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .listed */ .KE)(parts)}`;
}


/***/ }),

/***/ 8191:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KE: () => (/* binding */ listed),
/* harmony export */   Li: () => (/* binding */ shortVersion),
/* harmony export */   SP: () => (/* binding */ shown),
/* harmony export */   cz: () => (/* binding */ clipped),
/* harmony export */   hS: () => (/* binding */ counted),
/* harmony export */   mz: () => (/* binding */ byteSize)
/* harmony export */ });
/* harmony import */ var _model_redact_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9848);
/* harmony import */ var _model_visible_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9951);


/** A text from the repository or from an upstream, fit to be shown: one line, nothing hidden, no credentials. */
function shown(text) {
    return (0,_model_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)((0,_model_redact_js__WEBPACK_IMPORTED_MODULE_1__/* .redactText */ .R)(text));
}
/** `1 error`, `2 errors`. */
function counted(count, noun) {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
/** `a`, `a and b`, `a, b and c`. */
function listed(parts) {
    const last = parts.at(-1) ?? '';
    return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
/** Bytes for people, in powers of 1000: `1.2 GB`. */
function byteSize(bytes) {
    const power = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
    const value = bytes / 1000 ** power;
    return `${power === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${UNITS[power]}`;
}
/** A version short enough for a table: commits and digests keep 12 digits. */
function shortVersion(version) {
    const [digits] = /^(?:sha256:)?[0-9a-f]{12}(?=[0-9a-f]{28,}$)/.exec(version) ?? [];
    return digits ?? clipped(version, 40);
}
/** At most `limit` characters, the last one `…` when something had to go. */
function clipped(text, limit) {
    const characters = [...text];
    return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
}


/***/ })

};
