export const id = 347;
export const ids = [347,364];
export const modules = {

/***/ 2893:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ej: () => (/* binding */ logWritten),
/* harmony export */   Gu: () => (/* binding */ readTextFile),
/* harmony export */   Tl: () => (/* binding */ writeTextFile)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _config_inside_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6112);




/** More than any pipeline or task file has; protects memory from what a repository may hold. */
const LIMIT = 16 * 1024 * 1024;
/** A text file below the repository; undefined when there is none, or it leads outside, or it is no such file. */
async function readTextFile(dir, path) {
    try {
        const file = await (0,_config_inside_js__WEBPACK_IMPORTED_MODULE_3__/* .resolveInside */ .L)(dir, path);
        const { size } = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(file);
        return size > LIMIT ? undefined : await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(file, 'utf8');
    }
    catch {
        return undefined;
    }
}
/**
 * Writes a text file below the repository in one step, unless it holds that text already. Returns whether it changed.
 * Throws `OfflineGenError('config')` when the path leads outside.
 */
async function writeTextFile(dir, path, text) {
    if ((await readTextFile(dir, path)) === text)
        return false;
    const file = await (0,_config_inside_js__WEBPACK_IMPORTED_MODULE_3__/* .resolveInside */ .L)(dir, path);
    const temporary = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(file), `.${(0,node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(file)}.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}`);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(file), { recursive: true });
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(temporary, text, { flag: 'wx' });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(temporary, file);
    }
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(temporary, { force: true });
    }
    return true;
}
/** Only what changed is worth a line. */
function logWritten({ io }, path, changed) {
    if (changed)
        io.log.info(`wrote ${path}`);
    else
        io.log.debug(`unchanged: ${path}`);
}


/***/ }),

/***/ 3294:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ DEFAULT_CONFIG)
/* harmony export */ });
/** What holds when there is no configuration. `offline-gen.schema.json` says the same; a test compares them. */
const DEFAULT_CONFIG = {
    sources: [],
    exclude: [],
    varsFiles: [],
    vars: {},
    repository: null,
    store: null,
    s3: { endpoint: null, region: null, pathStyle: null },
    out: 'offline',
    runId: null,
    platform: { os: 'linux', architecture: 'amd64' },
    params: {
        endpoint: 'final_s3_endpoint',
        bucket: 'final_s3_bucket',
        access_key_id: 'final_s3_access_key_id',
        secret_access_key: 'final_s3_secret_access_key',
    },
    s3Options: { use_path_style: true },
    internal: [],
    upstreams: {},
    failOn: 'error',
    jobs: 4,
    triggers: { branches: ['main', 'master'], tags: ['v*'] },
    commit: { mode: 'push' },
};


/***/ }),

/***/ 6112:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ resolveInside),
/* harmony export */   U: () => (/* binding */ isWithin)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3434);



/**
 * The absolute path of `path` below the directory `root`, which must exist; the path itself may be yet to be made.
 * Throws `OfflineGenError('config')` when it leads outside, by `..` or through a symbolic link: a repository's own
 * content decides these paths.
 */
async function resolveInside(root, path) {
    const realRoot = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(root);
    const target = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(realRoot, path);
    if (!isWithin(realRoot, target) || !isWithin(realRoot, await realLocation(target))) {
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .OfflineGenError */ .iw('config', `"${path}" leads outside the repository`, {
            hint: 'Name a path below the repository that no symbolic link takes elsewhere.',
        });
    }
    return target;
}
/** Whether `path` is `root` or lies below it; both absolute. Looks at the text only. */
function isWithin(root, path) {
    const way = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(root, path);
    return way !== '..' && !way.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) && !(0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(way);
}
/** Where the path really lies; for parts that do not exist yet, below the real place of the nearest one that does. */
async function realLocation(path) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(path);
    }
    catch (error) {
        if (!isMissing(error))
            throw error;
    }
    // A link to something missing: writing through it would make the file at the link's target.
    const target = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readlink)(path).catch(() => undefined);
    if (target !== undefined)
        return realLocation((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path), target));
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(await realLocation((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path)), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path));
}
function isMissing(error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}


/***/ }),

/***/ 4739:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Z9: () => (/* binding */ loadConfig)
});

// UNUSED EXPORTS: CONFIG_FILE, parseConfig

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(3434);
// EXTERNAL MODULE: ./lib/config/defaults.js
var defaults = __webpack_require__(3294);
// EXTERNAL MODULE: ./lib/config/inside.js
var inside = __webpack_require__(6112);
;// CONCATENATED MODULE: ./lib/config/offline-gen.schema.json
const offline_gen_schema_namespaceObject = /*#__PURE__*/JSON.parse('{"$schema":"https://json-schema.org/draft/2020-12/schema","title":"offline-gen configuration","description":"The file .offline-gen.yml at the root of a pipeline repository. Every key is optional.","type":"object","additionalProperties":false,"properties":{"version":{"title":"the number 1","description":"Version of this file\'s format. Always 1.","const":1,"default":1},"sources":{"description":"Pipelines to read: files or globs, relative to the repository. Without this key, files that look like Concourse pipelines are found.","type":"array","items":{"$ref":"#/$defs/path"},"default":[],"examples":[["ci/pipeline.yml","pipelines/*.yml"]]},"exclude":{"description":"Globs that the search for pipelines leaves out.","type":"array","items":{"$ref":"#/$defs/path"},"default":[],"examples":[["examples/**"]]},"vars_files":{"description":"YAML files with values for ((vars)), relative to the repository; a later file wins.","type":"array","items":{"$ref":"#/$defs/path"},"default":[]},"vars":{"description":"Values for ((vars)). They win over vars_files; --var and --vars-file win over them. Nothing secret belongs here.","type":"object","default":{},"examples":[{"branch":"main"}]},"repository":{"title":"the URL of a repository without credentials","description":"URL of the repository that this checkout is. Without this key it is read from git and from the CI\'s variables.","$ref":"#/$defs/gitUrl","examples":["https://github.com/example/pipelines.git"]},"store":{"title":"the address of a blobstore without credentials","description":"Where the copies go: s3://bucket/prefix, file:///directory, or a path. Credentials come from the environment, never from this file.","$ref":"#/$defs/address","examples":["s3://offline/concourse","file:///srv/offline"]},"s3":{"description":"How the S3 service of `store` is reached.","type":"object","additionalProperties":false,"default":{},"properties":{"endpoint":{"title":"an http or https URL without credentials","description":"URL of an S3-compatible service; AWS when this key is missing.","type":"string","pattern":"^https?://[^/?#@\\\\s]+(?:/[^@\\\\s]*)?$","examples":["https://s3.example.com"]},"region":{"title":"the name of a region","description":"Region of the bucket; from the AWS variables when this key is missing.","type":"string","pattern":"^[A-Za-z0-9-]+$","examples":["eu-central-1"]},"path_style":{"description":"Ask for https://host/bucket instead of https://bucket.host, as most services other than AWS need it.","type":"boolean"}}},"out":{"description":"Directory of the generated files, relative to the repository.","$ref":"#/$defs/path","default":"offline"},"run_id":{"title":"up to 128 letters, digits and . _ -, beginning with a letter or a digit","description":"Name of a run in the blobstore. Without this key every run makes its own; a tag or release gives its name.","type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$"},"platform":{"title":"`os/architecture`, as in `linux/amd64`","description":"Which variant of a multi-platform image is copied.","type":"string","pattern":"^[a-z0-9]+/[a-z0-9]+$","default":"linux/amd64"},"params":{"description":"Keys of the s3 resources\' source in the offline pipeline, each with the name of the ((var)) that holds its value. These are added to the defaults; null removes one.","type":"object","propertyNames":{"$ref":"#/$defs/sourceKey"},"additionalProperties":{"title":"the name of a var without parentheses, or null","type":["string","null"],"pattern":"^[^(){}\\\\s]+$"},"default":{"endpoint":"final_s3_endpoint","bucket":"final_s3_bucket","access_key_id":"final_s3_access_key_id","secret_access_key":"final_s3_secret_access_key"}},"s3_options":{"description":"Further keys of the s3 resources\' source in the offline pipeline, with their values. These are added to the defaults; null removes one. Nothing secret belongs here.","type":"object","propertyNames":{"$ref":"#/$defs/literalSourceKey"},"additionalProperties":{"title":"text, true, false or null","type":["string","boolean","null"]},"default":{"use_path_style":true}},"internal":{"description":"Hosts that the isolated network can reach. What they serve is kept, not mirrored.","type":"array","items":{"title":"a host: `git.example.com`, `10.0.0.5:8443` or `*.example.com`","type":"string","pattern":"^(?:\\\\*\\\\.)?[A-Za-z0-9_.\\\\[\\\\]:-]+$"},"default":[],"examples":[["*.corp.example.com"]]},"upstreams":{"description":"Where to fetch from instead: a registry host or the beginning of a URL, and its replacement.","type":"object","additionalProperties":{"title":"a host or a URL without credentials","$ref":"#/$defs/gitUrl"},"default":{},"examples":[{"docker.io":"mirror.example.com/dockerhub","https://github.com/":"https://git.example.com/github/"}]},"fail_on":{"description":"From which level on a finding fails a command (exit code 1).","enum":["error","warning","never"],"default":"error"},"jobs":{"title":"a whole number from 1 to 64","description":"How many artifacts are copied at the same time.","type":"integer","minimum":1,"maximum":64,"default":4},"triggers":{"description":"Which pushes mirror and publish when the command is `auto`.","type":"object","additionalProperties":false,"properties":{"branches":{"description":"Branches, as names or globs.","type":"array","items":{"$ref":"#/$defs/refGlob"},"default":["main","master"]},"tags":{"description":"Tags, as names or globs. The tag becomes the run id.","type":"array","items":{"$ref":"#/$defs/refGlob"},"default":["v*"]}},"default":{"branches":["main","master"],"tags":["v*"]}},"commit":{"description":"What happens with the generated files after a mirroring when the command is `auto`.","type":"object","additionalProperties":false,"properties":{"mode":{"description":"push: commit to the branch. pull-request: open or update a pull or merge request. none: leave them in the checkout.","enum":["push","pull-request","none"],"default":"push"}},"default":{"mode":"push"}}},"$defs":{"path":{"title":"a path inside the repository (relative, without `..`)","type":"string","pattern":"^(?![/\\\\\\\\~])(?!(?:.*[/\\\\\\\\])?\\\\.\\\\.(?:[/\\\\\\\\]|$))[^\\\\u0000-\\\\u001f]+$"},"address":{"type":"string","pattern":"^(?![A-Za-z][A-Za-z0-9+.-]*://[^/?#]*@)[^\\\\u0000-\\\\u001f]+$"},"gitUrl":{"type":"string","pattern":"^(?!(?:[Hh][Tt][Tt][Pp][Ss]?)://[^/?#]*@)(?![A-Za-z][A-Za-z0-9+.-]*://[^/?#@]*:[^/?#]*@)[^\\\\u0000-\\\\u001f]+$"},"sourceKey":{"title":"a key of the s3 resource\'s source, such as `endpoint`","pattern":"^(?!(?:regexp|versioned_file|initial_[a-z_]+)$)[a-z][a-z0-9_]*$"},"literalSourceKey":{"title":"a key of the s3 resource\'s source that is not secret, such as `region_name`","pattern":"^(?!(?:regexp|versioned_file|initial_[a-z_]+|access_key_id|secret_access_key|session_token)$)[a-z][a-z0-9_]*$"},"refGlob":{"title":"the name of a branch or tag, or a glob","type":"string","pattern":"^[^\\\\s~^:\\\\\\\\]+$"}}}');
// EXTERNAL MODULE: ./lib/model/suggest.js
var suggest = __webpack_require__(4603);
;// CONCATENATED MODULE: ./lib/config/schema-check.js


