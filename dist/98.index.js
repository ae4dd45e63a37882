export const id = 98;
export const ids = [98];
export const modules = {

/***/ 7121:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ mirrorArtifacts)
});

// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(3434);
// EXTERNAL MODULE: ./lib/model/finding.js
var finding = __webpack_require__(5268);
// EXTERNAL MODULE: ./lib/model/lock.js
var model_lock = __webpack_require__(3490);
// EXTERNAL MODULE: ./lib/commands/about.js
var about = __webpack_require__(5471);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: ./lib/model/key.js
var key = __webpack_require__(1958);
// EXTERNAL MODULE: ./lib/commands/target.js + 1 modules
var target = __webpack_require__(1383);
;// CONCATENATED MODULE: ./lib/commands/copy.js









/** Brings one artifact into the store, unless it is there. What the source throws is passed on. */
async function copyArtifact(job, tools) {
    const { version } = job.resolution;
    if (version === null)
        return copyUnversioned(job, tools);
    const present = await findPresent(job, version, tools);
    if (present !== undefined)
        return { outcome: 'present', entry: present };
    const payload = await tools.sources.fetch(job.request, job.resolution, tools.context);
    try {
        return await upload(job, version, counted(job, payload, tools), tools);
    }
    finally {
        await payload.dispose();
    }
}
/** An upstream that names no version: only its content tells whether it is new, so it is read once to a file. */
async function copyUnversioned(job, tools) {
    const file = (0,external_node_path_.join)(tools.context.temp, `content-${(0,key/* identityOf */.cu)(job.request, 'unversioned')}`);
    try {
        const version = await download(job, file, tools);
        const present = await findPresent(job, version, tools);
        if (present !== undefined)
            return { outcome: 'present', entry: present };
        return await upload(job, version, (0,external_node_fs_.createReadStream)(file), tools);
    }
    finally {
        await (0,promises_.rm)(file, { force: true });
    }
}
/** Reads an artifact to a file; returns the digest of its content. */
async function download(job, file, tools) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const payload = await tools.sources.fetch(job.request, job.resolution, tools.context);
    try {
        await (0,external_node_stream_promises_.pipeline)(counted(job, payload, tools), hashing(hash), (0,external_node_fs_.createWriteStream)(file));
    }
    finally {
        await payload.dispose();
    }
    return `sha256:${hash.digest('hex')}`;
}
function hashing(hash) {
    return new external_node_stream_.Transform({
        transform(chunk, _encoding, done) {
            hash.update(chunk);
            done(null, chunk);
        },
    });
}
async function upload(job, version, body, { store }) {
    const target = targetFor(job, version);
    const stored = await store.put(target.key, body);
    return { outcome: 'mirrored', entry: entryOf(job.artifact, version, target, stored) };
}
function targetFor({ artifact, request, resolution }, version) {
    return (0,target/* targetOf */.$)(artifact, request, version, resolution.label);
}
function entryOf({ id, kind, name, locator }, version, target, { digest, size }) {
    const { key, unpack } = target;
    return { id, kind, name, locator, version, key, versionText: target.versionText, digest, size, unpack };
}
/**
 * The copy that is there already: where the lock says, or where it would be put. Throws
 * `OfflineGenError('integrity')` when the object is not the one of the lock: keys never change their bytes.
 */
async function findPresent(job, version, tools) {
    const { locked } = job;
    const target = targetFor(job, version);
    if (locked?.version === version) {
        const object = await tools.store.head(locked.key);
        if (object?.size === locked.size)
            return locked;
        if (object !== undefined)
            throw damaged(locked, object);
    }
    const object = await tools.store.head(target.key);
    return object === undefined ? undefined : adopt(job, version, target, object, tools);
}
function damaged(locked, object) {
    const message = `${locked.key} has ${object.size} bytes in the blobstore, the lock says ${locked.size}`;
    return new errors/* OfflineGenError */.iw('integrity', message, {
        hint: 'Delete that object and run again: it is copied anew.',
    });
}
/** A whole object that no lock of ours describes: its digest is read from itself. */
async function adopt(job, version, target, { key, size }, { store }) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for await (const chunk of await store.get(key))
        hash.update(chunk);
    return entryOf(job.artifact, version, target, { digest: `sha256:${hash.digest('hex')}`, size });
}
/** The payload's stream, reporting its bytes to the progress display. */
function counted(job, payload, { context }) {
    let bytes = 0;
    const counter = new external_node_stream_.Transform({
        transform(chunk, _encoding, done) {
            bytes += chunk.length;
            context.log.progress(job.artifact.id, bytes, payload.size);
            done(null, chunk);
        },
        flush(done) {
            if (bytes !== payload.size)
                context.log.progress(job.artifact.id, bytes, bytes);
            done();
        },
    });
    payload.stream.on('error', (error) => counter.destroy(error));
    counter.on('close', () => payload.stream.destroy());
    return payload.stream.pipe(counter);
}

