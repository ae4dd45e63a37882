export const id = 684;
export const ids = [684];
export const modules = {

/***/ 8626:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dp: () => (/* binding */ planOffline),
/* harmony export */   XC: () => (/* binding */ outputPath),
/* harmony export */   bm: () => (/* binding */ storeSource)
/* harmony export */ });
/* harmony import */ var node_path_posix__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _model_finding_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5268);
/* harmony import */ var _model_key_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1958);
/* harmony import */ var _model_lock_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3490);
/* harmony import */ var _model_rules_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4458);
/* harmony import */ var _pipelines_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6245);
/* harmony import */ var _target_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1383);







/** The offline form of every pipeline, or findings for what the lock does not hold yet. */
function planOffline(repository, settings) {
    const { inventory } = repository;
    const missing = settings.preview
        ? []
        : inventory.artifacts.flatMap((artifact) => missingFinding(artifact, settings.lock));
    if (missing.length > 0)
        return { files: [], findings: missing };
    const files = repository.pipelines.map(({ pipeline }) => pipeline.file);
    const generated = repository.pipelines.map((pipeline) => ({
        path: outputPath(pipeline.pipeline.file, files, settings.out),
        text: offlineText(pipeline, repository, settings),
    }));
    return { files: generated.sort((a, b) => (0,_model_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .compareText */ .n6)(a.path, b.path)), findings: [] };
}
function missingFinding(artifact, lock) {
    const [reference] = artifact.references;
    if (artifact.disposition !== 'mirror' || reference === undefined)
        return [];
    if ((0,_model_lock_js__WEBPACK_IMPORTED_MODULE_3__/* .findLockEntry */ .px)(lock, artifact.id) !== undefined)
        return [];
    return [(0,_model_rules_js__WEBPACK_IMPORTED_MODULE_4__/* .finding */ .g)('not-in-lock', `${artifact.locator} is not in the lock`, reference)];
}
function offlineText({ pipeline, analyzed }, repository, settings) {
    const used = new Set(analyzed.drafts.map((draft) => draft.id));
    const artifacts = repository.inventory.artifacts.filter((artifact) => used.has(artifact.id) && artifact.disposition === 'mirror');
    const missing = artifacts.filter((artifact) => (0,_model_lock_js__WEBPACK_IMPORTED_MODULE_3__/* .findLockEntry */ .px)(settings.lock, artifact.id) === undefined);
    const online = repository.inventory.artifacts.filter(({ id, disposition }) => used.has(id) && (disposition === 'unresolved' || disposition === 'unsupported'));
    return analyzed.rewrite({
        replacement: (id) => {
            const artifact = artifacts.find((candidate) => candidate.id === id);
            return artifact === undefined ? undefined : replacementOf(artifact, repository, settings);
        },
        storeSource: storeSource(settings.config),
        header: header(pipeline.file, missing.length, online.length),
    });
}
/** First lines of the file. What it still needs from outside stands there too: nobody should set it unknowing. */
function header(file, missing, online) {
    const generated = `${_pipelines_js__WEBPACK_IMPORTED_MODULE_5__/* .GENERATED_MARK */ .iT} from ${file.replace(/[^\x20-\x7E]/g, '?')}: edit that file, not this one.`;
    const objects = missing === 1 ? '1 object is' : `${missing} objects are`;
    const things = online === 1 ? '1 thing' : `${online} things`;
    return [
        ...(missing === 0 ? [] : [`PREVIEW: ${objects} not mirrored yet. Do not set this pipeline.`]),
        generated,
        ...(online === 0
            ? []
            : [`NOT OFFLINE YET: ${things} could not be mirrored; \`offline-gen analyze\` lists them.`]),
    ];
}
/** Source keys of every object: the store's settings as `((params))`, then the literal ones. */
function storeSource(config) {
    const params = Object.entries(config.params).map(([key, name]) => [key, `((${name}))`]);
    return { ...Object.fromEntries(params), ...config.s3Options };
}
function replacementOf(artifact, repository, settings) {
    const target = (0,_model_lock_js__WEBPACK_IMPORTED_MODULE_3__/* .findLockEntry */ .px)(settings.lock, artifact.id) ?? previewTarget(artifact, repository);
    if (target === undefined)
        return undefined;
    return {
        regexp: (0,_model_key_js__WEBPACK_IMPORTED_MODULE_2__/* .keyRegexp */ .ZG)(settings.prefix, target.key, target.versionText),
        unpack: target.unpack,
        keepParams: artifact.kind === 's3',
        name: artifact.name,
    };
}
/** Where an artifact will lie, if its version is known, else a placeholder of the same shape. */
function previewTarget(artifact, repository) {
    if (artifact.request === null)
        return undefined;
    const resolution = repository.resolutions.get(artifact.id);
    return (0,_target_js__WEBPACK_IMPORTED_MODULE_6__/* .targetOf */ .$)(artifact, artifact.request, resolution?.version ?? null, resolution?.label ?? '');
}
/** `offline/offline-<pipeline>.yml`; two pipelines of one name are told apart by their folders. */
function outputPath(file, files, out) {
    const name = (0,node_path_posix__WEBPACK_IMPORTED_MODULE_0__.basename)(file);
    const twins = files.filter((other) => (0,node_path_posix__WEBPACK_IMPORTED_MODULE_0__.basename)(other) === name);
    const stem = twins.length > 1 && (0,node_path_posix__WEBPACK_IMPORTED_MODULE_0__.dirname)(file) !== '.' ? `${(0,_model_key_js__WEBPACK_IMPORTED_MODULE_2__/* .directoryName */ .jK)((0,node_path_posix__WEBPACK_IMPORTED_MODULE_0__.dirname)(file))}-${name}` : name;
    return `${out}/offline-${stem}`;
}


