export const id = 584;
export const ids = [584];
export const modules = {

/***/ 6917:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ createMeter),
/* harmony export */   x: () => (/* binding */ measure)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);

function createMeter() {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    let size = 0;
    return {
        update: (bytes) => {
            hash.update(bytes);
            size += bytes.length;
        },
        result: () => ({ digest: `sha256:${hash.digest('hex')}`, size }),
    };
}
/** Digest and size of a whole stream. */
async function measure(stream) {
    const meter = createMeter();
    for await (const chunk of stream)
        meter.update(chunk);
    return meter.result();
}


/***/ }),

/***/ 9584:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openDirectoryStore: () => (/* binding */ openDirectoryStore)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(3136);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(3434);
// EXTERNAL MODULE: ./lib/model/finding.js
var finding = __webpack_require__(5268);
// EXTERNAL MODULE: ./lib/store/digest.js
var digest = __webpack_require__(6917);
// EXTERNAL MODULE: ./lib/store/object-key.js
var object_key = __webpack_require__(9464);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./lib/store/staging.js





/** Milliseconds without a change after which a file is left over, whoever wrote it. */
const STALE_AFTER = 24 * 60 * 60 * 1000;
const NO_HARD_LINKS = new Set([
    'EPERM',
    'ENOTSUP',
    'EOPNOTSUPP',
    'ENOSYS',
    'EMLINK',
    'EXDEV',
]);
/**
 * Writes `body` to a new file in `directory` and to the disk below it. Errors of the body pass unchanged, errors of
 * the file go through `toError`; either way nothing is left.
 */
async function writeStaged(directory, body, toError) {
    const path = (0,external_node_path_.join)(directory, `${machine()}.${process.pid}.${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`);
    const remove = () => (0,promises_.rm)(path, { force: true });
    const orFail = async (work) => work.catch((error) => {
        throw toError(error);
    });
    try {
        const handle = await orFail((0,promises_.mkdir)(directory, { recursive: true }).then(() => (0,promises_.open)(path, 'wx')));
        return { path, result: await copy(body, handle, orFail), remove };
    }
    catch (error) {
        body.destroy();
        await remove();
        throw error;
    }
}
async function copy(body, handle, orFail) {
    const meter = (0,digest/* createMeter */.q)();
    try {
        for await (const chunk of body) {
            meter.update(chunk);
            await orFail(handle.writeFile(chunk));
        }
        await orFail(handle.sync());
        return meter.result();
    }
    finally {
        await handle.close();
    }
}
/** Gives a staged file its name. False when there is a file of that name already: it is kept. */
async function publish(staged, file) {
    try {
        await (0,promises_.link)(staged, file);
    }
    catch (error) {
        const code = codeOf(error);
        if (code === 'EEXIST')
            return false;
        if (!NO_HARD_LINKS.has(code))
            throw error;
        // File systems without hard links: a rename is as whole, only two writers at once could replace one another.
        if (await exists(file))
            return false;
        await (0,promises_.rename)(staged, file);
    }
    await syncDirectory((0,external_node_path_.dirname)(file));
    return true;
}
/** Removes files of writers that ended on this machine, and of any writer after a day. */
async function removeStale(directory) {
    const names = await (0,promises_.readdir)(directory).catch(() => []);
    for (const name of names) {
        const path = (0,external_node_path_.join)(directory, name);
        if (writerEnded(name) || (await isOld(path)))
            await (0,promises_.unlink)(path).catch(() => undefined);
    }
}
function writerEnded(name) {
    const [writer, pid] = name.split('.');
    if (writer !== machine() || !/^\d+$/.test(pid ?? ''))
        return false;
    try {
        process.kill(Number(pid), 0);
        return false;
    }
    catch (error) {
        return codeOf(error) === 'ESRCH';
    }
}
async function isOld(path) {
    const found = await (0,promises_.stat)(path).catch(() => undefined);
    return found !== undefined && Date.now() - found.mtimeMs > STALE_AFTER;
}
/** A process id says nothing about processes of another machine that shares the directory. */
function machine() {
    return (0,external_node_os_.hostname)().replace(/[^A-Za-z0-9-]/g, '-');
}
async function exists(file) {
    return (0,promises_.stat)(file).then(() => true, () => false);
}
/** Makes the new name itself survive a power failure; not every system can do that. */
async function syncDirectory(directory) {
    const handle = await (0,promises_.open)(directory).catch(() => undefined);
    await handle?.sync().catch(() => undefined);
    await handle?.close();
}
function codeOf(error) {
    return error instanceof Error && 'code' in error ? String(error.code) : '';
}

;// CONCATENATED MODULE: ./lib/store/directory.js









/**
 * A directory with the layout of a bucket. Objects are written in `.staging` and appear under their key whole, by a
 * hard link that never replaces a file.
 */
