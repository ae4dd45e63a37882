export const id = 676;
export const ids = [676,521];
export const modules = {

/***/ 2159:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runAction: () => (/* binding */ runAction)
});

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(4573);
// EXTERNAL MODULE: ./lib/commands/auto.js + 27 modules
var auto = __webpack_require__(3579);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(3434);
// EXTERNAL MODULE: ./lib/model/redact.js
var redact = __webpack_require__(9848);
// EXTERNAL MODULE: ./lib/model/visible.js
var visible = __webpack_require__(9951);
// EXTERNAL MODULE: ./lib/commands/inputs.js
var inputs = __webpack_require__(2153);
;// CONCATENATED MODULE: ./lib/action/inputs.js

/**
 * Reads the action's inputs from the variables that the runner makes of them: `INPUT_` and the name in upper case,
 * hyphens kept. Inputs that are not given arrive empty. Throws `OfflineGenError('usage')`.
 */
function readInputs(env) {
    return (0,inputs/* parseInputs */.T)((name) => env[inputVariable(name)] ?? '', env['GITHUB_WORKSPACE'] || process.cwd());
}
/** Name of the variable that carries an input. */
function inputVariable(name) {
    return `INPUT_${name.toUpperCase()}`;
}

// EXTERNAL MODULE: ./lib/log/create-log.js + 2 modules
var create_log = __webpack_require__(3521);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./lib/action/surface.js

/** Annotations, summary and outputs through the toolkit, which escapes what goes into workflow commands. */
function createSurface(core, env) {
    let written = false;
    return {
        annotate: (annotations) => {
            for (const annotation of annotations)
                annotate(core, annotation);
        },
        summary: async (markdown) => {
            written = true;
            if (env['GITHUB_STEP_SUMMARY'])
                await core.summary.addRaw(markdown, true).write({ overwrite: true });
        },
        output: (name, value) => core.setOutput(name, value),
        hasSummary: () => written,
    };
}
function annotate(core, { level, title, message, file, line, column }) {
    const place = file === null ? {} : { file, startLine: line, startColumn: column };
    core[level](message, { title, ...place });
}
/**
 * Text for the log in which the runner sees no workflow commands: the text quotes pipelines, and whoever writes a
 * pull request could put a command into one.
 */
function inert(text) {
    const token = (0,external_node_crypto_.randomUUID)();
    return `::stop-commands::${token}\n${text.endsWith('\n') ? text : `${text}\n`}::${token}::\n`;
}
/** Text without the characters that move a cursor, hide text, or end a line where no line feed is. */
function withoutControls(text) {
    return text.replace(/\r\n?/g, '\n').replace(/(?![\n\t])\p{Cc}/gu, '');
}
/** Log lines without anything that the runner takes for a command (`::name::` first, or `##[` anywhere). */
function inertLines(text) {
    return withoutControls(text)
        .replace(/^(\s*):(?=:)/gm, '$1: ')
        .replaceAll('##[', '## [');
}

;// CONCATENATED MODULE: ./lib/action/log.js



/** The job's log. Warnings become annotations; transfers are told now and then: the runner has no live line. */
function createActionLog(core, secrets, env) {
    const info = (message) => core.info(inertLines((0,redact/* redactText */.R)(message, secrets)));
    const sparse = (0,create_log.createLog)({
        stderr: { write: (text) => info(text.trimEnd()) },
        isTty: false,
        color: false,
        quiet: false,
        verbose: false,
        secrets,
        env,
    });
    return {
        debug: (message) => core.debug(withoutControls((0,redact/* redactText */.R)(message, secrets))),
        info,
        warn: (message) => core.warning(withoutControls((0,redact/* redactText */.R)(message, secrets))),
        progress: sparse.progress,
    };
}

;// CONCATENATED MODULE: ./lib/action/main.js








