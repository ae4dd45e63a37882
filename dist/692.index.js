export const id = 692;
export const ids = [692];
export const modules = {

/***/ 9311:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  generate: () => (/* binding */ generate),
  writeGenerated: () => (/* binding */ writeGenerated)
});

// EXTERNAL MODULE: ./lib/model/finding.js
var finding = __webpack_require__(5268);
// EXTERNAL MODULE: ./lib/commands/files.js
var files = __webpack_require__(2893);
// EXTERNAL MODULE: ./lib/commands/offline.js + 1 modules
var offline = __webpack_require__(8685);
// EXTERNAL MODULE: ./lib/commands/report-of.js
var report_of = __webpack_require__(5362);
// EXTERNAL MODULE: ./lib/commands/repository.js + 7 modules
var commands_repository = __webpack_require__(8388);
// EXTERNAL MODULE: ./lib/commands/session.js + 65 modules
var commands_session = __webpack_require__(758);
;// CONCATENATED MODULE: ./lib/commands/store-prefix.js

/** Prefix inside the bucket: of the store that was named, else the one the lock was made for. */
function prefixOfStore(session) {
    const url = session.options.store ?? session.config.store;
    const s3 = url === null ? null : /^s3:\/\/[^/]+\/?(.*)$/.exec(url);
    return s3 === null ? (url === null ? (0,commands_session/* lockOf */.Vx)(session).prefix : '') : (s3[1] ?? '').replace(/^\/+|\/+$/g, '');
}

;// CONCATENATED MODULE: ./lib/commands/generate.js







/** Writes the offline pipelines from the lock. Nothing is written unless all of them can be. */
function generate(options, io) {
    return (0,commands_session/* withSession */.fQ)(options, io, async (session) => {
        const repository = await (0,commands_repository/* readRepository */.N)(session, options.preview ? 'newest' : 'locked');
        const plan = (0,offline/* planOffline */.Dp)(repository, {
            out: session.out,
            lock: (0,commands_session/* lockOf */.Vx)(session),
            prefix: prefixOfStore(session),
            preview: options.preview,
            config: session.config,
            fileName: session.sources.fileName,
        });
        const written = await writeGenerated(session, plan);
        if (plan.files.length > 0 && written.length === 0 && !options.dryRun)
            io.log.info('nothing changed: the files are up to date');
        const report = (0,report_of/* reportOf */.E)(session, repository, { findings: plan.findings });
        const failOn = options.failOn ?? session.config.failOn;
        return { report, exitCode: (0,finding/* reaches */.O6)(report.inventory.findings, failOn) ? 1 : 0 };
    });
}
/** Writes what changed and returns its paths. */
async function writeGenerated(session, plan) {
    const written = [];
    for (const { path, text } of plan.files) {
        if (session.options.dryRun) {
            session.io.log.info(`would write ${path}`);
            continue;
        }
        const changed = await (0,files/* writeTextFile */.Tl)(session.options.dir, path, text);
        (0,files/* logWritten */.Ej)(session, path, changed);
        if (changed)
            written.push(path);
    }
    return written;
}


/***/ }),

/***/ 8685:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  XC: () => (/* binding */ outputPath),
  Dp: () => (/* binding */ planOffline),
  bm: () => (/* binding */ storeSource)
});

// EXTERNAL MODULE: external "node:path/posix"
var posix_ = __webpack_require__(3916);
// EXTERNAL MODULE: ./lib/model/finding.js
var finding = __webpack_require__(5268);
// EXTERNAL MODULE: ./lib/model/key.js
var key = __webpack_require__(1958);
// EXTERNAL MODULE: ./lib/model/lock.js
var model_lock = __webpack_require__(3490);
// EXTERNAL MODULE: ./lib/model/rules.js
var rules = __webpack_require__(4458);
// EXTERNAL MODULE: ./lib/commands/pipelines.js + 1 modules
var pipelines = __webpack_require__(9448);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(3434);
;// CONCATENATED MODULE: ./lib/commands/target.js