// EXTERNAL MODULE: ./lib/commands/parallel.js
var parallel = __webpack_require__(1923);
// EXTERNAL MODULE: ./lib/commands/session.js + 65 modules
var commands_session = __webpack_require__(758);
;// CONCATENATED MODULE: ./lib/commands/mirror-artifacts.js







/** Copies everything that is not there yet. One failure does not stop the others. */
async function mirrorArtifacts(session, repository, store) {
    const { io, options, config } = session;
    const lock = (0,commands_session/* lockOf */.Vx)(session);
    const wanted = repository.inventory.artifacts.filter((artifact) => artifact.disposition === 'mirror');
    const outcomes = await (0,parallel/* inParallel */.H)(wanted, options.jobs ?? config.jobs, async (artifact) => {
        const { id, kind, name } = artifact;
        try {
            const locked = (0,model_lock/* findLockEntry */.px)(lock, id);
            const job = copyJob(artifact, repository, locked);
            const context = repository.resolver.contextFor(repository.credentials.get(id) ?? {}, locked?.version ?? null);
            const { outcome, entry } = await copyArtifact(job, { store, sources: session.sources, context });
            if (outcome === 'present')
                io.log.debug(`already there: ${artifact.locator}`);
            return { id, kind, name, outcome, entry, error: null };
        }
        catch (error) {
            if (io.signal.aborted)
                throw new errors/* OfflineGenError */.iw('interrupted', 'interrupted', { cause: error });
            io.log.warn(`not copied: ${(0,about/* about */.C)(artifact.locator, (0,errors/* describeError */.Uc)(error))}`);
            return { id, kind, name, outcome: 'failed', entry: null, error: (0,errors/* describeError */.Uc)(error) };
        }
    });
    const failed = outcomes.filter(({ outcome }) => outcome === 'failed').length;
    if (failed > 0)
        io.log.warn(`${failed} of ${wanted.length} artifacts are not copied; run again for the rest`);
    warnOfUnresolved(session, repository);
    return { outcomes, lock: lockAfter(lock, outcomes, store.prefix) };
}
/** What lacks a value is not even tried. */
function warnOfUnresolved({ io }, { inventory }) {
    for (const { disposition, locator, reason } of inventory.artifacts) {
        if (disposition !== 'unresolved')
            continue;
        io.log.warn(`not copied: ${locator}: ${reason ?? 'a value is missing'}. Give it with --vars-file or --var`);
    }
}
function copyJob(artifact, repository, locked) {
    const resolution = repository.resolutions.get(artifact.id);
    if (artifact.request !== null && resolution !== undefined) {
        return { artifact, request: artifact.request, resolution, locked };
    }
    throw repository.failures.get(artifact.id) ?? new errors/* OfflineGenError */.iw('upstream', 'its version is not known');
}
function lockAfter(before, outcomes, prefix) {
    const entries = outcomes
        .map((outcome) => outcome.entry ?? (0,model_lock/* findLockEntry */.px)(before, outcome.id))
        .filter((entry) => entry !== undefined);
    return { version: 1, prefix, artifacts: entries.sort((a, b) => (0,finding/* compareText */.n6)(a.id, b.id)) };
}


/***/ }),

/***/ 6098:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  assertTrusted: () => (/* binding */ assertTrusted),
  exitCodeAfter: () => (/* binding */ exitCodeAfter),
  isComplete: () => (/* binding */ isComplete),
  mirror: () => (/* binding */ mirror),
  outcomeOf: () => (/* binding */ outcomeOf),
  record: () => (/* binding */ record),
  resultOf: () => (/* binding */ resultOf),
  withStore: () => (/* binding */ withStore),
  writeLock: () => (/* binding */ writeLock)
});

// EXTERNAL MODULE: ./lib/config/defaults.js
var defaults = __webpack_require__(3294);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(3434);
// EXTERNAL MODULE: ./lib/model/finding.js
var finding = __webpack_require__(5268);
// EXTERNAL MODULE: ./lib/model/lock.js
var model_lock = __webpack_require__(3490);
// EXTERNAL MODULE: ./lib/model/lock-file.js + 1 modules
var lock_file = __webpack_require__(4005);
// EXTERNAL MODULE: ./lib/report/render.js + 5 modules
var render = __webpack_require__(577);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(3136);
// EXTERNAL MODULE: ./lib/model/redact.js
var redact = __webpack_require__(9848);
;// CONCATENATED MODULE: ./lib/store/open.js