/***/ }),

/***/ 8684:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  verify: () => (/* binding */ verify),
  verifyPipelines: () => (/* binding */ verifyPipelines)
});

// EXTERNAL MODULE: ./lib/dialects/registry.js + 35 modules
var registry = __webpack_require__(6005);
// EXTERNAL MODULE: ./lib/model/finding.js
var finding = __webpack_require__(5268);
// EXTERNAL MODULE: ./lib/model/key.js
var key = __webpack_require__(1958);
// EXTERNAL MODULE: ./lib/model/rules.js
var rules = __webpack_require__(4458);
// EXTERNAL MODULE: ./lib/commands/files.js
var commands_files = __webpack_require__(2893);
// EXTERNAL MODULE: ./lib/commands/internal-hosts.js
var internal_hosts = __webpack_require__(3283);
// EXTERNAL MODULE: ./lib/commands/mirror.js + 1 modules
var mirror = __webpack_require__(6098);
// EXTERNAL MODULE: ./lib/commands/offline.js
var offline = __webpack_require__(8626);
// EXTERNAL MODULE: ./lib/commands/parallel.js
var parallel = __webpack_require__(1923);
// EXTERNAL MODULE: ./lib/commands/pipelines.js
var commands_pipelines = __webpack_require__(6245);
// EXTERNAL MODULE: ./lib/commands/report-of.js
var report_of = __webpack_require__(5362);
// EXTERNAL MODULE: ./lib/commands/session.js + 65 modules
var commands_session = __webpack_require__(758);
// EXTERNAL MODULE: ./lib/commands/vars.js
var vars = __webpack_require__(5250);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./lib/archive/tar-entry.js
/** The byte string of a text: its UTF-8 bytes, one character each. */
function toByteString(text) {
    return Buffer.from(text, 'utf8').toString('latin1');
}

// EXTERNAL MODULE: ./lib/archive/tar-reader.js + 2 modules
var tar_reader = __webpack_require__(7800);
;// CONCATENATED MODULE: ./lib/archive/read-file.js




/** More than any task file has. */
const LIMIT = 1024 * 1024;
/** The text of one file of a gzipped tar; undefined when it holds no such file. Reads no further than it has to. */
async function readArchiveFile(archive, path) {
    const wanted = normalized(toByteString(path));
    const source = (0,external_node_stream_.pipeline)(archive, (0,external_node_zlib_.createGunzip)(), () => undefined);
    try {
        for await (const member of (0,tar_reader/* readTar */.s)(source)) {
            if (member.type !== 'file' || normalized(member.name) !== wanted || member.size > LIMIT)
                continue;
            const chunks = [];
            for await (const chunk of member.body)
                chunks.push(chunk);
            return Buffer.concat(chunks).toString('utf8');
        }
        return undefined;
    }
    finally {
        archive.destroy();
    }
}
function normalized(name) {
    return name.replace(/^(?:\.\/)+/, '');
}

;// CONCATENATED MODULE: ./lib/commands/verify-objects.js




/**
 * Whether exactly one object of the store matches the regexp of an entry, and is what the lock says. `deep` reads it
 * whole and compares its digest; else its size has to do.
 */
async function verifyObject(store, used, deep) {
    const { entry, at } = used;
    const folder = entry.key.slice(0, entry.key.lastIndexOf('/') + 1);
    const regexp = new RegExp(`^${(0,key/* keyRegexp */.ZG)('', entry.key, entry.versionText)}$`);
    const matching = [];
    for await (const object of store.list(folder))
        if (regexp.test(object.key))
            matching.push(object);
    const [object, ...others] = matching;
    if (object === undefined)
        return [(0,rules/* finding */.g)('object-missing', `${entry.key} is not in ${store.url}`, at)];
    if (others.length > 0)
        return [(0,rules/* finding */.g)('object-ambiguous', `${matching.length} objects match ${entry.key}`, at)];
    if (object.size !== entry.size) {
        return [
            (0,rules/* finding */.g)('object-damaged', `${entry.key} has ${object.size} bytes, the lock says ${entry.size}`, at),
        ];
    }
    if (!deep || (await digestOf(store, entry.key)) === entry.digest)
        return [];
    return [(0,rules/* finding */.g)('object-damaged', `${entry.key} is not what the lock says: its digest differs`, at)];
}
async function digestOf(store, key) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for await (const chunk of await store.get(key))
        hash.update(chunk);
    return `sha256:${hash.digest('hex')}`;
}
/** Reads a file out of a stored archive; undefined when the archive does not hold it, or is not there. */
async function readObjectFile(store, entry, path) {
    if (!entry.unpack || (await store.head(entry.key)) === undefined)
        return undefined;
    return readArchiveFile(await store.get(entry.key), path);
}