/** The first place where a YAML document does not fit a schema, in document order. */
function findMismatch(document, root) {
    return checkNode(document.contents, root, { path: '', offset: 0 }, { document, root });
}
function checkNode(value, schema, spot, context) {
    const rule = dereference(schema, context.root);
    const node = (0,dist/* isAlias */.Vj)(value) ? (value.resolve(context.document) ?? null) : value;
    const offset = value?.range?.[0] ?? spot.offset;
    if (!accepts(rule, node))
        return wrongValue(rule, node, { path: spot.path, offset });
    if ((0,dist/* isMap */.jh)(node))
        return checkMap(node, rule, { path: spot.path, offset }, context);
    if (!(0,dist/* isSeq */.oP)(node) || rule.items === undefined)
        return undefined;
    for (const [index, item] of node.items.entries()) {
        const mismatch = checkNode(item, rule.items, { path: `${spot.path}[${index}]`, offset }, context);
        if (mismatch !== undefined)
            return mismatch;
    }
    return undefined;
}
function checkMap(map, rule, spot, context) {
    for (const { key, value } of map.items) {
        const name = (0,dist/* isScalar */.jn)(key) ? String(key.value) : '';
        const offset = (0,dist/* isScalar */.jn)(key) ? (key.range?.[0] ?? spot.offset) : spot.offset;
        const path = spot.path === '' ? name : `${spot.path}.${name}`;
        const schema = schemaOfKey(rule, name);
        if (schema === false)
            return unknownKey(path, name, Object.keys(rule.properties ?? {}), offset);
        const names = rule.propertyNames && dereference(rule.propertyNames, context.root);
        if (names !== undefined && !matches(names.pattern, name)) {
            return { message: `"${path}" is not ${names.title ?? 'allowed here'}`, hint: null, offset };
        }
        if (schema === true)
            continue;
        const mismatch = checkNode((0,dist/* isNode */.Ll)(value) ? value : null, schema, { path, offset }, context);
        if (mismatch !== undefined)
            return mismatch;
    }
    return undefined;
}
/** The schema of a key's value; true: anything; false: no such key. */
function schemaOfKey(rule, name) {
    const { properties } = rule;
    const own = properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
    return own ?? rule.additionalProperties ?? true;
}
function unknownKey(path, name, known, offset) {
    const suggestion = (0,suggest/* didYouMean */.a)(name, known);
    const hint = suggestion === '' ? `Known keys: ${known.join(', ')}.` : null;
    return { message: `unknown key "${path}"${suggestion}`, hint, offset };
}
function accepts(rule, node) {
    const value = (0,dist/* isScalar */.jn)(node) ? node.value : null;
    const kind = kindOf(node);
    const types = rule.type === undefined ? undefined : [rule.type].flat();
    if (types !== undefined && !types.includes(kind) && !(kind === 'integer' && types.includes('number')))
        return false;
    if (rule.const !== undefined && value !== rule.const)
        return false;
    if (rule.enum !== undefined && !rule.enum.includes(value))
        return false;
    if (typeof value === 'string')
        return matches(rule.pattern, value);
    if (typeof value !== 'number')
        return true;
    return value >= (rule.minimum ?? -Infinity) && value <= (rule.maximum ?? Infinity);
}
function wrongValue(rule, node, spot) {
    const kind = kindOf(node);
    const types = [rule.type ?? []].flat();
    const fits = types.length === 0 || types.includes(kind);
    const subject = spot.path === '' ? 'the configuration' : `"${spot.path}"`;
    const unquoted = !fits && types.includes('string') && (kind === 'integer' || kind === 'number');
    return {
        message: `${subject} must be ${expectation(rule)}${fits ? '' : `, not ${KIND_NAMES[kind]}`}`,
        hint: unquoted ? 'Put it in quotes.' : null,
        offset: spot.offset,
    };
}
function expectation(rule) {
    if (rule.title !== undefined && rule.properties === undefined)
        return rule.title;
    if (rule.enum !== undefined)
        return rule.enum.map((choice) => `"${String(choice)}"`).join(' or ');
    return [rule.type ?? 'something else']
        .flat()
        .map((type) => (isKind(type) ? KIND_NAMES[type] : type))
        .join(' or ');
}
const KIND_NAMES = {
    null: 'empty',
    boolean: 'true or false',
    integer: 'a whole number',
    number: 'a number',
    string: 'text',
    array: 'a list',
    object: 'a map of keys and values',
};
function isKind(text) {
    return Object.hasOwn(KIND_NAMES, text);
}
function kindOf(node) {
    if ((0,dist/* isMap */.jh)(node))
        return 'object';
    if ((0,dist/* isSeq */.oP)(node))
        return 'array';
    const value = (0,dist/* isScalar */.jn)(node) ? node.value : null;
    if (typeof value === 'number')
        return Number.isInteger(value) ? 'integer' : 'number';
    if (typeof value === 'boolean')
        return 'boolean';
    return typeof value === 'string' ? 'string' : 'null';
}
function matches(pattern, text) {
    return pattern === undefined || new RegExp(pattern, 'u').test(text);
}
/** Follows `#/$defs/name`; keywords beside `$ref` win. */
function dereference(schema, root) {
    const name = schema.$ref?.replace('#/$defs/', '');
    return name === undefined ? schema : { ...root.$defs?.[name], ...schema };
}

;// CONCATENATED MODULE: ./lib/config/load.js








const CONFIG_FILE = '.offline-gen.yml';
/** More than any configuration needs; keeps a hostile repository from filling the memory. */
const MAX_BYTES = 1024 * 1024;
/**
 * Reads the configuration of the repository in `dir`. `file` is relative to it; null means `.offline-gen.yml`, which
 * may be missing. Throws `OfflineGenError('config')` with file, line and column.
 */
