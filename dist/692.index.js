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
// EXTERNAL MODULE: ./lib/commands/offline.js
var offline = __webpack_require__(8626);
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

/***/ 1383:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  $: () => (/* binding */ targetOf)
});

// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(3434);
// EXTERNAL MODULE: ./lib/model/key.js
var key = __webpack_require__(1958);
;// CONCATENATED MODULE: ./lib/sources/file-name.js
/**
 * Name of the single file that a fetch gives, or null for an archive; known without fetching. `version` is the one of
 * the resolution, null while it is not known: then the object of an s3 request has no name yet.
 */
function fileNameOf(request, version) {
    if (request.kind === 'file')
        return request.layout === 'file' ? request.filename : null;
    if (request.kind !== 's3')
        return null;
    // An s3 version is `<key>@<entity tag or version id>`.
    const key = version === null ? (request.versionedFile ?? request.pinned) : version.slice(0, version.lastIndexOf('@'));
    return key === null ? null : key.slice(key.lastIndexOf('/') + 1);
}

;// CONCATENATED MODULE: ./lib/commands/target.js



/** Stands in a key for what is not known yet; such keys are only ever shown in previews. */
const UNKNOWN = 'unresolved';
/**
 * The place of an artifact's version; with `version` null, a placeholder of the same shape. Throws
 * `OfflineGenError('unsupported')` for a file name in which the s3 resource finds no version.
 */
function targetOf({ kind, name }, request, version, label) {
    const identity = version === null ? UNKNOWN : (0,key/* identityOf */.cu)(request, version);
    const single = fileNameOf(request, version);
    if (single === null) {
        const text = version === null ? UNKNOWN : (0,key/* versionText */.KA)(label, identity);
        return {
            key: (0,key/* resourceKey */.ik)(kind, name, identity, (0,key/* archiveFileName */.Gm)(name, text)),
            versionText: text,
            unpack: true,
        };
    }
    const text = (0,key/* capturedPart */.Wr)(single, label);
    if (text !== '')
        return { key: (0,key/* resourceKey */.ik)(kind, name, identity, single), versionText: text, unpack: false };
    throw new errors/* OfflineGenError */.iw('unsupported', `the file name ${single} holds nothing that can be a version`, {
        hint: 'The s3 resource needs a version in it: give the resource another `filename`.',
    });
}


/***/ })

};