/**
 * Opens `s3://bucket/prefix`, `file:///directory` or a path. Nothing is contacted yet: that is `Store.check`. Throws
 * `OfflineGenError('usage')` for anything else.
 */
async function openStore(url, options) {
    const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
    if (scheme === 's3') {
        const { openS3Store } = await __webpack_require__.e(/* import() */ 197).then(__webpack_require__.bind(__webpack_require__, 8197));
        return openS3Store({ ...bucketOf(url), ...options.s3, env: options.env, log: options.log });
    }
    if ((scheme !== undefined && scheme !== 'file') || url === '') {
        throw usage(url === '' ? 'the store is empty' : `the store ${(0,redact/* redactUrl */.B)(url)} has an unknown scheme`);
    }
    const { openDirectoryStore } = await __webpack_require__.e(/* import() */ 584).then(__webpack_require__.bind(__webpack_require__, 9584));
    return openDirectoryStore(scheme === 'file' ? pathOf(url) : (0,external_node_path_.resolve)(url));
}
/** Bucket and prefix of `s3://bucket/prefix`. Key characters stand for themselves: nothing is percent-decoded. */
function bucketOf(url) {
    const match = /^s3:\/\/([A-Za-z0-9][A-Za-z0-9._-]*)(?:\/([^?#]*))?$/i.exec(url);
    if (match !== null)
        return { bucket: match[1] ?? '', prefix: (match[2] ?? '').replace(/^\/+|\/+$/g, '') };
    if (url.includes('@')) {
        throw usage(`the store ${(0,redact/* redactUrl */.B)(url)} must not hold credentials: set AWS_ACCESS_KEY_ID instead`);
    }
    throw usage(`the store ${(0,redact/* redactUrl */.B)(url)} names no bucket`);
}
function pathOf(url) {
    try {
        return (0,external_node_url_.fileURLToPath)(url);
    }
    catch (error) {
        throw usage(`the store ${(0,redact/* redactUrl */.B)(url)} is no file address`, error);
    }
}
function usage(message, cause) {
    const hint = 'Write s3://bucket/prefix, file:///directory or a path.';
    return new errors/* OfflineGenError */.iw('usage', message, { hint, cause });
}

// EXTERNAL MODULE: ./lib/commands/files.js
var files = __webpack_require__(2893);
// EXTERNAL MODULE: ./lib/commands/mirror-artifacts.js + 1 modules
var mirror_artifacts = __webpack_require__(7121);
// EXTERNAL MODULE: ./lib/commands/record-run.js + 1 modules
var record_run = __webpack_require__(2759);
// EXTERNAL MODULE: ./lib/commands/report-of.js
var report_of = __webpack_require__(5362);
// EXTERNAL MODULE: ./lib/commands/repository.js + 7 modules
var commands_repository = __webpack_require__(8388);
// EXTERNAL MODULE: ./lib/commands/session.js + 65 modules
var commands_session = __webpack_require__(758);
;// CONCATENATED MODULE: ./lib/commands/mirror.js













/** Copies what the pipelines need into the store, writes the lock, and records the run. */
function mirror(options, io) {
    return (0,commands_session/* withSession */.fQ)(options, io, async (session) => {
        assertTrusted(session);
        if (options.dryRun)
            return planOnly(session, await (0,commands_repository/* readRepository */.N)(session, 'newest'));
        const runId = (0,record_run/* givenRunId */.Yg)(session);
        return withStore(session, async (store) => {
            const repository = await (0,commands_repository/* readRepository */.N)(session, 'newest');
            const mirrored = await (0,mirror_artifacts/* mirrorArtifacts */.L)(session, repository, store);
            const files = await writeLock(session, mirrored.lock);
            const outcome = outcomeOf(session, store, mirrored, { runId, pipelines: [], files });
            if (isComplete(mirrored))
                await record(session, repository, store, mirrored.lock, outcome, []);
            return resultOf(session, repository, mirrored, outcome);
        });
    });
}
/** Mirroring uses credentials and writes: never for content that nobody reviewed. */
function assertTrusted({ options }) {
    if (!options.untrusted)
        return;
    throw new errors/* OfflineGenError */.iw('refused', 'mirroring is refused for a pull or merge request: nobody reviewed it yet', {
        hint: 'Run analyze here, and mirror on the push after the merge.',
    });
}
/** Opens the store and says what is wrong with it before anything is fetched. */
async function withStore(session, work) {
    const { options, io } = session;
    const s3 = options.untrusted ? defaults/* DEFAULT_CONFIG */.P.s3 : session.config.s3;
    const store = await openStore((0,commands_session/* storeUrlOf */.yn)(session), {
        s3: {
            endpoint: options.s3Endpoint ?? s3.endpoint,
            region: s3.region,
            pathStyle: options.s3PathStyle ?? s3.pathStyle,
        },
        env: io.env,
        log: io.log,
    });
    try {
        await store.check();
        return await work(store);
    }
    finally {
        await store.close();
    }
}
/** What a mirroring did, for reports. */
function outcomeOf(session, store, { lock, outcomes }, made) {
    const runId = made.runId ?? (0,record_run/* runIdOf */.SR)(lock, made.pipelines);
    const before = session.lock === null ? null : (0,lock_file/* serializeLock */.g)(session.lock);
    return {
        runId,
        manifestKey: isComplete({ lock, outcomes }) ? (0,record_run/* manifestKey */.Rn)(runId) : null,
        storeUrl: store.url,
        artifacts: outcomes,
        lockChanged: before !== (0,lock_file/* serializeLock */.g)(lock),
        files: made.files,
    };
}
async function writeLock(session, lock) {
    const changed = await (0,files/* writeTextFile */.Tl)(session.options.dir, model_lock/* LOCK_FILE */.FI, (0,lock_file/* serializeLock */.g)(lock));
    (0,files/* logWritten */.Ej)(session, model_lock/* LOCK_FILE */.FI, changed);
    return changed ? [model_lock/* LOCK_FILE */.FI] : [];
}
function isComplete(mirrored) {
    return mirrored.outcomes.every((outcome) => outcome.outcome !== 'failed');
}
/** Writes the run's own record into the store. */
async function record(session, repository, store, lock, run, pipelines) {
    const report = { ...(0,report_of/* reportOf */.E)(session, repository, { run }), lock };
    await (0,record_run/* recordRun */.vj)(session, store, {
        runId: run.runId,
        lock,
        pipelines,
        reportJson: (0,render.render)('json', report),
        reportMarkdown: (0,render.render)('markdown', report),
    });
}
function resultOf(session, repository, mirrored, run) {
    const report = (0,report_of/* reportOf */.E)(session, repository, { run });
    return { report, exitCode: exitCodeAfter(session, report, mirrored) };
}
/** 3 when something is not copied although a rerun or a value could change that, 1 when a rule failed. */
function exitCodeAfter({ options, config }, { inventory }, mirrored) {
    const failOn = options.failOn ?? config.failOn;
    const lacksValue = inventory.artifacts.some(({ disposition }) => disposition === 'unresolved');
    if (!isComplete(mirrored) || (lacksValue && failOn !== 'never'))
        return 3;
    return (0,finding/* reaches */.O6)(inventory.findings, failOn) ? 1 : 0;
}
function planOnly(session, repository) {
    for (const artifact of repository.inventory.artifacts) {
        if (artifact.disposition === 'mirror')
            session.io.log.info(`would copy ${artifact.locator}`);
    }
    return { report: (0,report_of/* reportOf */.E)(session, repository), exitCode: 0 };
}


/***/ }),

/***/ 2759:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Yg: () => (/* binding */ givenRunId),
  Rn: () => (/* binding */ manifestKey),
  vj: () => (/* binding */ recordRun),
  SR: () => (/* binding */ runIdOf)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(3434);
// EXTERNAL MODULE: ./lib/model/lock.js
var model_lock = __webpack_require__(3490);
// EXTERNAL MODULE: ./lib/model/lock-file.js + 1 modules
var lock_file = __webpack_require__(4005);
// EXTERNAL MODULE: ./lib/model/finding.js
var finding = __webpack_require__(5268);
;// CONCATENATED MODULE: ./lib/model/manifest.js


/** The manifest as it is stored: fixed key order, lists sorted, one line feed at the end. */
function serializeManifest(manifest) {
    const ordered = {
        schemaVersion: manifest.schemaVersion,
        tool: { name: manifest.tool.name, version: manifest.tool.version },
        runId: manifest.runId,
        createdAt: manifest.createdAt,
        lockDigest: manifest.lockDigest,
        artifacts: [...manifest.artifacts].sort((a, b) => (0,finding/* compareText */.n6)(a.id, b.id)).map(orderedEntry),
        pipelines: [...manifest.pipelines].sort(finding/* compareText */.n6),
    };
    return `${JSON.stringify(ordered, null, 2)}\n`;
}
function orderedEntry(entry) {
    const { id, kind, name, locator, version, key, versionText, digest, size, unpack } = entry;
    return { id, kind, name, locator, version, key, versionText, digest, size, unpack };
}
/**
 * Text for `sha256sum -c`, sorted by path. Throws `OfflineGenError('integrity')` for a digest of another algorithm.
 */
function sha256Sums(entries) {
    return [...entries]
        .sort((a, b) => (0,finding/* compareText */.n6)(a.path, b.path))
        .map((entry) => `${checksumLine(entry)}\n`)
        .join('');
}
/** GNU coreutils mark a line whose name is escaped with a backslash in front (manual, "md5sum invocation"). */
function checksumLine({ path, digest }) {
    const hex = /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1];
    if (hex === undefined) {
        throw new errors/* OfflineGenError */.iw('integrity', `no SHA-256 digest is known for ${JSON.stringify(path)}`);
    }
    const escaped = path.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
    return `${escaped === path ? '' : '\\'}${hex}  ${escaped}`;
}