async function loadConfig(dir, file) {
    const name = file ?? CONFIG_FILE;
    const text = await readConfig(dir, name);
    if (text !== undefined)
        return parseConfig(text, name);
    if (file === null)
        return defaults/* DEFAULT_CONFIG */.P;
    throw new errors/* OfflineGenError */.iw('config', `there is no configuration file "${file}"`, {
        hint: 'Correct --config, or leave it out.',
    });
}
/** Reads the configuration from a text; `file` is its name in errors. */
function parseConfig(text, file) {
    const lines = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(text, { lineCounter: lines, prettyErrors: false });
    const fail = (message, offset, hint) => {
        const { line, col } = lines.linePos(offset);
        return new errors/* OfflineGenError */.iw('config', message, {
            file,
            line,
            column: col,
            ...(hint === null ? {} : { hint }),
        });
    };
    const [error] = document.errors;
    if (error !== undefined)
        throw fail(`not valid YAML: ${firstLine(error.message)}`, error.pos[0], null);
    if (document.contents === null)
        return defaults/* DEFAULT_CONFIG */.P;
    const mismatch = findMismatch(document, offline_gen_schema_namespaceObject);
    if (mismatch !== undefined)
        throw fail(mismatch.message, mismatch.offset, mismatch.hint);
    try {
        // `toJS` has no type of its own; the schema check above is what makes this a FileConfig.
        return toConfig(document.toJS({ maxAliasCount: 100 }));
    }
    catch (cause) {
        throw fail(`not usable: ${(0,errors/* messageOf */.bD)(cause)}`, 0, null);
    }
}
async function readConfig(dir, name) {
    const root = await (0,promises_.realpath)(dir);
    const path = (0,external_node_path_.resolve)(root, name);
    const found = await (0,promises_.stat)(path).catch(() => undefined);
    if (found === undefined)
        return undefined;
    const refuse = (message) => new errors/* OfflineGenError */.iw('config', `${name}: ${message}`);
    if (!found.isFile())
        throw refuse('not a file');
    if (found.size > MAX_BYTES)
        throw refuse('larger than 1 MiB');
    // A path that a person gave may lie anywhere; a link inside a repository may not point out of it.
    if ((0,inside/* isWithin */.U)(root, path) && !(0,inside/* isWithin */.U)(root, await (0,promises_.realpath)(path))) {
        throw refuse('a link to a file outside the repository');
    }
    return (0,promises_.readFile)(path, 'utf8');
}
function toConfig(file) {
    const base = defaults/* DEFAULT_CONFIG */.P;
    const [os, architecture] = file.platform?.split('/') ?? [];
    return {
        sources: file.sources ?? base.sources,
        exclude: file.exclude ?? base.exclude,
        varsFiles: file.vars_files ?? base.varsFiles,
        vars: file.vars ?? base.vars,
        repository: file.repository ?? base.repository,
        store: file.store ?? base.store,
        s3: {
            endpoint: file.s3?.endpoint ?? base.s3.endpoint,
            region: file.s3?.region ?? base.s3.region,
            pathStyle: file.s3?.path_style ?? base.s3.pathStyle,
        },
        out: file.out ?? base.out,
        runId: file.run_id ?? base.runId,
        platform: {
            os: os ?? base.platform.os,
            architecture: architecture ?? base.platform.architecture,
        },
        params: overlay(base.params, file.params),
        s3Options: overlay(base.s3Options, file.s3_options),
        internal: file.internal ?? base.internal,
        upstreams: file.upstreams ?? base.upstreams,
        failOn: file.fail_on ?? base.failOn,
        jobs: file.jobs ?? base.jobs,
        triggers: { ...base.triggers, ...file.triggers },
        commit: { ...base.commit, ...file.commit },
    };
}
/** Adds entries to defaults; null removes one. */
function overlay(base, added = {}) {
    const merged = {};
    for (const [key, value] of Object.entries({ ...base, ...added })) {
        if (value !== null)
            merged[key] = value;
    }
    return merged;
}
function firstLine(text) {
    return text.split('\n', 1)[0] ?? text;
}


/***/ }),

/***/ 4325:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  l: () => (/* binding */ createGit)
});

// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(3434);
;// CONCATENATED MODULE: ./lib/git/environment.js
/** What a child may inherit: how to find programs, the way out, certificates, and the ssh agent. */
const INHERITED = [
    'PATH',
    'TMPDIR',
    'http_proxy',
    'https_proxy',
    'all_proxy',
    'no_proxy',
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'ALL_PROXY',
    'NO_PROXY',
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
    'GIT_SSL_CAINFO',
    'SSH_AUTH_SOCK',
];
/** No HOME: neither a user's configuration nor `.netrc` is read. UTC: dates do not depend on the machine. */
const FIXED = {
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    GIT_ASKPASS: '',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_DEFAULT_HASH: 'sha1',
    GIT_DEFAULT_REF_FORMAT: 'files',
    GIT_SSH_COMMAND: 'ssh -o BatchMode=yes',
    GIT_TERMINAL_PROMPT: '0',
};
/** Flaws of old commits that harm nobody; without this list many long-lived repositories could not be fetched. */
const HARMLESS_FLAWS = [
    'badTimezone',
    'missingEmail',
    'missingNameBeforeEmail',
    'missingSpaceBeforeDate',
    'missingSpaceBeforeEmail',
    'zeroPaddedDate',
    'zeroPaddedFilemode',
];
const SETTINGS = [
    { name: 'core.hooksPath', value: '/dev/null' },
    { name: 'core.fsmonitor', value: 'false' },
    { name: 'credential.helper', value: '' },
    { name: 'protocol.ext.allow', value: 'never' },
    { name: 'fetch.fsckObjects', value: 'true' },
    ...HARMLESS_FLAWS.map((flaw) => ({ name: `fetch.fsck.${flaw}`, value: 'ignore' })),
    { name: 'gc.auto', value: '0' },
    { name: 'maintenance.auto', value: 'false' },
    // git keeps sending extra headers after a redirect, to whatever host it leads to.
    { name: 'http.followRedirects', value: 'false' },
];
/** The whole environment of one git process. `ambient` is the environment of this process. */
function gitEnvironment(ambient, options) {
    const inherited = INHERITED.flatMap((name) => {
        const value = ambient[name];
        return value === undefined ? [] : [[name, value]];
    });
    const headers = (options.headers ?? []).map(({ origin, header }) => ({
        name: `http.${origin}/.extraHeader`,
        value: header,
    }));
    return {
        ...Object.fromEntries(inherited),
        ...FIXED,
        GIT_ALLOW_PROTOCOL: options.allowLocal === true ? 'https:http:ssh:git:file' : 'https:http:ssh:git',
        ...options.env,
        ...settingsEnvironment([...SETTINGS, ...(options.config ?? []), ...headers]),
    };
}
function settingsEnvironment(settings) {
    const pairs = settings.flatMap(({ name, value }, index) => [
        [`GIT_CONFIG_KEY_${index}`, name],
        [`GIT_CONFIG_VALUE_${index}`, value],
    ]);
    return { ...Object.fromEntries(pairs), GIT_CONFIG_COUNT: String(settings.length) };
}

// EXTERNAL MODULE: ./lib/model/redact.js
var redact = __webpack_require__(9848);
;// CONCATENATED MODULE: ./lib/git/failure.js


/** What git says, and what a person can do about it; the first match counts. */
const HINTS = [
    [
        /could not read (Username|Password)|Authentication failed|returned error: 40[13]|Permission denied|Host key verification failed|HTTP Basic: Access denied/i,
        'Check the credentials of the resource (`username` and `password`, or `private_key`); without any, the repository is private or does not exist.',
    ],
    [
        /repository .*not found|does not appear to be a git repository|returned error: 404|not a git repository/i,
        'Check the address of the repository; a private one needs credentials.',
    ],
    [
        /couldn't find remote ref|remote branch .* not found|not our ref|unadvertised object|unknown revision|pathspec .* did not match/i,
        'Check the branch, tag or commit: the repository does not have it (any more).',
    ],
    [/certificate|SSL/, 'Name the certificate authority in GIT_SSL_CAINFO.'],
    [/returned error: 30\d|redirect/i, 'The repository has moved: use its new address.'],
    [
        /could not resolve host|connection refused|failed to connect|couldn't connect|timed out|network is unreachable|no route to host/i,
        'Check the address, the network and the proxy settings.',
    ],
    [/transport '.*' not allowed/, 'Only https, http, ssh and git addresses are allowed here.'],
];
/** The error for a git process that ended with anything but 0. `secrets` never appear in it. */
function gitFailure(verb, stderr, exitCode, secrets) {
    const hint = HINTS.find(([pattern]) => pattern.test(stderr))?.[1];
    const reason = lastMeaningfulLine(stderr) ?? (exitCode === null ? 'killed' : `exit code ${exitCode}`);
    return new errors/* OfflineGenError */.iw('git', `git ${verb} failed: ${(0,redact/* redactText */.R)(reason, secrets)}`, 
    // A server's reasons for a refused push stand in lines before the last one.
    { cause: new Error((0,redact/* redactText */.R)(stderr.trim(), secrets)), ...(hint === undefined ? {} : { hint }) });
}
/** git explains first and advises later: the last `fatal:` or `error:` line, else the last line that is no advice. */
function lastMeaningfulLine(stderr) {
    const lines = stderr
        .split(/[\r\n]+/)
        .map((line) => line.trim())
        .filter((line) => line !== '' && !line.startsWith('hint:'));
    const line = lines.findLast((each) => /^(fatal|error|remote error):/.test(each)) ?? lines.at(-1);
    return line?.replace(/^(fatal|error): /, '').slice(0, 300);
}

;// CONCATENATED MODULE: ./lib/git/simple-git.js



/** `GIT_CONFIG_COUNT`, which carries the credentials and the safety settings, came with this version. */
const OLDEST = { major: 2, minor: 31 };
/** The guard of simple-git 4 asks for each of these; `gitEnvironment` makes them all less powerful, not more. */
const PERMITTED = {
    allowUnsafeAskPass: true,
    allowUnsafeConfigEnvCount: true,
    allowUnsafeConfigPaths: true,
    allowUnsafeCredentialHelper: true,
    allowUnsafeFilter: true,
    allowUnsafeFsMonitor: true,
    allowUnsafeHooksPath: true,
    allowUnsafeProtocolOverride: true,
    allowUnsafeSshCommand: true,
};
/**
 * git through simple-git, which is loaded at the first call. `env` is the environment of this process.
 * Throws `OfflineGenError('git')` when git is missing or older than 2.31.
 */