const FAILURES = {
    1: 'There are findings at or above the level of fail-on; the job summary lists them.',
    3: 'Some artifacts could not be copied; the job summary names them. A rerun copies what is missing.',
};
/**
 * Runs as a GitHub action: inputs in; annotations, outputs, job summary and comment out. Returns the exit code and
 * never throws; a failure is one line, and the job summary is written in any case.
 */
async function runAction() {
    const core = await __webpack_require__.e(/* import() */ 421).then(__webpack_require__.bind(__webpack_require__, 6421));
    const { env } = process;
    const secrets = maskSecrets(core, env);
    const surface = createSurface(core, env);
    try {
        const inputs = readInputs(env);
        const io = createIo(core, secrets);
        const exitCode = await (0,auto.auto)({ ...inputs.options, verbose: core.isDebug() }, io, {
            ...auto/* JOB_HOST */.r,
            inputs,
            surface,
        });
        const failure = FAILURES[exitCode];
        if (failure !== undefined)
            core.setFailed(failure);
        return exitCode;
    }
    catch (error) {
        const message = (0,visible/* visible */.RK)((0,redact/* redactText */.R)((0,errors/* describeError */.Uc)(error), secrets));
        core.setFailed(message);
        if (error instanceof Error)
            core.debug(withoutControls((0,redact/* redactText */.R)(error.stack ?? '', secrets)));
        if (!surface.hasSummary()) {
            // Indented code has no end that the text could forge.
            await surface.summary(`**offline-gen failed.**\n\n    ${message}\n`);
        }
        return (0,errors/* exitCodeOf */.FO)(error);
    }
}
/** Tells the runner every secret that this process knows, in each form that it sends. Returns them. */
function maskSecrets(core, env) {
    const token = env[inputVariable('github-token')]?.trim() ?? '';
    const basic = token === '' ? '' : external_node_buffer_.Buffer.from(`x-access-token:${token}`).toString('base64');
    const secrets = [token, basic, env['AWS_SECRET_ACCESS_KEY'] ?? '', env['AWS_SESSION_TOKEN'] ?? ''];
    const given = secrets.filter((secret) => secret !== '');
    for (const secret of given)
        core.setSecret(secret);
    return given;
}
function createIo(core, secrets) {
    const controller = new AbortController();
    const abort = () => controller.abort();
    process.once('SIGINT', abort).once('SIGTERM', abort);
    return {
        env: process.env,
        stdout: (text) => void process.stdout.write(inert((0,redact/* redactText */.R)(text, secrets))),
        log: createActionLog(core, secrets, process.env),
        signal: controller.signal,
        now: () => new Date(),
    };
}


/***/ }),

/***/ 6252:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ COMMANDS)
/* harmony export */ });
const COMMANDS = ['analyze', 'mirror', 'generate', 'verify', 'run', 'auto'];


/***/ }),