/** Throws `OfflineGenError('unsupported')` for a file whose name holds no version that the s3 resource could read. */
function targetOf({ artifact, request, version, label, single }) {
    const identity = (0,key/* identityOf */.cu)(request, version);
    const text = single === null ? (0,key/* versionText */.KA)(label, identity) : (0,key/* capturedPart */.Wr)(single, label);
    if (text === '') {
        throw new errors/* OfflineGenError */.iw('unsupported', `the file name ${single} holds nothing that can be a version`, {
            hint: 'The s3 resource needs a version in it: give the resource another `filename`.',
        });
    }
    const fileName = single ?? (0,key/* archiveFileName */.Gm)(artifact.name, text);
    const folder = (0,key/* resourceKey */.ik)(artifact.kind, artifact.name, identity, '');
    return { version, folder, fileName, versionText: text, unpack: single === null };
}
const UNKNOWN = 'unresolved';
/** Stands for a version that nobody looked up, in a key of the same shape. */
function placeholderTarget(artifact, single) {
    const known = single === null ? '' : (0,key/* capturedPart */.Wr)(single, '');
    const stem = single === null || single === '' ? artifact.name : (0,key/* directoryName */.jK)(single);
    const named = single === null ? (0,key/* archiveFileName */.Gm)(stem, UNKNOWN) : `${stem}-${UNKNOWN}`;
    return {
        version: UNKNOWN,
        folder: (0,key/* resourceKey */.ik)(artifact.kind, artifact.name, UNKNOWN, ''),
        fileName: known === '' ? named : (single ?? named),
        versionText: known === '' ? UNKNOWN : known,
        unpack: single === null,
    };
}
const UNRESOLVED = { version: null, label: '', digest: null, size: null };

;// CONCATENATED MODULE: ./lib/commands/offline.js







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
    return { files: generated.sort((a, b) => (0,finding/* compareText */.n6)(a.path, b.path)), findings: [] };
}
function missingFinding(artifact, lock) {
    const [reference] = artifact.references;
    if (artifact.disposition !== 'mirror' || reference === undefined)
        return [];
    if ((0,model_lock/* findLockEntry */.px)(lock, artifact.id) !== undefined)
        return [];
    return [(0,rules/* finding */.g)('not-in-lock', `${artifact.locator} is not in the lock`, reference)];
}
function offlineText({ pipeline, analyzed }, repository, settings) {
    const used = new Set(analyzed.drafts.map((draft) => draft.id));
    const artifacts = repository.inventory.artifacts.filter((artifact) => used.has(artifact.id) && artifact.disposition === 'mirror');
    const missing = artifacts.filter((artifact) => (0,model_lock/* findLockEntry */.px)(settings.lock, artifact.id) === undefined);
    return analyzed.rewrite({
        replacement: (id) => {
            const artifact = artifacts.find((candidate) => candidate.id === id);
            return artifact === undefined ? undefined : replacementOf(artifact, repository, settings);
        },
        storeSource: storeSource(settings.config),
        header: header(pipeline.file, missing.length),
    });
}
function header(file, missing) {
    const generated = `${pipelines/* GENERATED_MARK */.iT} from ${file.replace(/[^\x20-\x7E]/g, '?')}: edit that file, not this one.`;
    if (missing === 0)
        return [generated];
    const objects = missing === 1 ? '1 object is' : `${missing} objects are`;
    return [`PREVIEW: ${objects} not mirrored yet. Do not set this pipeline.`, generated];
}
/** Source keys of every object: the store's settings as `((params))`, then the literal ones. */
function storeSource(config) {
    const params = Object.entries(config.params).map(([key, name]) => [key, `((${name}))`]);
    return { ...Object.fromEntries(params), ...config.s3Options };
}
function replacementOf(artifact, repository, settings) {
    const entry = (0,model_lock/* findLockEntry */.px)(settings.lock, artifact.id) ?? previewEntry(artifact, repository, settings);
    return {
        regexp: (0,key/* keyRegexp */.ZG)(settings.prefix, entry.key, entry.versionText),
        unpack: entry.unpack,
        keepParams: artifact.kind === 's3',
        name: artifact.name,
    };
}
/** Where an artifact will lie, if its version is known, else a placeholder of the same shape. */
function previewEntry(artifact, repository, { fileName }) {
    const { request } = artifact;
    const resolution = repository.resolutions.get(artifact.id) ?? UNRESOLVED;
    const single = request === null ? null : fileName(request, resolution);
    const { version, label } = resolution;
    const target = request === null || version === null
        ? placeholderTarget(artifact, single)
        : targetOf({ artifact, request, version, label, single });
    return { key: target.folder + target.fileName, versionText: target.versionText, unpack: target.unpack };
}
/** `offline/offline-<pipeline>.yml`; two pipelines of one name are told apart by their folders. */
function outputPath(file, files, out) {
    const name = (0,posix_.basename)(file);
    const twins = files.filter((other) => (0,posix_.basename)(other) === name);
    const stem = twins.length > 1 && (0,posix_.dirname)(file) !== '.' ? `${(0,key/* directoryName */.jK)((0,posix_.dirname)(file))}-${name}` : name;
    return `${out}/offline-${stem}`;
}


/***/ })

};