function createGit(env) {
    let checked;
    return async (args, options) => {
        checked ??= checkVersion(env, options.cwd);
        await checked;
        return runGit(env, args, options);
    };
}
async function checkVersion(env, cwd) {
    const text = await runGit(env, ['version'], { cwd });
    const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(text) ?? []).slice(1).map(Number);
    if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor))
        return;
    throw new errors/* OfflineGenError */.iw('git', `git ${major}.${minor} is too old`, {
        hint: `Install git ${OLDEST.major}.${OLDEST.minor} or newer.`,
    });
}
async function runGit(ambient, args, options) {
    const { simpleGit } = await __webpack_require__.e(/* import() */ 724).then(__webpack_require__.bind(__webpack_require__, 4724));
    const env = gitEnvironment(ambient, options);
    const ended = { code: null, stderr: '' };
    try {
        return await simpleGit({
            baseDir: options.cwd,
            allowEnvironment: Object.keys(env),
            unsafe: PERMITTED,
            completion: { onClose: true, onExit: false },
            // simple-git takes a silent failure for a success.
            errors: (error, { exitCode, stdErr }) => {
                ended.code = exitCode;
                ended.stderr = Buffer.concat(stdErr).toString();
                return exitCode === 0 ? error : (error ?? new Error('failed'));
            },
            ...(options.signal === undefined ? {} : { abort: options.signal }),
        })
            .env(env)
            .raw([...args]);
    }
    catch (error) {
        if (options.signal?.aborted === true)
            throw new errors/* OfflineGenError */.iw('interrupted', 'interrupted');
        if (/\bENOENT\b/.test(ended.stderr))
            throw missingGit();
        const stderr = ended.stderr === '' && ended.code === null ? String(error) : ended.stderr;
        throw gitFailure(args[0] ?? '', stderr, ended.code, secretsOf(options));
    }
}
function missingGit() {
    return new errors/* OfflineGenError */.iw('git', 'git is not installed', { hint: 'Install git and put it on PATH.' });
}
function secretsOf(options) {
    return (options.headers ?? []).flatMap(({ header }) => [header, header.split(' ').at(-1) ?? header]);
}


/***/ }),

/***/ 3523:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ matchesGlob)
/* harmony export */ });
/* harmony import */ var _key_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1958);

/**
 * Whether a slash-separated path matches a glob: `*` and `?` within one part, `**` over parts, `{a,b}` alternatives.
 * A pattern without a slash is not special: it has to match the whole path.
 */
function matchesGlob(path, pattern) {
    return new RegExp(`^${source(pattern)}$`).test(path);
}
function source(pattern) {
    const tokens = pattern.match(/\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[^*?{]+|\{/g) ?? [];
    return tokens.map(tokenSource).join('');
}
function tokenSource(token) {
    if (token === '**/')
        return '(?:[^/]+/)*';
    if (token === '**')
        return '.*';
    if (token === '*')
        return '[^/]*';
    if (token === '?')
        return '[^/]';
    if (/^\{.*\}$/.test(token))
        return `(?:${token.slice(1, -1).split(',').map(source).join('|')})`;
    return (0,_key_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeRegexp */ .bS)(token);
}


/***/ }),

/***/ 6916:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ formatImageReference),
/* harmony export */   o: () => (/* binding */ parseImageReference)
/* harmony export */ });
const REPOSITORY = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const DIGEST = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-fA-F]{32,}$/;
const REGISTRY = /^(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::\d{1,5})?$/;
/** Reads `[registry/]repository[:tag][@digest]`; undefined when it is no legal reference. */
function parseImageReference(text) {
    const [named, digest] = splitAt(text, text.indexOf('@'));
    const slash = named.indexOf('/');
    const first = slash < 0 ? '' : named.slice(0, slash);
    const hasRegistry = /[.:]/.test(first) || first === 'localhost' || first.startsWith('[');
    const registry = hasRegistry ? first : 'docker.io';
    const rest = hasRegistry ? named.slice(slash + 1) : named;
    const [path, tag] = splitAt(rest, rest.lastIndexOf(':'));
    const canonical = registry === 'index.docker.io' || registry === 'registry-1.docker.io' ? 'docker.io' : registry;
    const repository = canonical === 'docker.io' && !path.includes('/') ? `library/${path}` : path;
    if (!REGISTRY.test(canonical) || !REPOSITORY.test(repository))
        return undefined;
    if (tag !== null && !TAG.test(tag))
        return undefined;
    if (digest !== null && !DIGEST.test(digest))
        return undefined;
    return { registry: canonical, repository, tag, digest };
}
/** `docker.io/library/ubuntu:22.04`; `:latest` when neither tag nor digest is said. */
function formatImageReference(reference) {
    const { registry, repository, tag, digest } = reference;
    const suffix = digest === null ? `:${tag ?? 'latest'}` : `${tag === null ? '' : `:${tag}`}@${digest}`;
    return `${registry}/${repository}${suffix}`;
}
function splitAt(text, at) {
    return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}


/***/ }),

/***/ 1958:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gm: () => (/* binding */ archiveFileName),
/* harmony export */   IL: () => (/* binding */ isVersionText),
/* harmony export */   KA: () => (/* binding */ versionText),
/* harmony export */   Wr: () => (/* binding */ capturedPart),
/* harmony export */   ZG: () => (/* binding */ keyRegexp),
/* harmony export */   bS: () => (/* binding */ escapeRegexp),
/* harmony export */   cu: () => (/* binding */ identityOf),
/* harmony export */   ik: () => (/* binding */ resourceKey),
/* harmony export */   jK: () => (/* binding */ directoryName)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5268);


/** Changes when the bytes made for an unchanged version change: old objects then keep their keys. */
const FORMAT_REVISION = 1;
/** Letters, digits, `_` and `-` only: the s3 resource lists a whole level for any other character in a directory. */
function directoryName(text) {
    const slug = text.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '');
    return slug === '' ? 'x' : slug.slice(0, 80);
}
/** 16 hex digits that name one version of one request; known before the first byte is fetched. */
function identityOf(request, version) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
        .update(JSON.stringify([FORMAT_REVISION, canonical(contentOf(request)), version]))
        .digest('hex')
        .slice(0, 16);
}
/** Parts of a request that decide how to get there, or which version is the newest, and not what it holds. */
const NOT_CONTENT = new Set(['ownRepository', 'insecure', 'insecureTls', 'select']);
function contentOf(request) {
    return Object.fromEntries(Object.entries(request).filter(([key]) => !NOT_CONTENT.has(key)));
}
/** Key below the store's prefix: `resources/<kind>/<name>/<identity>/<file>`. */
function resourceKey(kind, name, identity, file) {
    return `resources/${directoryName(kind)}/${directoryName(name)}/${identity}/${file}`;
}
/**
 * Whether concourse/s3-resource can parse a text that its regexp captured. One text that it cannot parse stops
 * every check of the resource (cppforlife/go-semi-semantic `version/version.go`).
 */
function isVersionText(text) {
    const match = /^([0-9A-Za-z_.]+)(?:-([0-9A-Za-z_.-]+))?(?:\+([0-9A-Za-z_.-]+))?$/.exec(text);
    if (match === null)
        return false;
    return match
        .slice(1)
        .filter((segment) => segment !== undefined)
        .every((segment) => segment.split('.').every(isVersionComponent));
}
function isVersionComponent(component) {
    if (component === '')
        return false;
    return !/^\d+$/.test(component) || component.length <= 18;
}
/** `text` when the s3 resource can read it, else a neutral text made from `identity`. */
function versionText(text, identity) {
    return isVersionText(text) && text.length <= 64 ? text : `v${identity.slice(0, 12)}`;
}
/** File name of an archive: `<name>-<version>.tgz`, the part that the regexp captures last. */
function archiveFileName(name, version) {
    const stem = name.replace(/[^A-Za-z0-9._-]+/g, '-');
    return stem.endsWith(`-${version}`) ? `${stem}.tgz` : `${stem}-${version}.tgz`;
}
/** `JSON.stringify` with sorted keys, so that equal values give equal text. */
function canonical(value) {
    return JSON.stringify(value, (_key, inner) => inner !== null && typeof inner === 'object' && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner);
}
/** File name of a single file as its key's last part, and the part of it that the regexp captures as version. */
function capturedPart(fileName, label) {
    if (label !== '' && isVersionText(label) && fileName.includes(label))
        return label;
    const runs = fileName.match(/[0-9A-Za-z_]+(?:[.-][0-9A-Za-z_]+)*/g) ?? [];
    const legal = runs.filter(isVersionText).sort((a, b) => b.length - a.length || (0,_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .compareText */ .n6)(a, b));
    const [longest] = legal.length > 0 ? legal : (fileName.match(/[A-Za-z_]+|\d{1,18}/g) ?? []);
    return longest ?? '';
}
/**
 * The regexp of an s3 resource that matches one key and nothing else: everything literal, with one group around the
 * version text. The resource pastes literal directories unescaped, so only what needs it is escaped
 * (s3-resource `versions/versions.go`).
 */
function keyRegexp(prefix, key, version) {
    const path = prefix === '' ? key : `${prefix}/${key}`;
    const slash = path.lastIndexOf('/');
    const file = path.slice(slash + 1);
    const at = file.lastIndexOf(version);
    if (version === '' || at < 0)
        throw new Error(`the key ${key} does not hold its version text`);
    const group = `(${escapeRegexp(version)})`;
    const captured = `${escapeRegexp(file.slice(0, at))}${group}${escapeRegexp(file.slice(at + version.length))}`;
    return `${escapeRegexp(path.slice(0, slash + 1))}${captured}`;
}
/** Escapes what Go's RE2 and JavaScript both read as syntax. */
function escapeRegexp(text) {
    return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}


/***/ }),

/***/ 4005:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  P: () => (/* binding */ parseLock),
  g: () => (/* binding */ serializeLock)
});

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./lib/model/finding.js
var finding = __webpack_require__(5268);
// EXTERNAL MODULE: ./lib/model/key.js
var key = __webpack_require__(1958);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(3434);
;// CONCATENATED MODULE: ./lib/model/lock-reader.js