/***/ 3521:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createLog: () => (/* binding */ createLog)
});

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./lib/model/redact.js
var redact = __webpack_require__(9848);
;// CONCATENATED MODULE: ./lib/log/size.js
const UNITS = ['kB', 'MB', 'GB', 'TB'];
/** Bytes in decimal units: `999 B`, `1.2 MB`, `350 MB`. */
function formatBytes(bytes) {
    if (bytes < 1000)
        return `${Math.round(bytes)} B`;
    let value = bytes / 1000;
    let unit = 0;
    // 999.6 would be shown as 1000.
    while (value >= 999.5 && unit < UNITS.length - 1) {
        value /= 1000;
        unit += 1;
    }
    return `${value < 99.95 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
}

;// CONCATENATED MODULE: ./lib/log/transfers.js

const NO_TRANSFERS = { active: new Map(), bytes: 0, samples: [] };
/** The rate is that of these last milliseconds. */
const RATE_WINDOW = 5_000;
const SAMPLE_DISTANCE = 250;
/** A transfer without news for so long was given up. */
const STALE = 120_000;
const SHOWN = 3;
/** Adds news of one transfer: `bytes` in all so far. It is over when they reach the total. */
function recordTransfer(transfers, id, { bytes, total, time }) {
    const before = transfers.active.get(id)?.bytes ?? 0;
    const active = new Map([...transfers.active].filter(([, other]) => time - other.time < STALE));
    if (bytes === total)
        active.delete(id);
    else
        active.set(id, { bytes, total, time });
    const sum = transfers.bytes + Math.max(0, bytes - before);
    return { active, bytes: sum, samples: sampled(transfers.samples, time, sum) };
}
/** One line: all bytes, the rate, the largest transfers. At most `width` characters. */
function describeTransfers(transfers, now, width) {
    const largest = [...transfers.active].sort(([, a], [, b]) => weight(b) - weight(a));
    const shown = largest.slice(0, SHOWN).map(([id, transfer]) => `${shortName(id)} ${share(transfer)}`);
    const more = largest.length > SHOWN ? ` and ${largest.length - SHOWN} more` : '';
    const text = `${formatBytes(transfers.bytes)}, ${formatBytes(rate(transfers, now))}/s: ${shown.join(', ')}${more}`;
    return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}
/** The last part of an artifact's id: `ubuntu:22.04` of `image:docker.io/library/ubuntu:22.04`. */
function shortName(id) {
    return (id
        .split(/[?#]/, 1)[0]
        ?.split('/')
        .filter((part) => part !== '')
        .at(-1) ?? id);
}
function sampled(samples, time, bytes) {
    const recent = samples.filter((sample) => time - sample.time <= RATE_WINDOW);
    const last = recent.at(-1);
    return last === undefined || time - last.time >= SAMPLE_DISTANCE ? [...recent, { time, bytes }] : recent;
}
/** Bytes per second. */
function rate({ samples, bytes }, now) {
    const [first] = samples;
    return first === undefined || now <= first.time ? 0 : ((bytes - first.bytes) * 1000) / (now - first.time);
}
function weight({ bytes, total }) {
    return total ?? bytes;
}
function share({ bytes, total }) {
    return total === null || total === 0 ? formatBytes(bytes) : `${Math.floor((bytes / total) * 100)} %`;
}

;// CONCATENATED MODULE: ./lib/log/create-log.js




/** Milliseconds between two states of the live line. */
const FRAME = 100;
/** Milliseconds between two lines about the same transfers in a log that only grows. */
const HEARTBEAT = 30_000;
const CLEAR_LINE = '\r\u001b[2K';
/**
 * Words for people on standard error: one live line about the transfers on a terminal, elsewhere one line for each
 * that is complete and now and then one about those under way.
 */
function createLog(options) {
    const { stderr, verbose, quiet } = options;
    const secrets = new Set();
    const paint = painter(options);
    const line = liveLine(stderr);
    const safe = (text) => inert((0,redact/* redactText */.R)(text, [...secrets].sort((a, b) => b.length - a.length)));
    const print = (text) => {
        line.clear();
        stderr.write(`${text}\n`);
    };
    const show = isLive(options) ? liveProgress(line, options, safe) : sparseProgress(print, options, safe);
    const addSecret = (secret) => {
        // `encodeURIComponent` throws for half a surrogate pair; the way through bytes replaces it.
        for (const form of [secret, encodeURIComponent(Buffer.from(secret).toString())])
            secrets.add(form);
    };
    options.secrets.forEach(addSecret);
    return {
        debug: (message) => {
            if (verbose)
                print(paint('dim', safe(message)));
        },
        info: (message) => {
            if (!quiet)
                print(safe(message));
        },
        warn: (message) => print(`${paint('yellow', 'warning:')} ${safe(message)}`),
        progress: quiet ? () => undefined : show,
        addSecret,
        close: line.clear,
    };
}
function painter(options) {
    if (!usesColor(options))
        return (_style, text) => text;
    return (style, text) => (0,external_node_util_.styleText)(style, text, { validateStream: false });
}
/** FORCE_COLOR goes before NO_COLOR, as Node itself has it; `0` and `false` force none. */
function usesColor({ color, env, isTty }) {
    const force = env['FORCE_COLOR'];
    if (color !== null)
        return color;
    if (force !== undefined)
        return force !== '0' && force !== 'false';
    return (env['NO_COLOR'] ?? '') === '' && isTty && env['TERM'] !== 'dumb';
}
function isLive({ isTty, env }) {
    return isTty && (env['CI'] ?? '') === '' && env['TERM'] !== 'dumb';
}
function liveLine(stderr) {
    let isDrawn = false;
    return {
        draw: (text) => {
            stderr.write(`${CLEAR_LINE}${text}`);
            isDrawn = true;
        },
        clear: () => {
            if (isDrawn)
                stderr.write(CLEAR_LINE);
            isDrawn = false;
        },
    };
}
function liveProgress(line, options, safe) {
    const now = options.now ?? steadyClock;
    let transfers = NO_TRANSFERS;
    let drawnAt = Number.NEGATIVE_INFINITY;
    return (id, bytes, total) => {
        const time = now();
        transfers = recordTransfer(transfers, id, { bytes, total, time });
        if (transfers.active.size === 0)
            line.clear();
        else if (time - drawnAt >= FRAME) {
            drawnAt = time;
            line.draw(safe(describeTransfers(transfers, time, (options.stderr.columns || 80) - 1)));
        }
    };
}
function sparseProgress(print, options, safe) {
    const now = options.now ?? steadyClock;
    let transfers = NO_TRANSFERS;
    let saidAt = null;
    return (id, bytes, total) => {
        const time = now();
        transfers = recordTransfer(transfers, id, { bytes, total, time });
        saidAt ??= time;
        const isComplete = bytes === total;
        if (!isComplete && time - saidAt < HEARTBEAT)
            return;
        saidAt = time;
        print(safe(isComplete ? `${shortName(id)}: ${formatBytes(bytes)}` : describeTransfers(transfers, time, 200)));
    };
}
/** Text from outside must not move the cursor, or hide or fake lines of the terminal. */
function inert(text) {
    return text.replace(/\r\n/g, '\n').replace(/(?![\n\t])\p{Cc}/gu, '');
}
function steadyClock() {
    return performance.now();
}


/***/ }),

/***/ 3434:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FO: () => (/* binding */ exitCodeOf),
/* harmony export */   Uc: () => (/* binding */ describeError),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   iw: () => (/* binding */ OfflineGenError)
/* harmony export */ });
/** The only error type that reaches a person. Its message never holds a secret: redact before constructing. */
class OfflineGenError extends Error {
    code;
    details;
    constructor(code, message, details = {}) {
        super(message, { cause: details.cause });
        this.name = 'OfflineGenError';
        this.code = code;
        this.details = details;
    }
}
const USAGE_CODES = new Set(['usage', 'config', 'pipeline', 'refused']);
/** Exit code of the command line for an error: 2 usage/configuration/pipeline, 130 interrupted, else 3. */
function exitCodeOf(error) {
    if (!(error instanceof OfflineGenError))
        return 3;
    if (error.code === 'interrupted')
        return 130;
    return USAGE_CODES.has(error.code) ? 2 : 3;
}
/** One line for a person: `file:line:column: message. Hint.` */
function describeError(error) {
    if (!(error instanceof OfflineGenError))
        return messageOf(error);
    const { file, line, column, hint } = error.details;
    const place = [file, line, column].filter((part) => part !== undefined).join(':');
    const text = place === '' ? error.message : `${place}: ${error.message}`;
    return hint === undefined ? text : `${text.replace(/[.\s]+$/, '')}. ${hint}`;
}
/** The message of anything that was thrown. */
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}


/***/ }),

/***/ 5268:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Eg: () => (/* binding */ compareFindings),
/* harmony export */   O6: () => (/* binding */ reaches),
/* harmony export */   d$: () => (/* binding */ FAIL_ON),
/* harmony export */   n6: () => (/* binding */ compareText)
/* harmony export */ });
const FAIL_ON = ['error', 'warning', 'never'];
const RANK = { error: 0, warning: 1, note: 2 };
function compareFindings(a, b) {
    return (compareText(a.file, b.file) ||
        a.line - b.line ||
        a.column - b.column ||
        RANK[a.level] - RANK[b.level] ||
        compareText(a.rule, b.rule) ||
        compareText(a.message, b.message));
}
/** Code unit order: the same on every machine and locale. */
function compareText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}
/** Whether any finding is at `threshold` or worse. */
function reaches(findings, threshold) {
    if (threshold === 'never')
        return false;
    return findings.some((finding) => RANK[finding.level] <= RANK[threshold]);
}


/***/ }),

/***/ 9848:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ redactUrl),
/* harmony export */   R: () => (/* binding */ redactText)
/* harmony export */ });
/** Query parameters whose value is a credential or a signature. */
const SECRET_PARAMETER = /^(x-amz-(signature|credential|security-token)|sig|signature|token|access_token|private_token|password|secret|key|api_?key|awsaccesskeyid)$/i;
/** A login in front of a host. The scheme is bounded, so that long texts take linear time. */
const LOGIN = /\b([a-z][a-z0-9+.-]{0,30}:\/\/)[^/?#\s'"<>`]*@/gi;
const PARAMETER = /([?&;])([\w-]{1,60})=([^&;#\s'"<>`]*)/g;
/** A URL without user information and without credentials in its query. Text that is no URL comes back unchanged. */
function redactUrl(text) {
    return text
        .replace(LOGIN, '$1')
        .replace(PARAMETER, (pair, separator, name) => SECRET_PARAMETER.test(name) ? `${separator}${name}=redacted` : pair);
}
/** Redacts every URL inside a longer text, and every given secret wherever it stands. */
function redactText(text, secrets = []) {
    const withoutLogins = text.includes('://') ? redactUrl(text) : text;
    return secrets
        .filter((secret) => secret.length >= 4)
        .reduce((masked, secret) => masked.replaceAll(secret, '***'), withoutLogins);
}


/***/ }),