;// CONCATENATED MODULE: ./lib/commands/verify.js














/** Proves that the offline pipelines need nothing from outside and that every object is there and intact. */
function verify(options, io) {
    return (0,commands_session/* withSession */.fQ)(options, io, (session) => (0,mirror.withStore)(session, async (store) => {
        const { findings, inventory } = await verifyPipelines(session, store, { deep: true });
        const report = {
            ...(0,report_of/* reportOf */.E)(session, { inventory, tasks: [] }, { findings }),
            lock: null,
            verified: true,
        };
        const failOn = options.failOn ?? session.config.failOn;
        return { report, exitCode: (0,finding/* reaches */.O6)(findings, failOn) ? 1 : 0 };
    }));
}
/** Findings of the closure of every offline pipeline and of the objects they name. */
async function verifyPipelines(session, store, { deep }) {
    const context = await checkContext(session, store);
    const findings = [];
    const used = [];
    const files = await offlineFiles(session);
    for (const path of files) {
        const text = await (0,commands_files/* readTextFile */.Gu)(session.options.dir, path);
        if (text === undefined) {
            findings.push((0,rules/* finding */.g)('generated-file-stale', `${path} does not exist`, { file: path, line: 1, column: 1 }));
            continue;
        }
        const [dialect] = registry/* DIALECTS */.O.filter((candidate) => candidate.looksLike(text));
        if (dialect === undefined)
            continue;
        const checked = await dialect.check(text, path, context);
        findings.push(...checked.findings);
        used.push(...checked.objects);
    }
    const objects = new Map(used.map((object) => [object.entry.key, object]));
    const perObject = await (0,parallel/* inParallel */.H)([...objects.values()], 4, (object) => verifyObject(store, object, deep));
    session.io.log.info(`verified ${objects.size} objects`);
    return {
        findings: [...findings, ...perObject.flat()].sort(finding/* compareFindings */.Eg),
        inventory: usedInventory(files, used),
    };
}
async function checkContext(session, store) {
    const { config } = session;
    const entries = new Map((0,commands_session/* lockOf */.Vx)(session).artifacts.map((entry) => [(0,key/* keyRegexp */.ZG)(store.prefix, entry.key, entry.versionText), entry]));
    return {
        vars: await (0,vars/* readVars */.n)(session),
        surroundings: {
            platform: config.platform,
            isInternal: (0,internal_hosts/* internalHosts */.B)(config.internal),
            isOwnRepository: () => false,
        },
        entryOf: (regexp) => entries.get(regexp) ?? entries.get(withPrefix(store.prefix, regexp)),
        storeSource: (0,offline/* storeSource */.bm)(config),
        readObjectFile: (entry, path) => readObjectFile(store, entry, path),
    };
}
/** A directory that was carried has no prefix, the pipeline names the bucket's. */
function withPrefix(prefix, regexp) {
    return prefix === '' ? regexp.replace(/^.*?(?=resources\/)/, '') : regexp;
}
/** The offline pipelines that the repository's pipelines should have. */
async function offlineFiles(session) {
    const pipelines = await (0,commands_pipelines/* findPipelines */.F)(session);
    return pipelines.map(({ file }) => (0,offline/* outputPath */.XC)(file, pipelines.map((pipeline) => pipeline.file), session.out));
}
/** What the offline pipelines use: the lock's entries, at the places that name them. */
function usedInventory(files, objects) {
    const byId = new Map();
    for (const object of objects)
        byId.set(object.entry.id, [...(byId.get(object.entry.id) ?? []), object]);
    return {
        sources: files.map((file) => ({ file, dialect: 'concourse', jobs: 0, resources: 0, tasks: 0 })),
        artifacts: [...byId.values()].flatMap((uses) => usedArtifact(uses)),
        findings: [],
    };
}
function usedArtifact(uses) {
    const [first] = uses;
    if (first === undefined)
        return [];
    const { id, kind, name, locator, version, digest, size } = first.entry;
    const references = uses.map(({ at }) => ({ ...at, path: 'source.regexp', role: 'resource' }));
    const resolved = { version, digest, size };
    return [
        { id, kind, name, locator, disposition: 'mirror', reason: null, references, resolved, request: null },
    ];
}


/***/ })

};