const RESTORE = 'Restore the file from the last commit, or delete it and run `offline-gen mirror`.';
const CONFLICT = /^(?:<{7}|={7}|>{7})(?= |\r?$)/m;
/** Parses the YAML of a lock. Throws `OfflineGenError('config')` for damage and for anything but a map. */
function openReader(text, file) {
    const lines = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(text, { lineCounter: lines, prettyErrors: false });
    const fail = (message, offset, hint) => new errors/* OfflineGenError */.iw('config', message, { file, ...placeAt(lines, offset), hint });
    const conflict = text.search(CONFLICT);
    if (conflict >= 0) {
        const hint = 'Take either side: `offline-gen mirror` then brings it up to date.';
        throw fail('the lock holds the marks of a merge conflict', conflict, hint);
    }
    const [error] = document.errors;
    if (error !== undefined) {
        throw fail(`not valid YAML: ${error.message.split('\n', 1)[0]}`, error.pos[0], RESTORE);
    }
    const root = document.contents;
    if (!(0,dist/* isMap */.jh)(root))
        throw fail('the lock has to be a map', root?.range?.[0] ?? 0, RESTORE);
    return { file, lines, root };
}
/** The error for a node's place; for the start of the file when there is no node. */
function failure(reader, message, node, hint = RESTORE) {
    const offset = (0,dist/* isNode */.Ll)(node) ? (node.range?.[0] ?? 0) : 0;
    return new errors/* OfflineGenError */.iw('config', message, {
        file: reader.file,
        ...placeAt(reader.lines, offset),
        hint,
    });
}
/** The plain value under a key. Throws `OfflineGenError('config')` when it is missing or not as expected. */
function readScalar(reader, map, key, expected, isExpected) {
    const node = map.get(key, true);
    if (node === undefined)
        throw failure(reader, `\`${key}\` is missing`, map);
    if (!(0,dist/* isScalar */.jn)(node))
        throw failure(reader, `\`${key}\` has to be ${expected}`, node);
    const { value } = node;
    if (!isExpected(value))
        throw failure(reader, `\`${key}\` has to be ${expected}`, node);
    return value;
}
/** Throws `OfflineGenError('config')` for a key that is not in `known`. */
function refuseOtherKeys(reader, map, known) {
    for (const { key } of map.items) {
        const name = (0,dist/* isScalar */.jn)(key) ? String(key.value) : '';
        if (!known.includes(name))
            throw failure(reader, `the lock has no key ${JSON.stringify(name)}`, key);
    }
}
function placeAt(lines, offset) {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

// EXTERNAL MODULE: ./lib/model/visible.js
var visible = __webpack_require__(9951);
// EXTERNAL MODULE: ./lib/model/yaml-text.js
var yaml_text = __webpack_require__(1708);
;// CONCATENATED MODULE: ./lib/model/lock-file.js






const HEADER = [
    '# Generated by offline-gen: the version of each artifact, and where its copy lies in the blobstore.',
    '# Do not edit: `offline-gen mirror` writes it. Commit it beside the pipelines.',
];
/** Key of an entry in the file → property of the entry, in the order of the file. */
const FIELDS = [
    ['id', 'id'],
    ['kind', 'kind'],
    ['name', 'name'],
    ['locator', 'locator'],
    ['version', 'version'],
    ['key', 'key'],
    ['version_text', 'versionText'],
    ['digest', 'digest'],
    ['size', 'size'],
    ['unpack', 'unpack'],
];
/** The text of `offline.lock.yml`: one block per artifact, sorted by id; equal locks give equal bytes. */
function serializeLock(lock) {
    // The version only decides what is quoted: readers of YAML 1.1 and 1.2 then see the same texts.
    const document = new dist/* Document */.yo({ version: lock.version, prefix: lock.prefix }, { version: '1.1' });
    const entries = [...lock.artifacts].sort((a, b) => (0,finding/* compareText */.n6)(a.id, b.id));
    const blocks = document.createNode(entries.map(blockOf));
    for (const block of blocks.items.slice(1))
        if ((0,dist/* isMap */.jh)(block))
            block.spaceBefore = true;
    document.set('artifacts', blocks);
    return `${HEADER.join('\n')}\n${(0,yaml_text/* yamlText */.p)(document)}`;
}
function blockOf(entry) {
    return Object.fromEntries(FIELDS.map(([key, property]) => [key, entry[property]]));
}
/**
 * Reads `offline.lock.yml`; `file` is its name in errors. Every field is checked, because the file may come from a
 * repository that nobody reviewed, and its keys name objects of a store.
 * Throws `OfflineGenError('config')` with file, line and column.
 */
function parseLock(text, file) {
    const reader = openReader(text, file);
    const { root } = reader;
    const version = readScalar(reader, root, 'version', 'a number', isCount);
    if (version !== 1) {
        const message = `the lock has version ${version}; this offline-gen reads version 1`;
        throw failure(reader, message, root.get('version', true), 'Use the offline-gen that wrote it, or a newer one.');
    }
    refuseOtherKeys(reader, root, ['version', 'prefix', 'artifacts']);
    const prefix = readScalar(reader, root, 'prefix', 'a path without slashes at its ends', isPrefix);
    const artifacts = root.get('artifacts', true);
    if (!(0,dist/* isSeq */.oP)(artifacts))
        throw failure(reader, '`artifacts` has to be a list', artifacts ?? root);
    return { version, prefix, artifacts: readEntries(reader, artifacts) };
}
function readEntries(reader, list) {
    const entries = new Map();
    for (const item of list.items) {
        if (!(0,dist/* isMap */.jh)(item))
            throw failure(reader, 'an artifact has to be a map', item);
        const entry = readEntry(reader, item);
        if (entries.has(entry.id)) {
            throw failure(reader, `the artifact ${JSON.stringify(entry.id)} is there twice`, item);
        }
        entries.set(entry.id, entry);
    }
    return [...entries.values()].sort((a, b) => (0,finding/* compareText */.n6)(a.id, b.id));
}
function readEntry(reader, map) {
    refuseOtherKeys(reader, map, FIELDS.map(([key]) => key));
    const filled = (key) => readScalar(reader, map, key, 'a text that is not empty', isFilled);
    const key = readScalar(reader, map, 'key', 'of the form `resources/<kind>/<name>/<identity>/<file>`', isKey);
    const versionText = readScalar(reader, map, 'version_text', 'a text that the s3 resource can read', isVersion);
    if (!key.slice(key.lastIndexOf('/')).includes(versionText)) {
        throw failure(reader, '`version_text` has to be a part of the file name in `key`', map.get('version_text', true));
    }
    return {
        id: filled('id'),
        kind: filled('kind'),
        name: filled('name'),
        locator: filled('locator'),
        version: filled('version'),
        key,
        versionText,
        digest: readScalar(reader, map, 'digest', '`sha256:` and 64 hexadecimal digits', isDigest),
        size: readScalar(reader, map, 'size', 'a number of bytes', isCount),
        unpack: readScalar(reader, map, 'unpack', '`true` or `false`', isBoolean),
    };
}
function isFilled(value) {
    return typeof value === 'string' && value !== '';
}
function isBoolean(value) {
    return typeof value === 'boolean';
}
function isCount(value) {
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
function isDigest(value) {
    return typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value);
}
function isVersion(value) {
    return typeof value === 'string' && (0,key/* isVersionText */.IL)(value);
}
/** Directories as `resourceKey` makes them; a file name that leads nowhere else. */
function isKey(value) {
    return (typeof value === 'string' &&
        /^resources(?:\/[A-Za-z0-9_-]+){3}\/(?!\.{1,2}$)[^/\\]+$/.test(value) &&
        !(0,visible/* hasInvisible */.wy)(value));
}
function isPrefix(value) {
    if (typeof value !== 'string' || (0,visible/* hasInvisible */.wy)(value))
        return false;
    return value === '' || value.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}


/***/ }),

/***/ 3490:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FI: () => (/* binding */ LOCK_FILE),
/* harmony export */   U5: () => (/* binding */ EMPTY_LOCK),
/* harmony export */   px: () => (/* binding */ findLockEntry)
/* harmony export */ });
/** The lock's name in the pipeline repository. */
const LOCK_FILE = 'offline.lock.yml';
const EMPTY_LOCK = { version: 1, prefix: '', artifacts: [] };
function findLockEntry(lock, id) {
    return lock.artifacts.find((entry) => entry.id === id);
}


/***/ }),

/***/ 4458:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ finding),
/* harmony export */   y: () => (/* binding */ RULES)
/* harmony export */ });
/** Every diagnostic this tool can give. The key is its stable id; `docs/rules.md` explains each. */
const RULES = {
    'pipeline-invalid': {
        level: 'error',
        help: 'Correct the pipeline; `fly validate-pipeline` says the same.',
    },
    'unresolved-variable': {
        level: 'warning',
        help: 'Give the value with --vars-file or --var, or in `vars` of the configuration.',
    },
    'unsupported-resource-type': {
        level: 'error',
        help: 'Mirror it by hand, or list the host under `internal` when it can be reached offline.',
    },
    'unsupported-option': { level: 'error', help: 'Remove the option, or mirror this resource by hand.' },
    'put-outside': {
        level: 'error',
        help: 'List the host under `internal` when the isolated network can reach it; otherwise this step fails there.',
    },
    'dynamic-file': {
        level: 'error',
        help: 'Only files of mirrored resources can be read ahead; check by hand what this task needs.',
    },
    'task-file-not-followed': {
        level: 'warning',
        help: 'Run without --no-network, or check out the repository, so that the file can be read.',
    },
    'task-file-assumed': {
        level: 'note',
        help: 'Set `repository` in the configuration to say which repository this checkout is.',
    },
    'task-file-missing': { level: 'error', help: 'Correct the path, the branch or the resource.' },
    'task-file-invalid': { level: 'error', help: 'Correct the task file.' },
    'task-without-image': { level: 'error', help: 'Add `image_resource` to the task, or `image` to the step.' },
    'set-pipeline': {
        level: 'error',
        help: 'At its first run this step would replace the offline pipeline by the online one; remove it from the offline set.',
    },
    'unused-resource': { level: 'warning', help: 'Remove it: Concourse refuses a resource that no step uses.' },
    'reserved-name': { level: 'error', help: 'Rename it in the pipeline.' },
    'upstream-unreachable': { level: 'error', help: 'Check the address, the credentials and the network.' },
    'version-moved': { level: 'note', help: 'The next run mirrors the new version.' },
    'not-in-lock': { level: 'error', help: 'Run `offline-gen mirror` first, or generate with --preview.' },
    'outside-reference': { level: 'error', help: 'Mirror it, or list its host under `internal`.' },
    'object-missing': { level: 'error', help: 'Run `offline-gen mirror` again: it copies what is missing.' },
    'object-ambiguous': { level: 'error', help: 'Remove the object that does not belong there.' },
    'object-damaged': { level: 'error', help: 'Delete the object and run `offline-gen mirror` again.' },
    'generated-file-stale': { level: 'error', help: 'Run `offline-gen generate` and commit the result.' },
};
/** A finding of a known rule; `level` and `help` come from the rule unless given. */
function finding(rule, message, at, override = {}) {
    const { level, help } = RULES[rule];
    return {
        rule,
        level: override.level ?? level,
        message,
        file: at.file,
        line: at.line,
        column: at.column,
        help: override.help ?? help,
    };
}