// EXTERNAL MODULE: ./lib/version.js
var version = __webpack_require__(3411);
;// CONCATENATED MODULE: ./lib/commands/record-run.js







/** `--run-id`, or that of the configuration; null: none. Throws `OfflineGenError('usage')` for one that is no name. */
function givenRunId(session) {
    const given = session.options.runId ?? session.config.runId;
    if (given === null || given === '')
        return null;
    const id = given.replaceAll('/', '-');
    if (/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(id))
        return id;
    throw new errors/* OfflineGenError */.iw('usage', `\`${given}\` is no run id`, {
        hint: 'Use up to 128 letters, digits, dots, dashes and underscores.',
    });
}
/** A name made from the lock and the generated pipelines: the same content is the same run. */
function runIdOf(lock, pipelines) {
    const texts = [(0,lock_file/* serializeLock */.g)(lock), ...pipelines.flatMap(({ path, text }) => [path, text])];
    return `lock-${digestOf(texts.join('\0')).slice(7, 19)}`;
}
/** Key of a run's manifest, below the store's prefix. */
function manifestKey(runId) {
    return `runs/${runId}/manifest.json`;
}
/**
 * Writes the record of a complete run, the manifest last. A run that is recorded already with the same lock and
 * pipelines is left alone. Throws `OfflineGenError('refused')` when the run id belongs to others: a run is written once.
 */