function openDirectoryStore(path) {
    const root = (0,external_node_path_.resolve)(path);
    const fileOf = (key) => {
        (0,object_key/* assertKey */.sM)(key);
        return (0,external_node_path_.join)(root, ...key.split('/'));
    };
    let cleaned;
    return {
        url: (0,external_node_url_.pathToFileURL)(root).href,
        prefix: '',
        check: () => checkDirectory(root),
        head: (key) => headFile(key, fileOf(key)),
        get: (key) => readObject(key, fileOf(key)),
        put: async (key, body) => {
            const file = fileOf(key);
            const exists = async () => (await headFile(key, file)) !== undefined;
            cleaned ??= removeStale((0,external_node_path_.join)(root, object_key/* STAGING */.Cj));
            await cleaned;
            const stored = await (0,object_key/* unless */.NJ)(exists, body, () => putFile({ root, key, file }, body));
            return stored ?? (0,digest/* measure */.x)(await readObject(key, file));
        },
        list: (prefix) => walk(root, '', prefix),
        close: () => Promise.resolve(),
    };
}
async function checkDirectory(root) {
    try {
        await (0,promises_.mkdir)(root, { recursive: true });
        await (0,promises_.access)(root, external_node_fs_.constants.R_OK | external_node_fs_.constants.W_OK | external_node_fs_.constants.X_OK);
    }
    catch (error) {
        throw failure(`the store ${root} can't be used`, error, 'Name a directory that can be created and written.');
    }
}
async function headFile(key, file) {
    try {
        const found = await (0,promises_.stat)(file);
        return found.isFile() ? { key, size: found.size } : undefined;
    }
    catch (error) {
        if (isMissing(error))
            return undefined;
        throw failure(`${key} can't be looked up`, error);
    }
}
async function readObject(key, file) {
    try {
        const handle = await (0,promises_.open)(file);
        return handle.createReadStream();
    }
    catch (error) {
        if (isMissing(error))
            throw new errors/* OfflineGenError */.iw('store', `${key} is not in the store`, { cause: error });
        throw failure(`${key} can't be read`, error);
    }
}
/** Undefined when another writer was faster: that file is kept. */
async function putFile({ root, key, file }, body) {
    const toError = (error) => failure(`${key} can't be written`, error);
    const staged = await writeStaged((0,external_node_path_.join)(root, object_key/* STAGING */.Cj), body, toError);
    try {
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(file), { recursive: true });
        return (await publish(staged.path, file)) ? staged.result : undefined;
    }
    catch (error) {
        throw toError(error);
    }
    finally {
        await staged.remove();
    }
}
/** Depth first, in the order of whole keys: a directory sorts as its name with the slash. */
async function* walk(root, parent, prefix) {
    const names = (await entriesOf((0,external_node_path_.join)(root, parent)))
        .filter((entry) => parent !== '' || entry.name !== object_key/* STAGING */.Cj)
        .map((entry) => `${parent}${entry.name}${entry.isDirectory() ? '/' : ''}`)
        .sort(finding/* compareText */.n6);
    for (const name of names) {
        if (name.endsWith('/')) {
            if (name.startsWith(prefix) || prefix.startsWith(name))
                yield* walk(root, name, prefix);
        }
        else if (name.startsWith(prefix)) {
            const found = await headFile(name, (0,external_node_path_.join)(root, name));
            if (found !== undefined)
                yield found;
        }
    }
}
async function entriesOf(directory) {
    try {
        return await (0,promises_.readdir)(directory, { withFileTypes: true });
    }
    catch (error) {
        if (isMissing(error))
            return [];
        throw failure(`${directory} can't be listed`, error);
    }
}
function failure(what, error, hint) {
    if (error instanceof errors/* OfflineGenError */.iw)
        return error;
    // Node ends its message with the call and the path: `EACCES: permission denied, open '…'`.
    const reason = (0,errors/* messageOf */.bD)(error).split(',', 1)[0] ?? '';
    return new errors/* OfflineGenError */.iw('store', `${what}: ${reason}`, {
        cause: error,
        ...(hint === undefined ? {} : { hint }),
    });
}
function isMissing(error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOENT' || code === 'ENOTDIR';
}


/***/ }),

/***/ 9464:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cj: () => (/* binding */ STAGING),
/* harmony export */   NJ: () => (/* binding */ unless),
/* harmony export */   sM: () => (/* binding */ assertKey)
/* harmony export */ });
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3434);

/** Directory of unfinished objects in a directory store; never part of a key. */
const STAGING = '.staging';
/**
 * Throws `OfflineGenError('store')` unless `key` stays below the store's prefix and means the same in a bucket and
 * in a directory.
 */
function assertKey(key) {
    const parts = key.split('/');
    const bad = parts.some((part) => part === '' || part === '.' || part === '..') || parts[0] === STAGING;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
    if (bad || /[\\\u0000-\u001f]/.test(key)) {
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .OfflineGenError */ .iw('store', `${JSON.stringify(key)} is no legal key of an object`);
    }
}
/**
 * Writes unless the key is taken; undefined when it is. The body is watched from the first moment, so that a failure
 * that comes while the store is asked is not lost, and it is destroyed when it is not read.
 */
async function unless(exists, body, write) {
    body.on('error', () => undefined);
    try {
        return (await exists()) ? undefined : await write();
    }
    finally {
        body.destroy();
    }
}


/***/ })

};