/***/ }),

/***/ 9951:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RK: () => (/* binding */ visible),
/* harmony export */   ts: () => (/* binding */ escapeInvisible),
/* harmony export */   wy: () => (/* binding */ hasInvisible)
/* harmony export */ });
/**
 * Characters that a reader can't see or that move others around: controls, bidirectional marks, zero-width and other
 * ignorable ones, line separators, halves of surrogate pairs (Unicode UTS #55, "Trojan Source").
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
/** Whether `text` holds a character that can't be seen. */
function hasInvisible(text) {
    return text.search(INVISIBLE) >= 0;
}
/** Replaces every character that can't be seen by what `show` makes of its code point. */
function escapeInvisible(text, show) {
    return text.replace(INVISIBLE, (character) => show(character.codePointAt(0) ?? 0));
}
/** One line in which everything can be seen: line ends and tabs become a space, the rest `\u{202e}`. */
function visible(text) {
    return escapeInvisible(text.replace(/[\t\r\n]+/g, ' '), (codePoint) => `\\u{${codePoint.toString(16).padStart(4, '0')}}`);
}


/***/ }),

/***/ 1708:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ yamlText)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9951);


/**
 * The text of a generated YAML document, without folded lines. Characters that can't be seen are written as escapes,
 * for which their scalars get double quotes; reading gives the same values.
 */
function yamlText(document) {
    (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .visit */ .YR)(document, {
        Scalar(_key, node) {
            if (typeof node.value === 'string' && (0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .hasInvisible */ .wy)(node.value))
                node.type = 'QUOTE_DOUBLE';
        },
    });
    return (0,_visible_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeInvisible */ .ts)(document.toString({ lineWidth: 0, directives: false }), escapeInYaml);
}
function escapeInYaml(codePoint) {
    if (codePoint === 0x0a)
        return '\n';
    const hex = codePoint.toString(16);
    return codePoint > 0xffff ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}


/***/ }),

/***/ 3783:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  V: () => (/* binding */ createHttp)
});

// EXTERNAL MODULE: external "node:dns/promises"
var promises_ = __webpack_require__(1553);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(3434);
// EXTERNAL MODULE: ./lib/model/redact.js
var redact = __webpack_require__(9848);
;// CONCATENATED MODULE: ./lib/net/dispatcher.js


/** Milliseconds for name lookup, connection and TLS handshake together. */
const CONNECT_TIMEOUT = 30_000;
/** Proxy variables as curl reads them: lower case first, a missing scheme is http. Empty: none. */
function proxiesOf(env) {
    const read = (name) => env[name] ?? env[name.toUpperCase()] ?? '';
    return {
        http: proxyUrl('HTTP_PROXY', read('http_proxy')),
        https: proxyUrl('HTTPS_PROXY', read('https_proxy')),
        none: read('no_proxy'),
    };
}
function proxyUrl(name, value) {
    if (value === '')
        return '';
    const url = value.includes('://') ? value : `http://${value}`;
    if (URL.canParse(url))
        return url;
    throw new errors/* OfflineGenError */.iw('usage', `${name} is no address: ${(0,redact/* redactUrl */.B)(url)}`);
}
/**
 * A dispatcher that uses the proxies, and asks the guard about each address before it connects to it directly. A
 * proxy looks names up itself: then only what the URL says can be checked, which the caller does.
 */
async function createDispatcher(options) {
    const { buildConnector, EnvHttpProxyAgent } = await __webpack_require__.e(/* import() */ 752).then(__webpack_require__.t.bind(__webpack_require__, 4371, 19));
    const { guard, proxies, resolve } = options;
    const tls = { timeout: CONNECT_TIMEOUT, rejectUnauthorized: !options.insecureTls };
    const connectors = new Map();
    const connect = (target, callback) => {
        const port = target.port || (target.protocol === 'https:' ? '443' : '80');
        const connector = connectors.get(port) ?? buildConnector({ ...tls, lookup: guardedLookup(guard, Number(port), resolve) });
        connectors.set(port, connector);
        connector(target, callback);
    };
    return new EnvHttpProxyAgent({
        httpProxy: proxies.http,
        httpsProxy: proxies.https,
        noProxy: proxies.none,
        // Plain http goes through a proxy as such: many refuse a tunnel to port 80.
        proxyTunnel: false,
        proxyTls: { timeout: CONNECT_TIMEOUT },
        requestTls: { timeout: CONNECT_TIMEOUT, rejectUnauthorized: !options.insecureTls },
        connect,
    });
}
/** What is checked here is what the socket connects to, so that a name cannot change its address in between. */
function guardedLookup(guard, port, resolve) {
    return (host, options, callback) => {
        resolve(host, { ...options, all: true }).then((addresses) => {
            const refusal = refusalOf(guard, host, port, addresses);
            const [first] = addresses;
            if (refusal !== undefined)
                callback(refusal, '');
            else if (first === undefined)
                callback(hostNotFound(host), '');
            else if (options.all === true)
                callback(null, [...addresses]);
            else
                callback(null, first.address, first.family);
        }, (error) => callback(error, ''));
    };
}
function refusalOf(guard, host, port, addresses) {
    try {
        for (const { address } of addresses)
            guard.checkAddress(host, port, address);
        return undefined;
    }
    catch (error) {
        return error instanceof Error ? error : new Error(String(error));
    }
}
function hostNotFound(host) {
    return Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' });
}

// EXTERNAL MODULE: ./lib/net/failure.js
var failure = __webpack_require__(9521);
;// CONCATENATED MODULE: ./lib/net/redirect.js


/** Redirects that are followed for one request. */
const MAX_REDIRECTS = 10;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** What may travel to another origin. Any other header of the caller could be a credential: only it knows. */
const PUBLIC_HEADER = /^(accept|accept-encoding|range|user-agent|if-[a-z-]+)$/;
const BODY_HEADERS = new Set(['content-type', 'content-length', 'content-encoding']);
/** The request as its first hop. Throws `OfflineGenError('unsupported')` unless the URL is http or https. */
function firstHop(request) {
    const headers = Object.fromEntries(Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
    return withoutUserInfo({
        url: parseUrl(request.url),
        method: request.method ?? 'GET',
        headers: { 'user-agent': 'offline-gen', ...headers },
        body: request.body,
    });
}
function isRedirect(status, location) {
    return REDIRECTS.has(status) && location !== undefined;
}
/**
 * The request that a redirect asks for. To another origin goes nothing that could be a credential: only a few headers,
 * and no body. Throws `OfflineGenError('upstream')` when it leads from https to http, or a body to another origin.
 */
function nextHop(hop, status, location) {
    const url = parseUrl(location, hop.url);
    if (hop.url.protocol === 'https:' && url.protocol === 'http:') {
        throw new errors/* OfflineGenError */.iw('upstream', `${(0,redact/* redactUrl */.B)(hop.url.href)} redirects from https to http (${url.origin}), which is not followed`, { hint: 'Use an address that stays on https.' });
    }
    const isSameOrigin = url.origin === hop.url.origin;
    const headers = isSameOrigin ? hop.headers : pick(hop.headers, (name) => PUBLIC_HEADER.test(name));
    if (!keepsMethod(hop.method, status))
        return withoutUserInfo(asGet(url, headers));
    if (!isSameOrigin && hop.body !== undefined) {
        throw new errors/* OfflineGenError */.iw('upstream', `${(0,redact/* redactUrl */.B)(hop.url.href)} redirects a ${hop.method} to another host (${url.origin}), which is not followed`, { hint: 'Use the address that it leads to.' });
    }
    return withoutUserInfo({ ...hop, url, headers });
}
/** RFC 9110 section 15.4: 303 asks for a GET, and every client changes POST to GET for 301 and 302. */
function keepsMethod(method, status) {
    if (method === 'GET' || method === 'HEAD')
        return true;
    return status !== 303 && (method !== 'POST' || status >= 307);
}
function asGet(url, headers) {
    return { url, method: 'GET', headers: pick(headers, (name) => !BODY_HEADERS.has(name)), body: undefined };
}
function pick(headers, isWanted) {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => isWanted(name)));
}
/** Moves `user:password@` of the URL into the header that it stands for. */
function withoutUserInfo(hop) {
    const { username, password } = hop.url;
    if (username === '' && password === '')
        return hop;
    const url = new URL(hop.url);
    url.username = '';
    url.password = '';
    const login = `${decoded(username)}:${decoded(password)}`;
    const authorization = `Basic ${Buffer.from(login).toString('base64')}`;
    return { ...hop, url, headers: { authorization, ...hop.headers } };
}
function parseUrl(text, base) {
    const url = URL.canParse(text, base) ? new URL(text, base) : undefined;
    if (url?.protocol === 'http:' || url?.protocol === 'https:')
        return url;
    throw new errors/* OfflineGenError */.iw('unsupported', `${(0,redact/* redactUrl */.B)(text)} is no http or https address`);
}
/** Percent-decoded; text that is not encoded properly stands for itself. */
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