/***/ 4603:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ didYouMean)
/* harmony export */ });
/* unused harmony export suggest */
/**
 * The candidate that was probably meant by a mistyped word, or undefined when none is near. Case, `-` and `_` do
 * not count as differences, so `failOn` and `fail-on` find `fail_on`.
 */
function suggest(word, candidates) {
    const typed = plain(word);
    const limit = Math.max(1, Math.min(3, Math.floor(typed.length / 3)));
    let best;
    for (const candidate of candidates) {
        const distance = editDistance(typed, plain(candidate), limit);
        if (distance <= limit && (best === undefined || distance < best.distance))
            best = { candidate, distance };
    }
    return best?.candidate;
}
/** `; did you mean "store"?`, or nothing when no candidate is near. */
function didYouMean(word, candidates) {
    const candidate = suggest(word, candidates);
    return candidate === undefined ? '' : `; did you mean "${candidate}"?`;
}
function plain(word) {
    return word.toLowerCase().replace(/[-_]/g, '');
}
/**
 * Insertions, deletions, replacements and swaps of neighbours between two words (optimal string alignment); words
 * whose lengths differ by more than `limit` are not compared.
 */
function editDistance(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit)
        return limit + 1;
    let before = [];
    let row = Array.from({ length: b.length + 1 }, (_, column) => column);
    for (let i = 1; i <= a.length; i += 1) {
        const next = [i];
        for (let j = 1; j <= b.length; j += 1) {
            const replaced = at(row, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
            const isSwap = i > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
            const swapped = isSwap ? at(before, j - 2) + 1 : Infinity;
            next.push(Math.min(replaced, swapped, at(row, j) + 1, at(next, j - 1) + 1));
        }
        before = row;
        row = next;
    }
    return at(row, b.length);
}
function at(row, column) {
    return row[column] ?? Infinity;
}


/***/ }),

/***/ 5650:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ FORMATS)
/* harmony export */ });
const FORMATS = ['text', 'json', 'markdown', 'sarif', 'docker-list'];


/***/ })

};
