export const id = 915;
export const ids = [915];
export const modules = {

/***/ 6915:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runCli: () => (/* binding */ runCli)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(3434);
// EXTERNAL MODULE: ./lib/version.js
var version = __webpack_require__(3411);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/commands/options.js
var options = __webpack_require__(6252);
// EXTERNAL MODULE: ./lib/model/finding.js
var finding = __webpack_require__(5268);
// EXTERNAL MODULE: ./lib/model/suggest.js
var suggest = __webpack_require__(4603);
// EXTERNAL MODULE: ./lib/report/report.js
var report = __webpack_require__(5650);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./lib/cli/option-table.js


const OPTION_TABLE = [
    {
        name: 'pipeline',
        short: 'p',
        argument: 'FILE',
        repeatable: true,
        group: 'Input',
        text: 'a pipeline in DIR; default: `sources` of the configuration, else found',
    },
    {
        name: 'vars-file',
        short: 'l',
        argument: 'FILE',
        repeatable: true,
        group: 'Input',
        text: 'YAML file with values for ((vars)), as with fly',
    },
    {
        name: 'var',
        short: 'v',
        argument: 'K=V',
        repeatable: true,
        group: 'Input',
        text: 'one value for a ((var)); secrets go into the variable OFFLINE_GEN_VAR_<name>',
    },
    {
        name: 'config',
        short: 'c',
        argument: 'FILE',
        group: 'Input',
        text: 'configuration; default: .offline-gen.yml in DIR',
    },
    { name: 'no-network', group: 'Input', text: 'use only what is on disk; nothing is looked up' },
    {
        name: 'allow-host',
        argument: 'HOST',
        repeatable: true,
        group: 'Input',
        text: 'may be contacted although its address is loopback, private or link-local',
    },
    {
        name: 'store',
        argument: 'URL',
        group: 'Blobstore',
        text: 's3://bucket/prefix, file:///dir or a path; credentials from the AWS variables',
    },
    { name: 's3-endpoint', argument: 'URL', group: 'Blobstore', text: 'S3-compatible service; default: AWS' },
    { name: 's3-path-style', group: 'Blobstore', text: 'ask for host/bucket instead of bucket.host' },
    {
        name: 'run-id',
        argument: 'ID',
        group: 'Blobstore',
        text: 'name of this run in the blobstore; default: from the configuration',
    },
    {
        name: 'out',
        argument: 'DIR',
        group: 'Result',
        text: 'where generated files go; default: offline',
    },
    {
        name: 'preview',
        group: 'Result',
        text: 'generate also for what is not mirrored yet; the file says so',
    },
    {
        name: 'format',
        short: 'f',
        argument: 'NAME',
        group: 'Result',
        text: `${report/* FORMATS */.h.join(', ')}; default: text`,
    },
    {
        name: 'output',
        short: 'o',
        argument: 'FILE',
        group: 'Result',
        text: 'write the report there instead of to stdout',
    },
    {
        name: 'fail-on',
        argument: 'LEVEL',
        group: 'Result',
        text: `${finding/* FAIL_ON */.d$.join(', ')}: from which finding on the exit code is 1; default: error`,
    },
    { name: 'dry-run', group: 'Running', text: 'say what would be done, and do nothing' },
    { name: 'jobs', argument: 'N', group: 'Running', text: 'artifacts copied at the same time; default: 4' },
    { name: 'quiet', group: 'Running', text: 'only warnings and errors on stderr' },
    { name: 'verbose', group: 'Running', text: 'every step on stderr, and where an error arose' },
    { name: 'no-color', group: 'Running', text: 'no colors, as with NO_COLOR' },
    { name: 'version', group: 'Running', text: 'print the version' },
    { name: 'help', short: 'h', group: 'Running', text: 'print this, or the help of a command' },
];

;// CONCATENATED MODULE: ./lib/cli/tokens.js




/** Throws `OfflineGenError('usage')` for unknown options, missing values and values given to switches. */
function readTokens(argv) {
    const table = OPTION_TABLE;
    // Not `strict`: Node's own messages neither suggest nor stay the same from version to version.
    const { tokens } = (0,external_node_util_.parseArgs)({
        args: [...argv],
        strict: false,
        allowPositionals: true,
        tokens: true,
        options: Object.fromEntries(table.map((spec) => [spec.name, parserOption(spec)])),
    });
    const words = [];
    const values = new Map();
    for (const token of tokens) {
        if (token.kind === 'positional')
            words.push(token.value);
        if (token.kind !== 'option')
            continue;
        const spec = table.find((candidate) => candidate.name === token.name);
        if (spec === undefined)
            throw unknownOption(token.rawName, table);
        const earlier = values.get(spec.name) ?? [];
        if (earlier.length > 0 && spec.argument !== undefined && spec.repeatable !== true) {
            throw new errors/* OfflineGenError */.iw('usage', `--${spec.name} is given twice`);
        }
        values.set(spec.name, [...earlier, readValue(spec, token.value, token.inlineValue)]);
    }
    return { words, values: (name) => values.get(name) ?? [] };
}
function parserOption(spec) {
    const type = spec.argument === undefined ? 'boolean' : 'string';
    return { type, ...(spec.short === undefined ? {} : { short: spec.short }) };
}
function readValue(spec, value, inline) {
    if (spec.argument === undefined) {
        if (value !== undefined)
            throw new errors/* OfflineGenError */.iw('usage', `--${spec.name} takes no value`);
        return '';
    }
    const isNextOption = inline === false && value !== undefined && /^-./.test(value);
    if (value === undefined || value === '' || isNextOption) {
        throw new errors/* OfflineGenError */.iw('usage', `--${spec.name} needs a value: --${spec.name} ${spec.argument}`);
    }
    return value;
}
function unknownOption(rawName, table) {
    const names = table.map((spec) => `--${spec.name}`);
    const suggestion = rawName.startsWith('--') ? (0,suggest/* didYouMean */.a)(rawName, names) : '';
    return new errors/* OfflineGenError */.iw('usage', `unknown option "${rawName}"${suggestion}`, {
        ...(suggestion === '' ? { hint: '`offline-gen --help` lists the options.' } : {}),
    });
}

;// CONCATENATED MODULE: ./lib/cli/args.js







const RUN_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
const MAX_JOBS = 64;
/**
 * Reads the arguments after the program's name. DIR and --output are resolved against `cwd`; what names a file of
 * the repository stays relative to DIR. Throws `OfflineGenError('usage')`.
 */
function parseArguments(argv, cwd) {
    const tokens = readTokens(argv);
    const isHelpCommand = tokens.words[0] === 'help';
    const [word, dir, ...rest] = isHelpCommand ? tokens.words.slice(1) : tokens.words;
    const wantsHelp = isHelpCommand || isGiven(tokens, 'help');
    if (isGiven(tokens, 'version') && !wantsHelp)
        return { kind: 'version' };
    if (word === undefined && wantsHelp)
        return { kind: 'help', command: null };
    const command = commandNamed(word);
    if (wantsHelp)
        return { kind: 'help', command };
    if (rest.length > 0) {
        throw new errors/* OfflineGenError */.iw('usage', `unexpected argument "${rest[0]}"`, {
            hint: `One directory at most: offline-gen ${command} [DIR].`,
        });
    }
    return { kind: 'run', options: readOptions(command, (0,external_node_path_.resolve)(cwd, dir ?? '.'), cwd, tokens) };
}
function readOptions(command, dir, cwd, tokens) {
    const output = one(tokens, 'output');
    if (isGiven(tokens, 'quiet') && isGiven(tokens, 'verbose')) {
        throw new errors/* OfflineGenError */.iw('usage', '--quiet and --verbose exclude each other');
    }
    return {
        command,
        dir,
        pipelines: tokens.values('pipeline'),
        varsFiles: tokens.values('vars-file'),
        vars: tokens.values('var').map(readVar),
        config: one(tokens, 'config'),
        store: one(tokens, 'store'),
        s3Endpoint: one(tokens, 's3-endpoint'),
        s3PathStyle: isGiven(tokens, 's3-path-style') ? true : null,
        out: one(tokens, 'out'),
        runId: readRunId(one(tokens, 'run-id')),
        frozen: false,
        network: !isGiven(tokens, 'no-network'),
        preview: isGiven(tokens, 'preview'),
        format: choice('--format', one(tokens, 'format'), report/* FORMATS */.h) ?? 'text',
        output: output === null || output === '-' ? null : (0,external_node_path_.resolve)(cwd, output),
        failOn: choice('--fail-on', one(tokens, 'fail-on'), finding/* FAIL_ON */.d$),
        dryRun: isGiven(tokens, 'dry-run'),
        jobs: readJobs(one(tokens, 'jobs')),
        quiet: isGiven(tokens, 'quiet'),
        verbose: isGiven(tokens, 'verbose'),
        color: isGiven(tokens, 'no-color') ? false : null,
        allowHosts: tokens.values('allow-host'),
        untrusted: false,
    };
}
function commandNamed(word) {
    const hint = `Commands: ${options/* COMMANDS */.L.join(', ')}. \`offline-gen --help\` explains them.`;
    if (word === undefined)
        throw new errors/* OfflineGenError */.iw('usage', 'no command given', { hint });
    const command = options/* COMMANDS */.L.find((name) => name === word);
    if (command !== undefined)
        return command;
    const suggestion = (0,suggest/* didYouMean */.a)(word, options/* COMMANDS */.L);
    throw new errors/* OfflineGenError */.iw('usage', `unknown command "${word}"${suggestion}`, {
        ...(suggestion === '' ? { hint } : {}),
    });
}
function isGiven(tokens, name) {
    return tokens.values(name).length > 0;
}
function one(tokens, name) {
    return tokens.values(name)[0] ?? null;
}
function choice(option, value, choices) {
    if (value === null)
        return null;
    const chosen = choices.find((candidate) => candidate === value);
    if (chosen !== undefined)
        return chosen;
    const suggestion = (0,suggest/* didYouMean */.a)(value, choices);
    throw new errors/* OfflineGenError */.iw('usage', `${option} does not know "${value}"${suggestion}`, {
        ...(suggestion === '' ? { hint: `It takes ${choices.join(', ')}.` } : {}),
    });
}
/** `name=value`; the message does not repeat the text, which may be a secret. */
function readVar(text) {
    const equals = text.indexOf('=');
    if (equals < 1) {
        throw new errors/* OfflineGenError */.iw('usage', '--var needs a name and a value: --var NAME=VALUE');
    }
    return { name: text.slice(0, equals), value: text.slice(equals + 1) };
}
function readRunId(text) {
    if (text === null || RUN_ID.test(text))
        return text;
    throw new errors/* OfflineGenError */.iw('usage', '--run-id takes letters, digits and . _ -, at most 128 of them');
}
function readJobs(text) {
    if (text === null)
        return null;
    const jobs = /^\d{1,3}$/.test(text) ? Number(text) : 0;
    if (jobs >= 1 && jobs <= MAX_JOBS)
        return jobs;
    throw new errors/* OfflineGenError */.iw('usage', `--jobs takes a whole number from 1 to ${MAX_JOBS}, not "${text}"`);
}

;// CONCATENATED MODULE: ./lib/cli/environment.js
const VAR_PREFIX = 'OFFLINE_GEN_VAR_';
const SECRET_NAME = /TOKEN|SECRET|PASSWORD|PASSWD|PRIVATE_KEY|ACCESS_KEY/;
/**
 * Adds what the environment says: `OFFLINE_GEN_VAR_<name>` are vars (those of the command line win), the CI's debug
 * switches are --verbose, and a pull or merge request makes the run untrusted. Vars of the environment may be secret
 * and the content of a pull request could send them anywhere, so an untrusted run does not see them.
 */
function withEnvironment(options, env) {
    const untrusted = options.untrusted || isUnreviewed(env);
    const isDebugging = env['RUNNER_DEBUG'] === '1' || env['CI_DEBUG_TRACE'] === 'true';
    return {
        ...options,
        untrusted,
        vars: untrusted ? options.vars : [...environmentVars(env), ...options.vars],
        verbose: options.verbose || (isDebugging && !options.quiet),
    };
}
/** Events of content that nobody merged yet. */
const UNREVIEWED_EVENTS = /^(pull_request.*|merge_group)$/;
const UNREVIEWED_SOURCES = /^(merge_request_event|external_pull_request_event)$/;
/** Whether this is a run for a pull request (GitHub), or in a merge request's pipeline or one it started (GitLab). */
function isUnreviewed(env) {
    return (UNREVIEWED_EVENTS.test(env['GITHUB_EVENT_NAME'] ?? '') ||
        UNREVIEWED_SOURCES.test(env['CI_PIPELINE_SOURCE'] ?? '') ||
        (env['CI_MERGE_REQUEST_IID'] ?? '') !== '');
}
function environmentVars(env) {
    return Object.keys(env)
        .filter((key) => key.startsWith(VAR_PREFIX) && key.length > VAR_PREFIX.length)
        .sort()
        .map((key) => ({ name: key.slice(VAR_PREFIX.length), value: env[key] ?? '' }));
}
/** Values of the environment that no output may show. */
function secretsOf(env) {
    return Object.keys(env)
        .filter((key) => key.startsWith(VAR_PREFIX) || SECRET_NAME.test(key))
        .map((key) => env[key] ?? '')
        .filter((value) => value !== '');
}

// EXTERNAL MODULE: ./lib/model/redact.js
var redact = __webpack_require__(9848);
;// CONCATENATED MODULE: ./lib/cli/failure.js


/**
 * What a person reads when the program fails: one line, or with `verbose` also where it arose. Control characters
 * are dropped: a message can quote a repository's content, and a CI reads commands from the beginning of lines.
 */
function failureText(error, verbose, secrets) {
    const line = (0,redact/* redactText */.R)((0,errors/* describeError */.Uc)(error), secrets)
        .replace(/[\p{Cc}\s]+/gu, ' ')
        .trim();
    const isExpected = error instanceof errors/* OfflineGenError */.iw;
    const hint = isExpected || verbose ? '' : ' (unexpected; --verbose shows where it arose)';
    const stack = verbose && error instanceof Error ? `${(0,redact/* redactText */.R)(stackOf(error), secrets)}\n` : '';
    return `offline-gen: ${line}${hint}\n${stack}`;
}
/** Stack frames of an error and of what caused it, indented. */
function stackOf(error) {
    const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
    const { cause } = error;
    const below = cause instanceof Error ? [`    caused by ${cause.name}: ${cause.message}`, stackOf(cause)] : [];
    return [...frames, ...below].join('\n');
}

;// CONCATENATED MODULE: ./lib/cli/help.js

const INPUT = ['pipeline', 'vars-file', 'var', 'config'];
const NETWORK = ['no-network', 'allow-host'];
const STORE = ['store', 's3-endpoint', 's3-path-style'];
const REPORT = ['format', 'output', 'fail-on'];
const RUNNING = ['quiet', 'verbose', 'no-color', 'help'];
const COMMAND_HELP = {
    analyze: {
        summary: 'find and report what the pipelines need from outside',
        purpose: [
            'Reads the pipelines of DIR and lists every git repository, image, file and S3 object they',
            'pull from outside, each with file, line and column. Changes nothing.',
        ],
        options: [...INPUT, ...NETWORK, ...REPORT, ...RUNNING],
        examples: ['offline-gen analyze', 'offline-gen analyze -p ci/pipeline.yml -l vars.yml -f markdown'],
    },
    mirror: {
        summary: 'copy it into the blobstore; write the lock and the manifest',
        purpose: [
            'Copies what is missing into the blobstore and writes offline.lock.yml. What is there already is',
            'not fetched again. A failed artifact does not stop the others; run it again for the rest.',
        ],
        options: [...INPUT, 'allow-host', ...STORE, 'run-id', 'out', ...REPORT, 'dry-run', 'jobs', ...RUNNING],
        examples: [
            'offline-gen mirror --store s3://offline/ci',
            'offline-gen mirror --store /srv/offline --dry-run',
        ],
    },
    generate: {
        summary: 'write the offline pipeline(s) from the lock',
        purpose: [
            'Writes offline-<pipeline>.yml for every pipeline: the same pipeline, reading only the copies.',
        ],
        options: [...INPUT, ...NETWORK, 'store', 'out', 'preview', ...REPORT, 'dry-run', ...RUNNING],
        examples: ['offline-gen generate', 'offline-gen generate --preview --no-network'],
    },
    verify: {
        summary: 'prove that the offline pipeline is closed and its objects are intact',
        purpose: [
            'Fails when a generated pipeline still names something outside, or when an object it names is',
            'missing, ambiguous or differs from the lock.',
        ],
        options: [...INPUT, ...NETWORK, ...STORE, 'out', ...REPORT, ...RUNNING],
        examples: ['offline-gen verify --store s3://offline/ci', 'offline-gen verify --no-network'],
    },
    run: {
        summary: 'analyze + mirror + generate + verify',
        purpose: ['Does everything from analysis to verification.'],
        options: [...INPUT, 'allow-host', ...STORE, 'run-id', 'out', ...REPORT, 'dry-run', 'jobs', ...RUNNING],
        examples: ['offline-gen run --store s3://offline/ci --jobs 8', 'offline-gen run --store ./blobstore'],
    },
    auto: {
        summary: 'in CI: choose by the event, comment and commit',
        purpose: [
            'Reads the event from the variables of GitHub or GitLab. Pull or merge request: analyze and report.',
            'Push to a trigger branch: run and commit. Tag or release: run with the tag as run id.',
        ],
        options: [...INPUT, 'allow-host', ...STORE, 'out', ...REPORT, 'dry-run', 'jobs', ...RUNNING],
        examples: ['offline-gen auto --store s3://offline/ci'],
    },
};
const EXIT_CODES = `Exit codes
  0    done
  1    a rule failed: findings at or above --fail-on, or the verification
  2    usage, configuration or a pipeline file is wrong
  3    an operation failed; a rerun continues
  130  interrupted`;
/** The help of the program, or of one command. Ends with a line break. */
function helpText(command) {
    return command === null ? programHelp() : commandHelp(command, COMMAND_HELP[command]);
}
function programHelp() {
    const commands = Object.entries(COMMAND_HELP).map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`);
    return join([
        'Usage: offline-gen <command> [DIR] [options]',
        'Makes a CI pipeline run without the internet: finds, mirrors and rewrites everything that it pulls\nfrom outside. DIR is the pipeline repository; default: the current directory.',
        ['Commands', ...commands].join('\n'),
        ...optionGroups(OPTION_TABLE),
        [
            'Examples',
            '  offline-gen analyze                                 what does this repository need?',
            '  offline-gen run --store s3://offline/ci             make it offline, into a bucket',
            '  offline-gen analyze . -f markdown -o report.md      a report for people',
        ].join('\n'),
        EXIT_CODES,
    ]);
}
function commandHelp(name, help) {
    const options = OPTION_TABLE.filter((spec) => help.options.includes(spec.name));
    return join([
        `Usage: offline-gen ${name} [DIR] [options]`,
        help.purpose.join('\n'),
        ...optionGroups(options),
        ['Examples', ...help.examples.map((example) => `  ${example}`)].join('\n'),
        EXIT_CODES,
    ]);
}
function optionGroups(options) {
    const groups = [...new Set(options.map((spec) => spec.group))];
    return groups.map((group) => [group, ...options.filter((spec) => spec.group === group).map(optionLine)].join('\n'));
}
function optionLine(spec) {
    const short = spec.short === undefined ? '    ' : `-${spec.short}, `;
    const argument = spec.argument === undefined ? '' : ` ${spec.argument}`;
    const repeatable = spec.repeatable === true ? ' (repeatable)' : '';
    return `  ${`${short}--${spec.name}${argument}`.padEnd(24)}${spec.text}${repeatable}`;
}
function join(sections) {
    return `${sections.join('\n\n')}\n`;
}

;// CONCATENATED MODULE: ./lib/cli/interrupt.js
/** Exit code of a run that a person or the CI stopped. */
const INTERRUPTED = 130;
/** Turns the first SIGINT or SIGTERM into an abort, so that work can end cleanly; the second ends the process. */
function watchInterrupts() {
    const controller = new AbortController();
    const onSignal = () => {
        if (controller.signal.aborted)
            process.exit(INTERRUPTED);
        controller.abort();
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
    return {
        signal: controller.signal,
        release: () => {
            process.off('SIGINT', onSignal);
            process.off('SIGTERM', onSignal);
        },
    };
}

;// CONCATENATED MODULE: ./lib/cli/main.js








/** Runs the command line in this process; `argv` without Node and script. Returns the exit code; never throws. */
async function runCli(argv, env) {
    process.stdout.on('error', ignoreBrokenPipe);
    try {
        const request = parseArguments(argv, process.cwd());
        if (request.kind === 'run')
            return await execute(withEnvironment(request.options, env), env);
        const text = request.kind === 'help' ? helpText(request.command) : `${version/* TOOL */.j.version}\n`;
        process.stdout.write(text);
        return 0;
    }
    catch (error) {
        process.stderr.write(failureText(error, false, []));
        return (0,errors/* exitCodeOf */.FO)(error);
    }
}
async function execute(options, env) {
    const secrets = secretsOf(env);
    const { signal, release } = watchInterrupts();
    try {
        refuseUntrusted(options);
        await requireDirectory(options.dir);
        const exitCode = await perform(options, env, signal, secrets);
        return signal.aborted ? INTERRUPTED : exitCode;
    }
    catch (error) {
        const shown = signal.aborted
            ? new errors/* OfflineGenError */.iw('interrupted', 'interrupted', { cause: error })
            : error;
        process.stderr.write(failureText(shown, options.verbose, secrets));
        return (0,errors/* exitCodeOf */.FO)(shown);
    }
    finally {
        release();
    }
}
async function perform(options, env, signal, secrets) {
    const { createLog } = await __webpack_require__.e(/* import() */ 521).then(__webpack_require__.bind(__webpack_require__, 3521));
    const { dispatch } = await __webpack_require__.e(/* import() */ 374).then(__webpack_require__.bind(__webpack_require__, 2374));
    const { color, quiet, verbose } = options;
    const { stderr, stdout } = process;
    const log = createLog({ stderr, isTty: stderr.isTTY === true, color, quiet, verbose, secrets, env });
    const print = (text) => {
        log.close();
        stdout.write(text);
    };
    try {
        return await dispatch(options, { env, stdout: print, log, signal, now: () => new Date() });
    }
    finally {
        log.close();
    }
}
/** Whoever can open a pull request must not decide what is copied into the blobstore. */
function refuseUntrusted(options) {
    if (!options.untrusted || (options.command !== 'mirror' && options.command !== 'run'))
        return;
    throw new errors/* OfflineGenError */.iw('refused', `${options.command} does not run for pull and merge requests`, {
        hint: 'Use analyze here, and run after the merge.',
    });
}
async function requireDirectory(dir) {
    const found = await (0,promises_.stat)(dir).catch(() => undefined);
    if (found?.isDirectory() === true)
        return;
    throw new errors/* OfflineGenError */.iw('usage', `there is no directory ${dir}`);
}
/** `offline-gen analyze | head`: the reader has seen enough. */
function ignoreBrokenPipe(error) {
    if (!('code' in error) || error.code !== 'EPIPE')
        throw error;
}


/***/ }),

/***/ 6252:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ COMMANDS)
/* harmony export */ });
const COMMANDS = ['analyze', 'mirror', 'generate', 'verify', 'run', 'auto'];


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


/***/ }),

/***/ 3411:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ TOOL)
/* harmony export */ });
/** Name and version of this program, as in `package.json`; a test keeps the two equal. */
const TOOL = { name: 'offline-gen', version: '0.1.0' };


/***/ })

};