// EXTERNAL MODULE: ./lib/net/retry.js
var retry = __webpack_require__(6705);
// EXTERNAL MODULE: ./lib/net/stream.js
var stream = __webpack_require__(5339);
;// CONCATENATED MODULE: ./lib/net/client.js








/** Milliseconds until the headers of an answer are there. */
const HEADERS_TIMEOUT = 30_000;
/** Milliseconds without a byte of the body. */
const BODY_TIMEOUT = 60_000;
const TEXT_LIMIT = 4 * 1024 * 1024;
const DISCARD_LIMIT = 1024 * 1024;
/**
 * The HTTP client. Its requests throw `OfflineGenError`: `network` when no complete answer came, `refused` for an
 * address that the guard does not allow, `upstream` for redirects that are not followed, `interrupted`. An answer
 * with any status is an answer.
 */
function createHttp(options) {
    const proxies = proxiesOf(options.env);
    const proxied = proxies.http !== '' || proxies.https !== '';
    const dispatchers = new Map();
    const dispatcherFor = (insecureTls) => {
        const known = dispatchers.get(insecureTls);
        if (known !== undefined)
            return known;
        const resolve = options.resolve ?? systemResolve;
        const created = createDispatcher({ guard: options.guard, proxies, resolve, insecureTls });
        dispatchers.set(insecureTls, created);
        return created;
    };
    return {
        request: async (request) => {
            const dispatcher = await dispatcherFor(request.insecureTls === true);
            return follow(request, { dispatcher, proxied, signal: request.signal }, options);
        },
        close: async () => {
            const open = await Promise.all(dispatchers.values());
            dispatchers.clear();
            await Promise.all(open.map((dispatcher) => dispatcher.destroy()));
        },
    };
}
async function systemResolve(host, options) {
    return (0,promises_.lookup)(host, { ...options, all: true });
}
async function follow(request, context, options) {
    let hop = firstHop(request);
    for (let redirects = 0;; redirects++) {
        options.guard.checkUrl(hop.url);
        const answer = await send(hop, context, options);
        const location = textOf(answer.headers['location']);
        if (!isRedirect(answer.statusCode, location))
            return responseOf(hop, answer, context);
        await answer.body.dump();
        if (redirects === MAX_REDIRECTS) {
            throw new errors/* OfflineGenError */.iw('upstream', `${(0,redact/* redactUrl */.B)(request.url)} redirects more than ${MAX_REDIRECTS} times`);
        }
        hop = nextHop(hop, answer.statusCode, location);
    }
}
/** One hop, repeated while that is safe and may help. */
async function send(hop, context, options) {
    const clock = options.clock ?? retry/* SYSTEM_CLOCK */.Vc;
    const tries = hop.method === 'GET' || hop.method === 'HEAD' ? retry/* TRIES */.Qm : 1;
    for (let next = 2;; next++) {
        const outcome = await sendOnce(hop, context);
        if (next > tries || context.signal?.aborted === true || !mayPass(outcome)) {
            if ('answer' in outcome)
                return outcome.answer;
            throw (0,failure/* networkError */.x)(hop.url.href, outcome.error, context);
        }
        const retryAfter = 'answer' in outcome ? textOf(outcome.answer.headers['retry-after']) : undefined;
        const delay = (0,retry/* retryDelay */.a2)(next, retryAfter, clock);
        options.log.debug(`${(0,redact/* redactUrl */.B)(hop.url.href)}: ${wordsFor(outcome)}; try ${next} in ${delay} ms`);
        if ('answer' in outcome)
            await outcome.answer.body.dump();
        await clock.sleep(delay, context.signal).catch((error) => {
            throw (0,failure/* networkError */.x)(hop.url.href, error, context);
        });
    }
}
async function sendOnce(hop, context) {
    try {
        const answer = await context.dispatcher.request({
            origin: hop.url.origin,
            path: `${hop.url.pathname}${hop.url.search}`,
            method: hop.method,
            headers: { ...hop.headers },
            headersTimeout: HEADERS_TIMEOUT,
            bodyTimeout: BODY_TIMEOUT,
            ...(hop.body === undefined ? {} : { body: hop.body }),
            ...(context.signal === undefined ? {} : { signal: context.signal }),
        });
        return { answer };
    }
    catch (error) {
        return { error };
    }
}
function mayPass(outcome) {
    return 'answer' in outcome ? (0,retry/* isTransientStatus */.Dm)(outcome.answer.statusCode) : (0,retry/* isTransientError */.bV)(outcome.error);
}
function wordsFor(outcome) {
    return 'answer' in outcome ? `answered ${outcome.answer.statusCode}` : (0,failure/* explainFailure */.S)(outcome.error).reason;
}
function responseOf(hop, answer, context) {
    const url = hop.url.href;
    const body = (0,stream/* translateErrors */.wk)(answer.body, (error) => (0,failure/* networkError */.x)(url, error, context));
    return {
        status: answer.statusCode,
        headers: headersOf(answer),
        url,
        body,
        text: (limit = TEXT_LIMIT) => (0,stream/* readText */.yR)(body, limit, (0,redact/* redactUrl */.B)(url)),
        discard: () => (0,stream/* discard */.vf)(body, DISCARD_LIMIT),
    };
}
function headersOf(answer) {
    const pairs = Object.entries(answer.headers).map(([name, value]) => [
        name.toLowerCase(),
        Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]);
    return Object.fromEntries(pairs);
}
function textOf(value) {
    return Array.isArray(value) ? value[0] : value;
}


/***/ }),

/***/ 9521:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ explainFailure),
/* harmony export */   x: () => (/* binding */ networkError)
/* harmony export */ });
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3434);
/* harmony import */ var _model_redact_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9848);
/* harmony import */ var _retry_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6705);



const REASONS = {
    ECONNREFUSED: 'connection refused',
    ECONNRESET: 'the connection was closed before the answer was complete',
    EPIPE: 'the connection was closed before the answer was complete',
    UND_ERR_SOCKET: 'the connection was closed before the answer was complete',
    UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer is shorter or longer than it says',
    ENOTFOUND: 'host not found',
    EAI_AGAIN: 'the name server did not answer',
    EHOSTUNREACH: 'host unreachable',
    ENETUNREACH: 'network unreachable',
    ETIMEDOUT: 'timed out while connecting',
    UND_ERR_CONNECT_TIMEOUT: 'timed out while connecting',
    UND_ERR_HEADERS_TIMEOUT: 'timed out while waiting for the answer',
    UND_ERR_BODY_TIMEOUT: 'timed out: no data arrived for a minute',
    CERT_HAS_EXPIRED: 'its certificate has expired',
    ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
    EPROTO: 'the TLS handshake failed',
};
const UNTRUSTED_CERTIFICATE = new Set([
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
/** Advice for a certificate whose authority is not known here. */
const CERTIFICATE_HINT = 'Name the file of its certificate authority in NODE_EXTRA_CA_CERTS.';
/** Plain words for why a connection failed, and what to do about it where that is known. */
function explainFailure(error) {
    const code = (0,_retry_js__WEBPACK_IMPORTED_MODULE_1__/* .codeOf */ .$N)(error);
    if (UNTRUSTED_CERTIFICATE.has(code)) {
        return { reason: 'its certificate is not trusted', hint: CERTIFICATE_HINT };
    }
    const tunnel = /Proxy response \((\d+)\)/.exec((0,_model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error));
    if (tunnel !== null)
        return { reason: `the proxy answered ${tunnel[1]}` };
    const firstLine = (0,_model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error).split('\n', 1)[0] ?? '';
    return { reason: REASONS[code] ?? (0,_model_redact_js__WEBPACK_IMPORTED_MODULE_2__/* .redactText */ .R)(firstLine || code || 'unknown failure') };
}
/** The error for a request that got no answer, or only a part of it. Errors of this program pass unchanged. */
function networkError(url, error, context) {
    if (context.signal?.aborted === true)
        return interruption(context.signal, error);
    if (error instanceof _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .OfflineGenError */ .iw)
        return error;
    const { reason, hint } = explainFailure(error);
    const advice = hint ?? (context.proxied ? PROXY_HINT : undefined);
    const details = advice === undefined ? { cause: error } : { cause: error, hint: advice };
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .OfflineGenError */ .iw('network', `${(0,_model_redact_js__WEBPACK_IMPORTED_MODULE_2__/* .redactUrl */ .B)(url)}: ${reason}`, details);
}
const PROXY_HINT = 'A proxy is set in the environment: check HTTP_PROXY, HTTPS_PROXY and NO_PROXY.';
function interruption(signal, cause) {
    if (signal.reason instanceof _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .OfflineGenError */ .iw)
        return signal.reason;
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .OfflineGenError */ .iw('interrupted', 'interrupted', { cause });
}


/***/ }),

/***/ 4322:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ createGuard)
/* harmony export */ });
/* unused harmony export portOf */
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3434);