async function recordRun(session, store, record) {
    const { runId, lock } = record;
    const lockText = (0,lock_file/* serializeLock */.g)(lock);
    const pipelines = record.pipelines.map(({ path, text }) => [nameOf(path), text]);
    const isRecorded = (await store.head(manifestKey(runId))) !== undefined;
    for (const [name, text] of [[model_lock/* LOCK_FILE */.FI, lockText], ...pipelines]) {
        const before = await readText(store, `runs/${runId}/${name}`);
        if (before !== text && (isRecorded || before !== undefined))
            throw usedAlready(runId);
    }
    if (isRecorded)
        return;
    const manifest = {
        schemaVersion: 1,
        tool: version/* TOOL */.j,
        runId,
        createdAt: session.io.now().toISOString(),
        lockDigest: digestOf(lockText),
        artifacts: lock.artifacts,
        pipelines: pipelines.map(([name]) => name),
    };
    const files = [
        [model_lock/* LOCK_FILE */.FI, lockText],
        ['report.json', record.reportJson],
        ['report.md', record.reportMarkdown],
        ['SHA256SUMS', sha256Sums(lock.artifacts.map(({ key, digest }) => ({ path: key, digest })))],
        ...pipelines,
        ['manifest.json', serializeManifest(manifest)],
    ];
    for (const [name, text] of files)
        await store.put(`runs/${runId}/${name}`, external_node_stream_.Readable.from([Buffer.from(text)]));
}
function usedAlready(runId) {
    return new errors/* OfflineGenError */.iw('refused', `the run id ${runId} is used already, with other contents`, {
        hint: 'Give another --run-id; a run is never overwritten.',
    });
}
function nameOf(path) {
    return path.slice(path.lastIndexOf('/') + 1);
}
function digestOf(text) {
    return `sha256:${(0,external_node_crypto_.createHash)('sha256').update(text).digest('hex')}`;
}
/** A small object as text; undefined when there is none. */
async function readText(store, key) {
    if ((await store.head(key)) === undefined)
        return undefined;
    const chunks = [];
    for await (const chunk of await store.get(key))
        chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
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