/** Link-local (RFC 3927, RFC 4291) and the metadata services that clouds put elsewhere (AWS, Alibaba, Oracle, Azure). */
const LINK_LOCAL = rangesOf(['169.254.0.0/16', '100.100.100.200/32', '192.0.0.192/32', '168.63.129.16/32'], ['fe80::/10', 'fd00:ec2::254/128']);
/** Loopback, private use and everything else that IANA's special-purpose registries keep off the internet. */
const INSIDE = rangesOf([
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '224.0.0.0/4',
    '240.0.0.0/4',
], ['::/128', '::1/128', 'fc00::/7', 'fec0::/10', 'ff00::/8']);
/** Guard against requests into the network that this runs in. Throws `OfflineGenError('usage')` for a bad exception. */
function createGuard(options) {
    const exceptions = options.allowHosts.map(parseException);
    const checkAddress = (host, port, address) => {
        const reason = reasonToRefuse(address, options.untrusted);
        if (reason === undefined)
            return;
        const name = bareHost(host);
        if (exceptions.some((allows) => allows({ host: name, port, address })))
            return;
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .OfflineGenError */ .iw('refused', `${name} is not contacted: its address is ${reason}`, {
            hint: `Allow it with --allow-host ${name} if it is meant.`,
        });
    };
    const checkUrl = (url) => {
        const host = bareHost(url.hostname);
        const address = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) === 0 ? addressOfName(host) : host;
        if (address !== undefined)
            checkAddress(host, portOf(url), address);
    };
    return { checkUrl, checkAddress };
}
/** Port of an http or https URL. */
function portOf(url) {
    if (url.port !== '')
        return Number(url.port);
    return url.protocol === 'https:' ? 443 : 80;
}
function reasonToRefuse(address, untrusted) {
    if (contains(LINK_LOCAL, address))
        return 'link-local or a metadata service';
    if (untrusted && contains(INSIDE, address))
        return 'loopback, private or reserved';
    return undefined;
}
/** RFC 6761: `localhost` and names below it are loopback wherever they are looked up, a proxy's resolver included. */
function addressOfName(host) {
    return host === 'localhost' || host.endsWith('.localhost') ? '127.0.0.1' : undefined;
}
function bareHost(host) {
    return host
        .toLowerCase()
        .replace(/^\[|\]$/g, '')
        .replace(/\.$/, '');
}
function parseException(entry) {
    const range = /^([^/]+)\/(\d{1,3})$/.exec(entry);
    if (range !== null)
        return inRange(entry, range[1] ?? '', Number(range[2]));
    const { name, port } = splitPort(entry);
    if (name === '' || /[/\s@]/.test(name))
        throw badException(entry);
    const portFits = (target) => port === undefined || port === target.port;
    const family = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(name);
    if (family !== 0) {
        const list = inRange(entry, name, family === 6 ? 128 : 32);
        return (target) => list(target) && portFits(target);
    }
    if (!name.startsWith('*.'))
        return (target) => target.host === name && portFits(target);
    return (target) => target.host.endsWith(name.slice(1)) && portFits(target);
}
function splitPort(entry) {
    const match = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(entry) === 0 ? /^(.*):(\d{1,5})$/.exec(entry) : null;
    if (match === null)
        return { name: bareHost(entry), port: undefined };
    return { name: bareHost(match[1] ?? ''), port: Number(match[2]) };
}
function inRange(entry, base, bits) {
    const family = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(base);
    if (family === 0 || bits > (family === 6 ? 128 : 32))
        throw badException(entry);
    const list = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
    list.addSubnet(base, bits, family === 6 ? 'ipv6' : 'ipv4');
    return (target) => contains(list, target.address);
}
function badException(entry) {
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .OfflineGenError */ .iw('usage', `--allow-host ${entry}: not a host, an address or a range`, {
        hint: 'Write host, host:port, *.suffix, 10.1.2.3 or 10.0.0.0/8.',
    });
}
/** Node checks IPv4-mapped IPv6 addresses against IPv4 rules itself; NAT64 (RFC 6052) is added here. */
function rangesOf(ipv4, ipv6) {
    const list = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
    for (const range of ipv4) {
        const [base = '', bits = ''] = range.split('/');
        list.addSubnet(base, Number(bits), 'ipv4');
        list.addSubnet(`64:ff9b::${base}`, 96 + Number(bits), 'ipv6');
    }
    for (const range of ipv6) {
        const [base = '', bits = ''] = range.split('/');
        list.addSubnet(base, Number(bits), 'ipv6');
    }
    return list;
}
function contains(list, address) {
    return list.check(address, (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(address) === 6 ? 'ipv6' : 'ipv4');
}


/***/ }),

/***/ 6705:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $N: () => (/* binding */ codeOf),
/* harmony export */   Dm: () => (/* binding */ isTransientStatus),
/* harmony export */   Qm: () => (/* binding */ TRIES),
/* harmony export */   Vc: () => (/* binding */ SYSTEM_CLOCK),
/* harmony export */   a2: () => (/* binding */ retryDelay),
/* harmony export */   bV: () => (/* binding */ isTransientError)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);

const SYSTEM_CLOCK = {
    sleep: (milliseconds, signal) => (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(milliseconds, undefined, signal === undefined ? {} : { signal }),
    random: Math.random,
    now: Date.now,
};
/** Tries for one request, the first included. */
const TRIES = 4;
const FIRST_DELAY = 500;
const LONGEST_DELAY = 60_000;
const TRANSIENT_STATUS = new Set([429, 502, 503, 504]);
const TRANSIENT_CODES = new Set([
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENETDOWN',
    'UND_ERR_SOCKET',
    'UND_ERR_CONNECT_TIMEOUT',
    'UND_ERR_HEADERS_TIMEOUT',
]);
function isTransientStatus(status) {
    return TRANSIENT_STATUS.has(status);
}
/** Whether a connection failed in a way that may pass. */
function isTransientError(error) {
    return TRANSIENT_CODES.has(codeOf(error));
}
/** System, TLS or client code of a failure (`ECONNREFUSED`); empty when it has none. */
function codeOf(error) {
    if (typeof error !== 'object' || error === null || !('code' in error))
        return '';
    return typeof error.code === 'string' ? error.code : '';
}
/** Milliseconds before try number `next` (2 is the first repetition): what the server asks for, else exponential. */
function retryDelay(next, retryAfter, clock) {
    const asked = retryAfter === undefined ? undefined : parseRetryAfter(retryAfter, clock.now());
    if (asked !== undefined)
        return Math.min(asked, LONGEST_DELAY);
    const exponential = FIRST_DELAY * 2 ** (next - 2);
    return Math.round(exponential * (0.75 + clock.random() / 2));
}
/** RFC 9110 section 10.2.3: seconds, or an HTTP date. Milliseconds from `now`; undefined when it is neither. */
function parseRetryAfter(text, now) {
    if (/^\d+$/.test(text.trim()))
        return Number(text) * 1000;
    const date = Date.parse(text);
    return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}


/***/ }),

/***/ 5339:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   vf: () => (/* binding */ discard),
/* harmony export */   wk: () => (/* binding */ translateErrors),
/* harmony export */   yR: () => (/* binding */ readText)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7075);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3434);


/**
 * Passes `source` on with back-pressure and with its errors translated; destroying either one destroys the other. The
 * translated error is the one that the stream is destroyed with, so that late readers get it too.
 */
function translateErrors(source, translate) {
    const out = new node_stream__WEBPACK_IMPORTED_MODULE_0__.Readable({
        highWaterMark: 64 * 1024,
        read: () => source.resume(),
        destroy: (error, callback) => {
            source.destroy();
            callback(error);
        },
    });
    // The failure can come before anyone listens; whoever reads later still gets it.
    out.on('error', () => undefined);
    source.on('data', (chunk) => {
        if (!out.push(chunk))
            source.pause();
    });
    source.once('end', () => out.push(null));
    source.on('error', (error) => out.destroy(translate(error)));
    source.once('close', () => {
        if (!source.readableEnded)
            out.destroy(translate(new Error('the stream was closed before its end')));
    });
    return out;
}
/** The stream as text; `OfflineGenError('upstream')` above `limit` bytes. */
async function readText(stream, limit, name) {
    const chunks = [];
    let size = 0;
    for await (const chunk of stream) {
        const bytes = Buffer.from(chunk);
        size += bytes.length;
        if (size > limit)
            throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .OfflineGenError */ .iw('upstream', `${name} answered with more than ${limit} bytes`);
        chunks.push(bytes);
    }
    return Buffer.concat(chunks).toString('utf8');
}
/** Reads up to `limit` bytes away, so that the connection can serve again; closes it when there is more. Never fails. */
async function discard(stream, limit) {
    let size = 0;
    try {
        for await (const chunk of stream) {
            size += chunk.length;
            if (size > limit)
                return;
        }
    }
    catch {
        // Whoever throws an answer away does not care how it ends.
    }
}


/***/ }),

/***/ 4199:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ repositoryPrefix),
/* harmony export */   b: () => (/* binding */ checkoutGit)
/* harmony export */ });
/**
 * In a container the checkout belongs to another user, and git refuses to touch it unless told that this is fine; what
 * the CI's checkout step told a configuration file, our git does not read. A folder of the repository that looks like
 * a repository itself is none: its configuration could name programs to run.
 */
const SETTINGS = [
    { name: 'safe.directory', value: '*' },
    { name: 'safe.bareRepository', value: 'explicit' },
];
/** git for the job's own checkout. */
function checkoutGit(git) {
    return (args, options) => git(args, { ...options, config: [...SETTINGS, ...(options.config ?? [])] });
}
/** Path of `dir` in its repository: empty, or with a slash at its end. */
async function repositoryPrefix(git, dir) {
    return (await git(['rev-parse', '--show-prefix'], { cwd: dir })).trim();
}


/***/ })

};
