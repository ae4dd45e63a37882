export const id = 703;
export const ids = [703];
export const modules = {

/***/ 8612:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ byteReader)
/* harmony export */ });
function byteReader(source) {
    const chunks = source[Symbol.asyncIterator]();
    let rest = Buffer.alloc(0);
    async function fill() {
        while (rest.length === 0) {
            const next = await chunks.next();
            if (next.done === true)
                return false;
            rest = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
        }
        return true;
    }
    function take(size) {
        const part = rest.subarray(0, size);
        rest = rest.subarray(size);
        return part;
    }
    async function read(size) {
        if (rest.length >= size)
            return take(size);
        const parts = [];
        let length = 0;
        while (length < size && (await fill())) {
            const part = take(size - length);
            parts.push(part);
            length += part.length;
        }
        return Buffer.concat(parts, length);
    }
    return {
        read,
        some: async (size) => ((await fill()) ? take(size) : undefined),
        close: async () => {
            await chunks.return?.();
        },
    };
}


/***/ }),

/***/ 7800:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  s: () => (/* binding */ readTar)
});

// EXTERNAL MODULE: ./lib/archive/byte-reader.js
var byte_reader = __webpack_require__(8612);
;// CONCATENATED MODULE: ./lib/archive/pax.js
/** Reads the content of an `x` or `g` member: records of the form `<length> <keyword>=<value>\n`. */
function parsePax(content) {
    const records = new Map();
    let at = 0;
    while (at < content.length && content[at] !== 0) {
        const space = content.indexOf(0x20, at);
        const digits = content.toString('latin1', at, space < 0 ? at : space);
        const end = at + Number(digits);
        const isWhole = /^[1-9]\d*$/.test(digits) && end <= content.length && content[end - 1] === 0x0a;
        const equals = content.indexOf(0x3d, space);
        if (!isWhole || equals < 0 || equals >= end)
            throw new Error('a pax header is malformed');
        records.set(content.toString('latin1', space + 1, equals), content.toString('latin1', equals + 1, end - 1));
        at = end;
    }
    return records;
}
/** Global records overlaid by those of one member. */
function overlay(globals, own) {
    return globals.size === 0 ? own : new Map([...globals, ...own]);
}
function paxText(records, keyword) {
    const value = records.get(keyword);
    if (value === undefined || value === '')
        return undefined;
    if (value.includes('\0'))
        throw new Error(`a pax header has a zero byte in its ${keyword}`);
    return value;
}
/** A decimal number, with a fraction where the keyword allows one. */
function paxNumber(records, keyword) {
    const value = records.get(keyword);
    if (value === undefined || value === '')
        return undefined;
    const pattern = keyword === 'mtime' ? /^-?\d{1,15}(?:\.\d*)?$/ : /^\d{1,15}$/;
    if (!pattern.test(value))
        throw new Error(`a pax header has a ${keyword} that is no number`);
    return Number(value);
}
function isSparse(records) {
    return [...records.keys()].some((keyword) => keyword.startsWith('GNU.sparse.'));
}

;// CONCATENATED MODULE: ./lib/archive/tar-header.js
const TYPES = {
    '\0': 'file',
    '0': 'file',
    '1': 'hardlink',
    '2': 'symlink',
    '3': 'character-device',
    '4': 'block-device',
    '5': 'directory',
    '6': 'fifo',
    '7': 'file',
};
/** What a type flag stands for; undefined for flags of records and of types that are not carried. */
function typeOf(flag) {
    return TYPES[flag];
}
/** Reads one block: v7, ustar (POSIX 1003.1-1988) or GNU; throws when its checksum is wrong. */
function parseHeader(block) {
    checkSum(block);
    const isPosix = block.toString('latin1', 257, 263) === 'ustar\0';
    const prefix = isPosix ? tar_header_text(block, 345, 155) : '';
    const name = tar_header_text(block, 0, 100);
    return {
        flag: block.toString('latin1', 156, 157),
        name: prefix === '' ? name : `${prefix}/${name}`,
        linkname: tar_header_text(block, 157, 100),
        mode: number(block, 100, 8) & 0o7777,
        uid: number(block, 108, 8),
        gid: number(block, 116, 8),
        size: number(block, 124, 12),
        mtime: number(block, 136, 12),
    };
}
/** Sum of all bytes with the field itself as spaces; old writers summed signed bytes. */
function checkSum(block) {
    let unsigned = 8 * 0x20;
    let signed = unsigned;
    for (let at = 0; at < block.length; at += 1) {
        if (at >= 148 && at < 156)
            continue;
        const byte = block[at] ?? 0;
        unsigned += byte;
        signed += byte < 128 ? byte : byte - 256;
    }
    const said = number(block, 148, 8);
    if (said !== unsigned && said !== signed)
        throw new Error('no tar header: its checksum is wrong');
}
function tar_header_text(block, offset, length) {
    const end = block.subarray(offset, offset + length).indexOf(0);
    return block.toString('latin1', offset, offset + (end < 0 ? length : end));
}
/** Octal, or base 256 (two's complement) when the first bit is set. */
function number(block, offset, length) {
    const first = block[offset] ?? 0;
    if ((first & 0x80) === 0)
        return octal(tar_header_text(block, offset, length));
    let value = BigInt.asIntN(7, BigInt(first));
    for (const byte of block.subarray(offset + 1, offset + length))
        value = (value << 8n) | BigInt(byte);
    return safe(Number(value));
}
function octal(field) {
    const digits = field.trim();
    if (digits === '')
        return 0;
    if (!/^[0-7]+$/.test(digits))
        throw new Error('no tar header: a number in it is not octal');
    return safe(Number.parseInt(digits, 8));
}
function safe(value) {
    if (!Number.isSafeInteger(value))
        throw new Error('no tar header: a number in it is too big');
    return value;
}

// EXTERNAL MODULE: ./lib/archive/tar-writer.js
var tar_writer = __webpack_require__(8821);
;// CONCATENATED MODULE: ./lib/archive/tar-reader.js




const MAX_PAX = 1_048_576;
const MAX_NAME = 65_536;
const CHUNK = 262_144;
const NO_RECORDS = new Map();
/**
 * Members of a tar archive in their order: v7, ustar, GNU (long names, base 256) and pax. The source is read to its
 * end, what follows the archive's own end included. Throws a plain `Error` on damage, on sparse files and unknown
 * member types, and on names over 64 KiB and pax headers over 1 MiB, which no file system has and bombs do.
 */
async function* readTar(source) {
    const reader = (0,byte_reader/* byteReader */.K)(source);
    try {
        yield* readMembers(reader);
        while ((await reader.some(CHUNK)) !== undefined)
            ;
    }
    finally {
        await reader.close();
    }
}
async function* readMembers(reader) {
    let globals = NO_RECORDS;
    let pending = { pax: NO_RECORDS };
    for (let header = await nextHeader(reader); header !== undefined; header = await nextHeader(reader)) {
        if (header.flag === 'g') {
            globals = overlay(globals, parsePax(await readRecord(reader, header, MAX_PAX)));
        }
        else if (header.flag === 'x') {
            pending = { ...pending, pax: parsePax(await readRecord(reader, header, MAX_PAX)) };
        }
        else if (header.flag === 'L') {
            pending = { ...pending, name: textOf(await readRecord(reader, header, MAX_NAME)) };
        }
        else if (header.flag === 'K') {
            pending = { ...pending, linkname: textOf(await readRecord(reader, header, MAX_NAME)) };
        }
        else {
            yield* readMember(reader, header, { ...pending, pax: overlay(globals, pending.pax) });
            pending = { pax: NO_RECORDS };
        }
    }
}
/** Undefined at the end: a zero block, or a source that ends between members. */
async function nextHeader(reader) {
    const block = await reader.read(tar_writer/* BLOCK */.IE);
    if (block.length === 0)
        return undefined;
    if (block.length < tar_writer/* BLOCK */.IE)
        throw new Error('the tar archive is cut off');
    return block.every((byte) => byte === 0) ? undefined : parseHeader(block);
}
async function readRecord(reader, header, limit) {
    if (header.size < 0 || header.size > limit) {
        throw new Error(`a tar record of ${header.size} bytes is over the limit of ${limit}`);
    }
    const content = await reader.read(header.size + paddingSize(header.size));
    if (content.length < header.size + paddingSize(header.size))
        throw new Error('the tar archive is cut off');
    return content.subarray(0, header.size);
}
async function* readMember(reader, header, pending) {
    // GNU volume labels carry no content and name no file.
    if (header.flag === 'V')
        return;
    const entry = entryOf(header, pending);
    const body = bodyOf(reader, entry.size);
    yield { ...entry, body: body.chunks };
    await body.finish();
}
function entryOf(header, { name, linkname, pax }) {
    const fullName = paxText(pax, 'path') ?? name ?? header.name;
    const target = paxText(pax, 'linkpath') ?? linkname ?? header.linkname;
    if (Math.max(fullName.length, target.length) > MAX_NAME)
        throw new Error('a name is over 64 KiB');
    if (header.flag === 'S' || isSparse(pax)) {
        throw new Error(`${fullName} is stored as a sparse file, which is not supported`);
    }
    const type = memberType(header.flag, fullName);
    const size = type === 'file' ? (paxNumber(pax, 'size') ?? header.size) : 0;
    if (size < 0)
        throw new Error(`${fullName} has a negative size`);
    return {
        type,
        name: fullName,
        linkname: type === 'hardlink' || type === 'symlink' ? target : '',
        mode: header.mode,
        uid: paxNumber(pax, 'uid') ?? header.uid,
        gid: paxNumber(pax, 'gid') ?? header.gid,
        size,
        mtime: paxNumber(pax, 'mtime') ?? header.mtime,
    };
}
/** Writers before POSIX marked directories by a slash alone. */
function memberType(flag, name) {
    const type = typeOf(flag);
    if (type === undefined)
        throw new Error(`${name} has the unknown tar type ${JSON.stringify(flag)}`);
    return type === 'file' && name.endsWith('/') ? 'directory' : type;
}
function bodyOf(reader, size) {
    let left = size;
    async function* chunks() {
        while (left > 0) {
            const chunk = await reader.some(Math.min(left, CHUNK));
            if (chunk === undefined)
                throw new Error('the tar archive is cut off');
            left -= chunk.length;
            yield chunk;
        }
    }
    async function finish() {
        for await (const _skipped of chunks())
            ;
        const fill = await reader.read(paddingSize(size));
        if (fill.length < paddingSize(size))
            throw new Error('the tar archive is cut off');
    }
    return { chunks: chunks(), finish };
}
function paddingSize(size) {
    return (tar_writer/* BLOCK */.IE - (size % tar_writer/* BLOCK */.IE)) % tar_writer/* BLOCK */.IE;
}
function textOf(content) {
    const end = content.indexOf(0);
    return content.toString('latin1', 0, end < 0 ? content.length : end);
}


/***/ }),

/***/ 8821:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IE: () => (/* binding */ BLOCK),
/* harmony export */   Ms: () => (/* binding */ padding),
/* harmony export */   PG: () => (/* binding */ endOfArchive),
/* harmony export */   YS: () => (/* binding */ encodeHeader),
/* harmony export */   Yc: () => (/* binding */ coalesce)
/* harmony export */ });
const BLOCK = 512;
const TYPE_FLAGS = {
    file: '0',
    hardlink: '1',
    symlink: '2',
    'character-device': '3',
    'block-device': '4',
    directory: '5',
    fifo: '6',
};
/**
 * Header of one member in GNU format: long names as `L` and `K` records, big numbers in base 256, no user and group
 * names, whole seconds. The content, padded by `padding(size)`, has to follow a file's header. Devices get number 0:0.
 */
function encodeHeader(entry) {
    const blocks = [
        ...longRecord('K', entry.linkname),
        ...longRecord('L', entry.name),
        headerBlock(entry, TYPE_FLAGS[entry.type]),
    ];
    return Buffer.concat(blocks);
}
/** Zero bytes that fill the last block of a content of `size` bytes. */
function padding(size) {
    return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}
/** The two zero blocks that end an archive. */
function endOfArchive() {
    return Buffer.alloc(2 * BLOCK);
}
/**
 * Joins small blocks and passes big ones on, so that a stream of many small files costs few stream operations.
 * Yields at least `size` bytes at a time, except at the end.
 */
async function* coalesce(blocks, size = 65_536) {
    let waiting = [];
    let length = 0;
    for await (const block of blocks) {
        waiting.push(block);
        length += block.length;
        if (length < size)
            continue;
        yield waiting.length === 1 ? block : Buffer.concat(waiting, length);
        waiting = [];
        length = 0;
    }
    if (length > 0)
        yield Buffer.concat(waiting, length);
}
function longRecord(flag, text) {
    if (text.length <= 100)
        return [];
    const size = text.length + 1;
    const record = { name: '././@LongLink', linkname: '', mode: 0o644, uid: 0, gid: 0, size, mtime: 0 };
    return [headerBlock(record, flag), Buffer.from(`${text}\0`, 'latin1'), padding(size)];
}
function headerBlock(entry, flag) {
    const block = Buffer.alloc(BLOCK);
    block.write(entry.name.slice(0, 100), 0, 'latin1');
    writeNumber(block, 100, 8, entry.mode & 0o7777);
    writeNumber(block, 108, 8, entry.uid);
    writeNumber(block, 116, 8, entry.gid);
    writeNumber(block, 124, 12, entry.size);
    writeNumber(block, 136, 12, Math.floor(entry.mtime));
    block.write(flag, 156, 'latin1');
    block.write(entry.linkname.slice(0, 100), 157, 'latin1');
    block.write('ustar  ', 257, 'latin1');
    block.fill(' ', 148, 156);
    const sum = block.reduce((total, byte) => total + byte, 0);
    block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    return block;
}
/** Octal with a closing NUL where it fits, else base 256 with the first bit set (two's complement). */
function writeNumber(block, offset, length, value) {
    const octal = value.toString(8);
    if (value >= 0 && octal.length < length) {
        block.write(octal.padStart(length - 1, '0'), offset, 'latin1');
        return;
    }
    let rest = BigInt(value);
    for (let at = offset + length - 1; at > offset; at -= 1) {
        block[at] = Number(BigInt.asUintN(8, rest));
        rest >>= 8n;
    }
    block[offset] = value < 0 ? 0xff : 0x80;
}


/***/ }),

/***/ 5471:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ about)
/* harmony export */ });
/** `<subject>: <message>`, unless the message begins with its subject already. */
function about(subject, message) {
    return message.startsWith(`${subject}: `) || message.startsWith(`${subject} `)
        ? message
        : `${subject}: ${message}`;
}


/***/ }),

/***/ 3283:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ internalHosts)
/* harmony export */ });
/** Whether a host is declared internal: the host itself, with or without its port, or a `*.suffix` of it. */
function internalHosts(patterns) {
    const lower = patterns.map((pattern) => pattern.toLowerCase());
    return (host) => {
        const full = host.toLowerCase();
        const bare = full.replace(/:\d+$/, '');
        return lower.some((pattern) => pattern.startsWith('*.') ? bare.endsWith(pattern.slice(1)) : pattern === full || pattern === bare);
    };
}


/***/ }),

/***/ 1923:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ inParallel)
/* harmony export */ });
/** Maps a list with at most `limit` works at a time; results in the order of the list. The first failure ends it. */
async function inParallel(items, limit, work) {
    const results = new Map();
    const queue = items.entries();
    const worker = async () => {
        for (const [index, item] of queue)
            results.set(index, await work(item));
    };
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
    return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}


/***/ }),

/***/ 6245:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ findPipelines),
/* harmony export */   O$: () => (/* binding */ unreadable),
/* harmony export */   iT: () => (/* binding */ GENERATED_MARK)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _dialects_registry_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6005);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3434);
/* harmony import */ var _model_finding_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5268);
/* harmony import */ var _model_glob_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3523);
/* harmony import */ var _model_rules_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4458);
/* harmony import */ var _files_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(2893);








/** Folders that never hold a pipeline of the repository itself. */
const SKIPPED_FOLDERS = new Set(['node_modules', 'vendor', '.git']);
const YAML = /\.ya?ml$/i;
/** First words of every file that this tool generates. */
const GENERATED_MARK = 'Generated by offline-gen';
/**
 * The pipelines to read: those named by options or configuration, else every YAML file that looks like one.
 * Throws `OfflineGenError('pipeline')` when a named file is missing, or none is found.
 */
async function findPipelines(session) {
    const { options, config } = session;
    if (options.pipelines.length > 0)
        return Promise.all(options.pipelines.map((file) => namedPipeline(session, file)));
    const files = await listFiles(options.dir, '');
    const patterns = config.sources.filter((source) => /[*?[{]/.test(source));
    const plain = config.sources.filter((source) => !patterns.includes(source));
    const named = await Promise.all(plain.map((file) => namedPipeline(session, file)));
    if (plain.length > 0 && patterns.length === 0)
        return named;
    const wanted = files.filter((file) => isWanted(file, patterns, session));
    const found = await Promise.all(wanted.map((file) => lookAt(session, file)));
    const all = [...named, ...found.filter((pipeline) => pipeline !== undefined)];
    if (all.length > 0)
        return all;
    throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .OfflineGenError */ .iw('pipeline', `no Concourse pipeline was found in ${options.dir}`, {
        hint: 'Name one with --pipeline FILE, or list them under `sources` in the configuration.',
    });
}
async function namedPipeline(session, file) {
    const text = await (0,_files_js__WEBPACK_IMPORTED_MODULE_7__/* .readTextFile */ .Gu)(session.options.dir, file);
    const [dialect] = _dialects_registry_js__WEBPACK_IMPORTED_MODULE_2__/* .DIALECTS */ .O;
    if (text !== undefined && dialect !== undefined)
        return { file: normalized(file), text, dialect, named: true };
    throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .OfflineGenError */ .iw('pipeline', `the pipeline ${file} does not exist in ${session.options.dir}`, {
        hint: 'Paths are relative to the pipeline repository.',
    });
}
function normalized(file) {
    return file.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
}
async function listFiles(dir, below) {
    const entries = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(dir, below), { withFileTypes: true });
    const lists = await Promise.all(entries.map(async (entry) => {
        const path = below === '' ? entry.name : `${below}/${entry.name}`;
        if (entry.isDirectory()) {
            const skipped = SKIPPED_FOLDERS.has(entry.name) || (below === '' && entry.name.startsWith('.'));
            return skipped ? [] : listFiles(dir, path);
        }
        return entry.isFile() && YAML.test(entry.name) ? [path] : [];
    }));
    return lists.flat().sort(_model_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .compareText */ .n6);
}
function isWanted(file, patterns, session) {
    if (file === session.out || file.startsWith(`${session.out}/`))
        return false;
    if (session.config.exclude.some((pattern) => (0,_model_glob_js__WEBPACK_IMPORTED_MODULE_5__/* .matchesGlob */ .k)(file, pattern)))
        return false;
    return patterns.length === 0 || patterns.some((pattern) => (0,_model_glob_js__WEBPACK_IMPORTED_MODULE_5__/* .matchesGlob */ .k)(file, pattern));
}
async function lookAt(session, file) {
    const text = await (0,_files_js__WEBPACK_IMPORTED_MODULE_7__/* .readTextFile */ .Gu)(session.options.dir, file);
    if (text === undefined || text.slice(0, 200).includes(GENERATED_MARK))
        return undefined;
    const dialect = _dialects_registry_js__WEBPACK_IMPORTED_MODULE_2__/* .DIALECTS */ .O.find((candidate) => candidate.looksLike(text));
    return dialect === undefined ? undefined : { file, text, dialect, named: false };
}
/** A file that was only found, not named, and can't be read: said, and left out. */
function unreadable(file, error) {
    if (!(error instanceof _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .OfflineGenError */ .iw))
        throw error;
    const { line = 1, column = 1, hint } = error.details;
    const message = `left out: ${error.message}`;
    return (0,_model_rules_js__WEBPACK_IMPORTED_MODULE_6__/* .finding */ .g)('pipeline-invalid', message, { file, line, column }, hint === undefined ? {} : { help: hint });
}


/***/ }),

/***/ 5362:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ reportOf)
/* harmony export */ });
/* harmony import */ var _model_finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5268);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3411);


/** The report of a command over a repository. */
function reportOf(session, repository, more = {}) {
    const { inventory, tasks } = repository;
    const findings = [...inventory.findings, ...(more.findings ?? [])].sort(_model_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .compareFindings */ .Eg);
    return {
        tool: _version_js__WEBPACK_IMPORTED_MODULE_1__/* .TOOL */ .j,
        inventory: { ...inventory, findings },
        tasks,
        lock: session.lock,
        run: more.run ?? null,
        reproduce: reproduceCommand(session.options),
        linkTo: null,
    };
}
/** What to type to see the same on one's own machine. Values of variables may be secret and are left out. */
function reproduceCommand(options) {
    const pipelines = options.pipelines.map((file) => ` --pipeline ${quoted(file)}`).join('');
    const files = options.varsFiles.map((file) => ` --vars-file ${quoted(file)}`).join('');
    const config = options.config === null ? '' : ` --config ${quoted(options.config)}`;
    const network = options.network ? '' : ' --no-network';
    return `offline-gen analyze${config}${pipelines}${files}${network}`;
}
function quoted(text) {
    return /^[\w./@%+=:,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}


/***/ }),

/***/ 8388:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  N: () => (/* binding */ readRepository)
});

// EXTERNAL MODULE: ./lib/model/finding.js
var finding = __webpack_require__(5268);
// EXTERNAL MODULE: ./lib/model/lock.js
var lock = __webpack_require__(3490);
// EXTERNAL MODULE: ./lib/model/rules.js
var rules = __webpack_require__(4458);
// EXTERNAL MODULE: ./lib/commands/internal-hosts.js
var internal_hosts = __webpack_require__(3283);
;// CONCATENATED MODULE: ./lib/commands/inventory.js

/** The worst disposition wins: a thing that can't be mirrored for one use is not done. */
const SEVERITY = ['unsupported', 'unresolved', 'mirror', 'keep'];
/** Makes one inventory of the analyses of several files: artifacts deduplicated, named, sorted. */
function collect(files, findings) {
    const groups = new Map();
    for (const draft of files.flatMap((file) => file.drafts)) {
        groups.set(draft.id, [...(groups.get(draft.id) ?? []), draft]);
    }
    const sorted = [...groups.values()].sort((a, b) => (0,finding/* compareText */.n6)(a[0]?.id ?? '', b[0]?.id ?? ''));
    const taken = new Set();
    return {
        inventory: {
            sources: files.map((file) => file.summary).sort((a, b) => (0,finding/* compareText */.n6)(a.file, b.file)),
            artifacts: sorted.map((drafts) => mergeDrafts(drafts, taken)),
            findings: unique([...findings, ...files.flatMap((file) => file.findings)].sort(finding/* compareFindings */.Eg)),
        },
        credentials: new Map(sorted.map((drafts) => [drafts[0]?.id ?? '', mergeCredentials(drafts)])),
    };
}
function mergeDrafts(drafts, taken) {
    const ordered = [...drafts].sort(compareDrafts);
    const [first] = ordered;
    if (first === undefined)
        throw new Error('an artifact has at least one draft');
    const named = ordered.find((draft) => draft.named) ?? first;
    return {
        id: first.id,
        kind: first.kind,
        name: freeName(named.name, first.kind, taken),
        locator: first.locator,
        disposition: first.disposition,
        reason: first.reason,
        references: uniqueReferences(ordered),
        resolved: null,
        request: first.request,
    };
}
function compareDrafts(a, b) {
    return (SEVERITY.indexOf(a.disposition) - SEVERITY.indexOf(b.disposition) ||
        (0,finding/* compareText */.n6)(a.reference.file, b.reference.file) ||
        a.reference.line - b.reference.line ||
        a.reference.column - b.reference.column);
}
/** Names are unique within a kind, so that no two artifacts share a folder by accident. */
function freeName(wanted, kind, taken) {
    let name = wanted;
    for (let count = 2; taken.has(`${kind}:${name}`); count += 1)
        name = `${wanted}-${count}`;
    taken.add(`${kind}:${name}`);
    return name;
}
function uniqueReferences(drafts) {
    const references = drafts.map((draft) => draft.reference);
    const sorted = [...references].sort((a, b) => (0,finding/* compareText */.n6)(a.file, b.file) || a.line - b.line || a.column - b.column || (0,finding/* compareText */.n6)(a.role, b.role));
    return unique(sorted);
}
function unique(values) {
    const seen = new Set();
    return values.filter((value) => {
        const text = JSON.stringify(value);
        return seen.has(text) ? false : seen.add(text);
    });
}
function mergeCredentials(drafts) {
    return Object.assign({}, ...drafts.map((draft) => draft.credentials));
}

// EXTERNAL MODULE: ./lib/platform/checkout.js
var checkout = __webpack_require__(4199);
;// CONCATENATED MODULE: ./lib/commands/own-repository.js

/** Reads configuration, the CI's variables, and the remote `origin`. */
async function ownRepository(session) {
    const { config, io } = session;
    const { env } = io;
    const github = env['GITHUB_REPOSITORY'] === undefined
        ? undefined
        : `${env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${env['GITHUB_REPOSITORY']}`;
    const addresses = [config.repository, github, env['CI_PROJECT_URL'], await originOf(session)];
    const own = new Set(addresses.flatMap((address) => (address ? [canonicalAddress(address)] : [])));
    const branches = await branchesOf(session);
    return {
        isOwn: (uri) => own.has(canonicalAddress(uri)),
        commit: session.options.untrusted ? null : (env['GITHUB_SHA'] ?? env['CI_COMMIT_SHA'] ?? null),
        isBranch: (branch) => branch === null || branches.size === 0 || branches.has(branch),
        prefix: (await gitText(session, ['rev-parse', '--show-prefix'])) ?? '',
    };
}
async function originOf(session) {
    return gitText(session, ['remote', 'get-url', 'origin']);
}
/** Branches the checkout may stand for: on a pull request its target, else the one that is checked out. */
async function branchesOf(session) {
    const { env } = session.io;
    const target = env['GITHUB_BASE_REF'] || env['CI_MERGE_REQUEST_TARGET_BRANCH_NAME'];
    const built = env['GITHUB_REF_TYPE'] === 'branch' ? env['GITHUB_REF_NAME'] : env['CI_COMMIT_BRANCH'];
    const named = target || built || (await gitText(session, ['symbolic-ref', '--short', '-q', 'HEAD']));
    return new Set(named === undefined ? [] : [named]);
}
async function gitText(session, args) {
    try {
        const git = (0,checkout/* checkoutGit */.b)(session.git);
        const text = (await git(args, { cwd: session.options.dir })).trim();
        return text === '' ? undefined : text;
    }
    catch {
        return undefined;
    }
}
/** Host and path of a git address, so that https, ssh and scp-like forms of one repository are equal. */
function canonicalAddress(address) {
    const text = address
        .trim()
        .replace(/\/+$/, '')
        .replace(/\.git$/, '');
    const url = /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/]*@)?([^/]+)\/+(.*)$/i.exec(text);
    const scp = url === null ? /^(?:[^@/:]+@)?([^/:@]+):(?!\/\/)\/*(.*)$/.exec(text) : null;
    const [, host = '', path = text] = url ?? scp ?? [];
    return `${host.toLowerCase()}/${path.toLowerCase()}`;
}

// EXTERNAL MODULE: ./lib/commands/pipelines.js
var commands_pipelines = __webpack_require__(6245);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(3434);
;// CONCATENATED MODULE: ./lib/sources/image/credentials.js
const NO_REGISTRY_CREDENTIALS = () => Promise.resolve(undefined);

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: ./lib/sources/image/fields.js
var fields = __webpack_require__(9559);
;// CONCATENATED MODULE: ./lib/sources/image/credential-helper.js



/** Milliseconds; helpers may ask a key chain or a cloud's API. */
const TIMEOUT = 30_000;
const MAX_OUTPUT = 1_048_576;
/**
 * Asks `docker-credential-<name> get` for a server's login (docker/docker-credential-helpers protocol). Undefined when
 * the helper knows none; throws `OfflineGenError('config')` when it cannot be run.
 */
async function askHelper(name, server, env) {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) {
        throw new errors/* OfflineGenError */.iw('config', `${JSON.stringify(name)} in docker's configuration names no credential helper`);
    }
    const output = await run(`docker-credential-${name}`, server, env);
    const answer = output === undefined ? undefined : (0,fields/* parseJson */.qF)(output);
    if (!(0,fields/* isObject */.Gv)(answer))
        return undefined;
    const username = (0,fields/* asText */.e1)(answer['Username']) ?? '';
    return username === '' ? undefined : { username, password: (0,fields/* asText */.e1)(answer['Secret']) ?? '' };
}
/** Standard output, or undefined when the helper ends with an error: that is how it says "not found". */
function run(command, input, env) {
    return new Promise((resolve, reject) => {
        const child = (0,external_node_child_process_.spawn)(command, ['get'], {
            env: { ...env },
            stdio: ['pipe', 'pipe', 'ignore'],
            timeout: TIMEOUT,
        });
        let output = '';
        child.stdout.setEncoding('utf8').on('data', (text) => {
            output += text;
            if (output.length > MAX_OUTPUT)
                child.kill();
        });
        child.on('error', (cause) => {
            reject(new errors/* OfflineGenError */.iw('config', `docker's configuration asks for ${command}, which cannot be run`, {
                hint: 'Install it, or remove it from `credHelpers` of the configuration.',
                cause,
            }));
        });
        child.on('close', (code) => resolve(code === 0 ? output : undefined));
        // A helper that ends without reading must not end this program.
        child.stdin.on('error', () => undefined);
        child.stdin.end(input);
    });
}

;// CONCATENATED MODULE: ./lib/sources/image/docker-config.js






/** Under these names `docker login` keeps the login of Docker Hub. */
const HUB_NAMES = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);
const HUB_SERVER = 'https://index.docker.io/v1/';
/**
 * Logins from docker's configuration: the JSON text in `DOCKER_AUTH_CONFIG` (as GitLab has it), then `config.json` in
 * `DOCKER_CONFIG` or `~/.docker`; within one, credential helpers before `auths`. Nothing is read before the first
 * question. Throws `OfflineGenError('config')` when a configuration is no JSON.
 */
function readDockerConfig(env) {
    let loaded;
    return async (registry) => {
        loaded ??= loadConfigs(env);
        for (const config of await loaded) {
            const login = await loginFrom(config, registry, env);
            if (login !== undefined)
                return login;
        }
        return undefined;
    };
}
async function loadConfigs(env) {
    const inline = env['DOCKER_AUTH_CONFIG'] ?? '';
    const configs = inline === '' ? [] : [parseConfig(inline, 'DOCKER_AUTH_CONFIG')];
    const home = env['HOME'] ?? env['USERPROFILE'] ?? (0,external_node_os_.homedir)();
    const path = (0,external_node_path_.join)(env['DOCKER_CONFIG'] || (0,external_node_path_.join)(home, '.docker'), 'config.json');
    const text = await readIfThere(path);
    return text === undefined ? configs : [...configs, parseConfig(text, path)];
}
async function readIfThere(path) {
    try {
        return await (0,promises_.readFile)(path, 'utf8');
    }
    catch {
        return undefined;
    }
}
/** The text itself never reaches the message: it holds passwords. */
function parseConfig(text, name) {
    const config = (0,fields/* parseJson */.qF)(text);
    if ((0,fields/* isObject */.Gv)(config))
        return config;
    throw new errors/* OfflineGenError */.iw('config', `${name} is no docker configuration: it is no JSON object`);
}
async function loginFrom(config, registry, env) {
    const server = isHub(registry) ? HUB_SERVER : registry;
    const helper = (0,fields/* asText */.e1)(findByHost(config['credHelpers'], registry));
    if (helper !== undefined)
        return askHelper(helper, server, env);
    const entry = findByHost(config['auths'], registry);
    const store = (0,fields/* asText */.e1)(config['credsStore']);
    const stored = store === undefined || store === '' ? undefined : await askStore(store, server, env);
    return stored ?? ((0,fields/* isObject */.Gv)(entry) ? loginOf(entry) : undefined);
}
/** The default store of a desktop installation may be gone; pulls without a login go on without it. */
async function askStore(store, server, env) {
    return askHelper(store, server, env).catch(() => undefined);
}
/** Keys are hosts or URLs (`https://index.docker.io/v1/`). */
function findByHost(table, registry) {
    if (!(0,fields/* isObject */.Gv)(table))
        return undefined;
    const found = Object.entries(table).find(([key]) => isSameHost(hostOf(key), registry));
    return found?.[1];
}
function hostOf(key) {
    const withoutScheme = key.replace(/^https?:\/\//, '');
    return withoutScheme.replace(/\/(?:v[12]\/?)?$/, '');
}
function isSameHost(host, registry) {
    return host === registry || (isHub(host) && isHub(registry));
}
function isHub(host) {
    return HUB_NAMES.has(host);
}
function loginOf(entry) {
    const identityToken = (0,fields/* asText */.e1)(entry['identitytoken']) ?? '';
    if (identityToken !== '')
        return { username: '<token>', password: identityToken };
    const decoded = Buffer.from((0,fields/* asText */.e1)(entry['auth']) ?? '', 'base64').toString('utf8');
    const colon = decoded.indexOf(':');
    const username = colon > 0 ? decoded.slice(0, colon) : (0,fields/* asText */.e1)(entry['username']);
    // Some writers end the password with zero bytes (docker's own `decodeAuth` strips them).
    const password = colon > 0 ? decoded.slice(colon + 1).replace(/\0+$/, '') : (0,fields/* asText */.e1)(entry['password']);
    return username === undefined || username === '' ? undefined : { username, password: password ?? '' };
}

// EXTERNAL MODULE: ./lib/commands/about.js
var about = __webpack_require__(5471);
// EXTERNAL MODULE: ./lib/commands/parallel.js
var parallel = __webpack_require__(1923);
// EXTERNAL MODULE: ./lib/commands/session.js + 65 modules
var commands_session = __webpack_require__(758);
;// CONCATENATED MODULE: ./lib/commands/resolve.js








function createResolver(session, own) {
    const { options, io } = session;
    const answers = new Map();
    const registryCredentials = options.untrusted ? NO_REGISTRY_CREDENTIALS : readDockerConfig(io.env);
    const contextFor = (credentials, lockedVersion) => ({
        http: session.http,
        credentials: options.untrusted ? {} : credentials,
        registryCredentials,
        redirect: session.redirect,
        temp: session.temp,
        generatedPaths: session.generatedPaths.map((path) => own.prefix + path),
        lockedVersion,
        log: io.log,
        signal: io.signal,
    });
    return {
        contextFor,
        resolveRequest: (request, credentials, lockedVersion) => {
            const wanted = atOwnCommit(request, own);
            const key = JSON.stringify(isOwn(request) ? [wanted, lockedVersion] : [wanted]);
            const known = answers.get(key);
            if (known !== undefined)
                return known;
            const answer = session.sources.resolve(wanted, contextFor(credentials, lockedVersion));
            answers.set(key, answer);
            return answer;
        },
    };
}
function isOwn(request) {
    return request.kind === 'git' && request.ownRepository;
}
/** The CI builds one commit of this repository: that one is mirrored, though its branch may have moved on. */
function atOwnCommit(request, own) {
    if (!isOwn(request) || own.commit === null || request.ref !== null || !own.isBranch(request.branch))
        return request;
    const { paths, ignorePaths, tagFilter, tagRegex } = request.select;
    const isTip = paths.length === 0 && ignorePaths.length === 0 && tagFilter === null && tagRegex === null;
    return isTip ? { ...request, ref: own.commit } : request;
}
/** Resolves every artifact that is to be mirrored. An upstream that does not answer is a finding, not the end. */
async function resolveArtifacts(session, artifacts, credentials, resolver) {
    const resolutions = new Map();
    const failures = new Map();
    const findings = [];
    const resolved = await (0,parallel/* inParallel */.H)(artifacts, 8, async (artifact) => {
        if (artifact.request === null || artifact.disposition !== 'mirror')
            return artifact;
        try {
            const locked = (0,lock/* findLockEntry */.px)((0,commands_session/* lockOf */.Vx)(session), artifact.id);
            const isFrozen = session.options.frozen && locked !== undefined && !isOwn(artifact.request);
            const resolution = isFrozen
                ? resolutionOf(locked)
                : await resolver.resolveRequest(artifact.request, credentials.get(artifact.id) ?? {}, locked?.version ?? null);
            resolutions.set(artifact.id, resolution);
            const { version, digest, size } = resolution;
            return { ...artifact, resolved: { version: version ?? '', digest, size } };
        }
        catch (error) {
            if (session.io.signal.aborted)
                throw error;
            failures.set(artifact.id, error);
            findings.push(...unreachable(artifact, error));
            return artifact;
        }
    });
    return { artifacts: resolved, resolutions, failures, findings };
}
/** What the lock says, as if the upstream had said it. */
function resolutionOf({ version, versionText }) {
    return { version, label: versionText, digest: null, size: null };
}
function unreachable(artifact, error) {
    const [reference] = artifact.references;
    if (reference === undefined)
        return [];
    const help = error instanceof errors/* OfflineGenError */.iw ? error.details.hint : undefined;
    const rule = error instanceof errors/* OfflineGenError */.iw && error.code === 'unsupported'
        ? 'unsupported-option'
        : 'upstream-unreachable';
    return [
        (0,rules/* finding */.g)(rule, (0,about/* about */.C)(artifact.locator, (0,errors/* messageOf */.bD)(error)), reference, help === undefined ? {} : { help }),
    ];
}

// EXTERNAL MODULE: ./lib/commands/files.js
var files = __webpack_require__(2893);
;// CONCATENATED MODULE: ./lib/commands/task-files.js





/**
 * Reads task files: of this repository from the checkout, of others at the commit that is mirrored, or, when nothing
 * is resolved, at the one in the lock. Without network the checkout is also taken for a repository when nothing says
 * which one it is, and the answer says so.
 */
function taskFileReader(session, own, resolver, useLock) {
    return async ({ id, request, credentials }, path) => {
        if (request.ownRepository && request.ref === null && own.isBranch(request.branch)) {
            return fromCheckout(session, own, path, false);
        }
        if (!session.options.network)
            return withoutNetwork(session, own, request, path);
        try {
            const locked = useLock ? (0,lock/* findLockEntry */.px)((0,commands_session/* lockOf */.Vx)(session), id)?.version : undefined;
            const version = locked ?? (await resolver.resolveRequest(request, credentials, null)).version ?? '';
            const context = resolver.contextFor(credentials, null);
            const text = await session.sources.readFile(request, version, path, context);
            return text === undefined ? { status: 'missing' } : { status: 'found', text, file: '', assumed: false };
        }
        catch (error) {
            if (session.io.signal.aborted)
                throw error;
            return { status: 'not-followed', why: (0,errors/* messageOf */.bD)(error) };
        }
    };
}
/** A path of the git repository, which the pipeline repository may be a directory of. */
async function fromCheckout(session, own, path, assumed) {
    const { dir } = session.options;
    const root = (0,external_node_path_.resolve)(dir, own.prefix.replace(/[^/]+/g, '..'));
    const text = await (0,files/* readTextFile */.Gu)(root, path);
    const file = (0,external_node_path_.relative)(dir, (0,external_node_path_.join)(root, path)).replaceAll('\\', '/');
    return text === undefined ? { status: 'missing' } : { status: 'found', text, file, assumed };
}
async function withoutNetwork(session, own, request, path) {
    const answer = await fromCheckout(session, own, path, true);
    return answer.status === 'found' && !request.ownRepository
        ? answer
        : { status: 'not-followed', why: `without network ${request.uri} can't be read` };
}

// EXTERNAL MODULE: ./lib/commands/vars.js
var commands_vars = __webpack_require__(5250);
;// CONCATENATED MODULE: ./lib/commands/repository.js











/**
 * Reads and analyzes the pipelines of the repository. `newest` asks upstreams for the newest versions (with network);
 * `locked` asks for none and takes what the lock says.
 */
async function readRepository(session, versions) {
    const vars = await (0,commands_vars/* readVars */.n)(session);
    const own = await ownRepository(session);
    const resolver = createResolver(session, own);
    const surroundings = {
        platform: session.config.platform,
        isInternal: (0,internal_hosts/* internalHosts */.B)(session.config.internal),
        isOwnRepository: own.isOwn,
    };
    const readTaskFile = taskFileReader(session, own, resolver, versions === 'locked');
    const pipelines = [];
    const broken = [];
    for (const pipeline of await (0,commands_pipelines/* findPipelines */.F)(session)) {
        try {
            const analyzed = await pipeline.dialect.analyze(pipeline.text, pipeline.file, {
                vars,
                surroundings,
                readTaskFile,
            });
            pipelines.push({ pipeline, analyzed });
        }
        catch (error) {
            if (pipeline.named)
                throw error;
            broken.push((0,commands_pipelines/* unreadable */.O$)(pipeline.file, error));
        }
    }
    const collected = collect(pipelines.map(({ analyzed }) => analyzed), broken);
    const resolved = await resolveInventory(session, collected, resolver, versions);
    return {
        pipelines,
        inventory: resolved.inventory,
        failures: resolved.failures,
        tasks: pipelines.flatMap(({ analyzed }) => analyzed.tasks),
        credentials: collected.credentials,
        resolutions: resolved.resolutions,
        resolver,
    };
}
async function resolveInventory(session, { inventory, credentials }, resolver, versions) {
    if (!session.options.network || versions === 'locked')
        return { inventory, resolutions: new Map(), failures: new Map() };
    const { artifacts, resolutions, failures, findings } = await resolveArtifacts(session, inventory.artifacts, credentials, resolver);
    const moved = artifacts.flatMap((artifact) => movedFinding(session, artifact));
    return {
        inventory: {
            ...inventory,
            artifacts,
            findings: [...inventory.findings, ...findings, ...moved].sort(finding/* compareFindings */.Eg),
        },
        resolutions,
        failures,
    };
}
/** A tag, branch or file that names something else than the lock says. */
function movedFinding(session, artifact) {
    const entry = (0,lock/* findLockEntry */.px)((0,commands_session/* lockOf */.Vx)(session), artifact.id);
    const [reference] = artifact.references;
    const version = artifact.resolved?.version ?? '';
    if (entry === undefined || reference === undefined || version === '' || version === entry.version)
        return [];
    return [
        (0,rules/* finding */.g)('version-moved', `${artifact.locator} moved from ${entry.version} to ${version}`, reference),
    ];
}


/***/ }),

/***/ 758:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Vx: () => (/* binding */ lockOf),
  yn: () => (/* binding */ storeUrlOf),
  fQ: () => (/* binding */ withSession)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/config/load.js + 2 modules
var load = __webpack_require__(4739);
// EXTERNAL MODULE: ./lib/git/simple-git.js + 2 modules
var simple_git = __webpack_require__(4325);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(3434);
// EXTERNAL MODULE: ./lib/model/lock.js
var lock = __webpack_require__(3490);
// EXTERNAL MODULE: ./lib/model/lock-file.js + 1 modules
var lock_file = __webpack_require__(4005);
// EXTERNAL MODULE: ./lib/net/client.js + 2 modules
var client = __webpack_require__(3783);
// EXTERNAL MODULE: ./lib/net/guard.js
var net_guard = __webpack_require__(4322);
;// CONCATENATED MODULE: ./lib/sources/redirect.js
/**
 * `upstreams` of the configuration as a function: the longest prefix that fits is replaced. A prefix fits at a
 * boundary only, so that `docker.io` does not touch `docker.io.example`.
 */
function createRedirect(upstreams) {
    const rules = Object.entries(upstreams).sort(([a], [b]) => b.length - a.length);
    return (address) => {
        const rule = rules.find(([from]) => fits(address, from));
        if (rule === undefined)
            return address;
        const [from, to] = rule;
        return joinAddress(to, address.slice(from.length), from.endsWith('/'));
    };
}
function fits(address, from) {
    if (!address.startsWith(from))
        return false;
    return from.endsWith('/') || address.length === from.length || /[/:?#@]/.test(address.charAt(from.length));
}
function joinAddress(to, rest, fromEndsWithSlash) {
    if (fromEndsWithSlash)
        return `${to.replace(/\/+$/, '')}/${rest}`;
    return rest.startsWith('/') ? `${to.replace(/\/+$/, '')}${rest}` : `${to}${rest}`;
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
;// CONCATENATED MODULE: ./lib/sources/content-range.js
/** First and total byte of `Content-Range: bytes 5-9/10` (RFC 9110 section 14.4); total null for `*`. */
function contentRange(header) {
    const match = /^bytes\s+(\d+)-\d+\/(\d+|\*)$/i.exec(header?.trim() ?? '');
    if (match === null)
        return undefined;
    return { start: Number(match[1]), total: match[2] === '*' ? null : Number(match[2]) };
}

;// CONCATENATED MODULE: ./lib/sources/transfer.js


/** Cuts in a row that are mended. */
const MAX_RESUMES = 5;
/** A connection that brought this many bytes was a good one: the count starts anew. */
const GOOD_STRETCH = 1024 * 1024;
/**
 * One stream over as many connections as it takes. A cut connection is continued at the byte where it ended.
 * Fails with `network` when that does not help, with `integrity` when more bytes arrive than announced.
 */
function resumableStream(transfer) {
    const state = { body: transfer.body, closed: false };
    const chunks = readChunks(transfer, state);
    return new external_node_stream_.Readable({
        read() {
            chunks.next().then((next) => this.push(next.done === true ? null : next.value), (error) => this.destroy(error instanceof Error ? error : new Error((0,errors/* messageOf */.bD)(error))));
        },
        destroy(error, callback) {
            state.closed = true;
            state.body.destroy();
            callback(error);
        },
    });
}
async function* readChunks(transfer, state) {
    let offset = 0;
    let stretch = 0;
    let resumes = 0;
    for (;;) {
        const end = yield* forward(state.body, (bytes) => {
            offset += bytes;
            stretch += bytes;
            if (transfer.size !== null && offset > transfer.size)
                throw tooLong(transfer);
        });
        if (state.closed)
            return;
        if (transfer.signal.aborted)
            throw interrupted();
        if (end.cause === undefined && (transfer.size === null || offset === transfer.size))
            return;
        resumes = stretch >= GOOD_STRETCH ? 1 : resumes + 1;
        stretch = 0;
        if (transfer.reopen === null || resumes > MAX_RESUMES)
            throw cut(transfer, offset, end.cause);
        state.body = await transfer.reopen(offset);
        if (state.closed)
            state.body.destroy();
    }
}
/** Yields a body's chunks; returns what ended it early, if anything. A failing reader is not the body's fault. */
async function* forward(body, count) {
    const chunks = body[Symbol.asyncIterator]();
    for (;;) {
        let next;
        try {
            next = await chunks.next();
        }
        catch (cause) {
            return { cause };
        }
        if (next.done === true)
            return {};
        count(next.value.length);
        if (next.value.length > 0)
            yield next.value;
    }
}
function cut(transfer, offset, cause) {
    const total = transfer.size === null ? '' : ` of ${transfer.size}`;
    return new errors/* OfflineGenError */.iw('network', `${transfer.name}: the transfer ended after ${offset}${total} bytes`, {
        hint: 'Run again: what is complete is kept',
        cause,
    });
}
function tooLong(transfer) {
    return new errors/* OfflineGenError */.iw('integrity', `${transfer.name}: more bytes arrived than the ${transfer.size} that were announced`);
}
function interrupted() {
    return new errors/* OfflineGenError */.iw('interrupted', 'interrupted');
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./lib/archive/gzip.js

const OS_FIELD = 9;
/** RFC 1952, section 2.3.1: unknown. */
const OS_UNKNOWN = 255;
/**
 * A gzip stream, level 6, whose header says no name, no time and no operating system, so that the same input gives the
 * same bytes on every system with the same zlib.
 */
function gzip() {
    const stream = (0,external_node_zlib_.createGzip)({ level: 6, chunkSize: 65_536 });
    // zlib writes the system it was built for into the header and has no option for it: the byte is replaced on its
    // way out. A second stream behind this one would cost a copy of everything.
    const push = stream.push.bind(stream);
    let position = 0;
    stream.push = (chunk, encoding) => {
        if (Buffer.isBuffer(chunk)) {
            const at = OS_FIELD - position;
            if (at >= 0 && at < chunk.length)
                chunk[at] = OS_UNKNOWN;
            position += chunk.length;
        }
        return push(chunk, encoding);
    };
    return stream;
}

// EXTERNAL MODULE: ./lib/archive/tar-writer.js
var tar_writer = __webpack_require__(8821);
;// CONCATENATED MODULE: ./lib/archive/pack-directory.js




const CHUNK = 262_144;
/**
 * A directory as a tar stream that depends on nothing but its content: members sorted by the bytes of their names,
 * each directory before what it holds, first member `./`, owner 0:0 throughout. Modes are 0755 for directories and what
 * its owner may execute, else 0644, as git has it: neither a umask nor read-only packs show. Symbolic links are kept as links, hard links are stored as files; devices, sockets and fifos are left out.
 * The stream fails when a file changes its size while it is read, and when something cannot be read.
 */
function packDirectory(root, options = {}) {
    return external_node_stream_.Readable.from((0,tar_writer/* coalesce */.Yc)(packTree(Buffer.from(root), options)), {
        objectMode: false,
        highWaterMark: CHUNK,
    });
}
async function* packTree(root, options) {
    const stats = await (0,promises_.lstat)(root);
    yield (0,tar_writer/* encodeHeader */.YS)(entryOf('directory', './', stats, options));
    yield* packChildren(root, '', options);
    yield (0,tar_writer/* endOfArchive */.PG)();
}
/** `name` is the byte string of the directory inside the archive: empty, or ending with `/`. */
async function* packChildren(directory, name, options) {
    const names = await (0,promises_.readdir)(directory, { encoding: 'latin1' });
    for (const child of names.sort()) {
        const path = Buffer.concat([directory, Buffer.from(`/${child}`, 'latin1')]);
        const stats = await (0,promises_.lstat)(path);
        if (stats.isDirectory()) {
            yield (0,tar_writer/* encodeHeader */.YS)(entryOf('directory', `${name}${child}/`, stats, options));
            yield* packChildren(path, `${name}${child}/`, options);
        }
        else if (stats.isSymbolicLink()) {
            const linkname = await (0,promises_.readlink)(path, { encoding: 'latin1' });
            yield (0,tar_writer/* encodeHeader */.YS)({ ...entryOf('symlink', name + child, stats, options), linkname });
        }
        else if (stats.isFile()) {
            yield* packFile(path, name + child, options);
        }
    }
}
async function* packFile(path, name, options) {
    // O_NOFOLLOW is undefined on Windows, where nobody swaps a file for a link behind our back either.
    const file = await (0,promises_.open)(path, external_node_fs_.constants.O_RDONLY | (external_node_fs_.constants.O_NOFOLLOW ?? 0));
    try {
        const stats = await file.stat();
        yield (0,tar_writer/* encodeHeader */.YS)({ ...entryOf('file', name, stats, options), size: stats.size });
        let left = stats.size;
        for (;;) {
            const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(Math.min(CHUNK, left + 1)), 0);
            left -= bytesRead;
            if (left < 0 || (bytesRead === 0 && left > 0))
                throw new Error(`${name} changed while it was read`);
            if (bytesRead === 0)
                break;
            yield buffer.subarray(0, bytesRead);
        }
        yield (0,tar_writer/* padding */.Ms)(stats.size);
    }
    finally {
        await file.close();
    }
}
function entryOf(type, name, stats, { mtime }) {
    const seconds = mtime ?? Math.floor(stats.mtimeMs / 1000);
    return { type, name, linkname: '', mode: modeOf(type, stats), uid: 0, gid: 0, size: 0, mtime: seconds };
}
function modeOf(type, stats) {
    if (type === 'symlink')
        return 0o777;
    return type === 'directory' || (stats.mode & 0o100) !== 0 ? 0o755 : 0o644;
}

;// CONCATENATED MODULE: ./lib/sources/file/http-resource.js







/** Belongs to one transfer, not to the file: kept out, so that equal files give equal archives. */
const OF_ONE_TRANSFER = new Set([
    'age',
    'connection',
    'date',
    'keep-alive',
    'set-cookie',
    'transfer-encoding',
]);
/** An archive of the directory that jgriff/http-resource leaves (its `assets/in`): `body` and `headers`. */
async function packResponse(response, body, context) {
    const directory = await (0,promises_.mkdtemp)((0,external_node_path_.join)(context.temp, 'http-resource-'));
    const dispose = () => (0,promises_.rm)(directory, { recursive: true, force: true });
    try {
        await (0,external_node_stream_promises_.pipeline)(body, (0,external_node_fs_.createWriteStream)((0,external_node_path_.join)(directory, 'body')), { signal: context.signal });
        await (0,promises_.writeFile)((0,external_node_path_.join)(directory, 'headers'), headersFile(response));
        // Whatever umask this process runs under: the mode is part of the archive.
        await Promise.all(['body', 'headers'].map((name) => (0,promises_.chmod)((0,external_node_path_.join)(directory, name), 0o644)));
    }
    catch (error) {
        await dispose();
        throw error;
    }
    const files = packDirectory(directory, { mtime: secondsOf(response.headers['last-modified']) });
    return { stream: (0,external_node_stream_.pipeline)(files, gzip(), () => undefined), fileName: null, size: null, dispose };
}
/** The response head as `curl -D` writes it: status line, one line per header, an empty line, all ended by CRLF. */
function headersFile({ status, headers }) {
    const lines = Object.entries(headers)
        .filter(([name]) => !OF_ONE_TRANSFER.has(name))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => `${name}: ${value}\r\n`);
    return `HTTP/1.1 ${status} OK\r\n${lines.join('')}\r\n`;
}
function secondsOf(date) {
    const milliseconds = Date.parse(date ?? '');
    return Number.isNaN(milliseconds) ? 0 : Math.max(0, Math.floor(milliseconds / 1000));
}

;// CONCATENATED MODULE: ./lib/sources/file/names.js

/** Files that concourse/s3-resource writes next to the object, over any file of that name (its `in/command.go`). */
const WRITTEN_BY_S3_RESOURCE = new Set(['version', 'url', 's3_uri']);
/** Throws when the file could not lie under its name in what the offline `get` leaves. */
function checkFileName(request) {
    if (request.layout !== 'file')
        return;
    const { filename } = request;
    if (WRITTEN_BY_S3_RESOURCE.has(filename)) {
        throw new errors/* OfflineGenError */.iw('unsupported', `a file named \`${filename}\` can't be mirrored: the s3 resource writes its own \`${filename}\` over it`, { hint: 'Give the resource another `filename`' });
    }
    if (filename === '' || filename === '.' || filename === '..' || hasIllegalCharacter(filename)) {
        throw new errors/* OfflineGenError */.iw('pipeline', `\`${printable(filename)}\` is no file name`, {
            hint: 'Set `filename` to a plain name without a directory',
        });
    }
}
/**
 * The version-like part of the file name, or of the address when the name has none (`file`, `body`): `4.2.0-5965791`
 * of `ovftool-4.2.0-5965791-lin.x86_64.bundle`; empty when there is none.
 */
function labelOf(request) {
    return versionLike(request.filename) || versionLike(lastSegment(request.url));
}
const VERSION_LIKE = /(?<![\d.])\d+(?:\.\d+)+(?:-\d+(?![A-Za-z\d.])|[-.]?(?:rc|alpha|beta|pre|dev)[-.]?\d*)?(?![A-Za-z\d])/i;
function versionLike(name) {
    return VERSION_LIKE.exec(name)?.[0] ?? '';
}
function lastSegment(url) {
    return url.split(/[?#]/, 1)[0]?.split('/').at(-1) ?? '';
}
function hasIllegalCharacter(name) {
    return /[/\\]/.test(name) || printable(name) !== name;
}
function printable(name) {
    return name.replace(/\p{Cc}/gu, '?');
}

// EXTERNAL MODULE: ./lib/model/redact.js
var redact = __webpack_require__(9848);
;// CONCATENATED MODULE: ./lib/sources/file/send.js


/** Sends one request for the file, with the resource's credentials; the caller judges the status. */
function send(request, context, { method, headers = {} }) {
    return context.http.request({
        url: context.redirect(request.url),
        method,
        headers: { ...headersOf(context.credentials), ...headers, 'accept-encoding': 'identity' },
        signal: context.signal,
        ...(request.insecureTls === true ? { insecureTls: true } : {}),
    });
}
/** The address that is really asked, for messages. */
function displayUrl(request, context) {
    return (0,redact/* redactUrl */.B)(context.redirect(request.url));
}
/** What to say about a response that brings no file. */
function statusError(status, request, context) {
    const url = displayUrl(request, context);
    if (status === 404 || status === 410) {
        return new errors/* OfflineGenError */.iw('upstream', `${url} does not exist (status ${status})`, {
            hint: 'Correct the address in the pipeline, or restore the file there',
        });
    }
    if (status === 401 || status === 403) {
        return new errors/* OfflineGenError */.iw('upstream', `${url} refused access (status ${status})`, {
            hint: credentialHint(context.credentials),
        });
    }
    return new errors/* OfflineGenError */.iw('upstream', `${url} answered with status ${status}`);
}
function credentialHint(credentials) {
    return Object.keys(credentials).length === 0
        ? 'The resource may set `username` and `password`, or `headers`, in its source'
        : 'Check the `username`, `password` and `headers` of the resource';
}
/** Basic authorization, and the headers that the resource's source names (`headers.<Name>`). */
function headersOf(credentials) {
    const { username, password } = credentials;
    const login = Buffer.from(`${username ?? ''}:${password ?? ''}`).toString('base64');
    return {
        ...(username === undefined && password === undefined ? {} : { authorization: `Basic ${login}` }),
        ...Object.fromEntries(Object.entries(credentials)
            .filter(([name]) => name.startsWith(HEADER_PREFIX))
            .map(([name, value]) => [name.slice(HEADER_PREFIX.length).toLowerCase(), value])),
    };
}
const HEADER_PREFIX = 'headers.';

;// CONCATENATED MODULE: ./lib/sources/file/validators.js

/** Reads the validators of a response to HEAD, GET, or GET of a range. */
function validatorsOf(response) {
    const tag = response.headers['etag']?.trim() ?? '';
    return {
        strongTag: /^"[^"]*"$/.test(tag) ? tag : null,
        weakTag: /^W\/"[^"]*"$/.test(tag) ? tag : null,
        modified: response.headers['last-modified']?.trim() || null,
        length: lengthOf(response),
    };
}
/**
 * Version text of a representation: its strong entity tag, else date, length and weak tag together, else null.
 * A weak tag or a date alone names no exact bytes.
 */
function versionOf(validators) {
    if (validators.strongTag !== null)
        return `etag:${validators.strongTag}`;
    const { modified, length, weakTag } = validators;
    const named = [modified, length, weakTag].filter((part) => part !== null).length;
    return named < 2 || (modified === null && weakTag === null) ? null : weakVersion(validators);
}
/** Whether a response still carries the representation that `version` (made by `versionOf`) names. */
function carriesVersion(version, validators) {
    if (version.startsWith('etag:'))
        return version === `etag:${validators.strongTag ?? ''}`;
    const length = validators.length ?? lengthInVersion(version);
    return version === weakVersion({ ...validators, length });
}
/** The length that a version text without strong tag names. */
function lengthInVersion(version) {
    const match = /(?:^|;)length=(\d+)(?:;|$)/.exec(version ?? '');
    return match === null ? null : Number(match[1]);
}
function weakVersion({ modified, length, weakTag }) {
    return [
        modified === null ? null : `modified:${modified}`,
        length === null ? null : `length=${length}`,
        weakTag === null ? null : `etag:${weakTag}`,
    ]
        .filter((part) => part !== null)
        .join(';');
}
function lengthOf({ status, headers }) {
    const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
    if (encoding !== '' && encoding !== 'identity')
        return null;
    if (status === 206)
        return contentRange(headers['content-range'])?.total ?? null;
    const text = headers['content-length']?.trim() ?? '';
    return /^\d+$/.test(text) ? Number(text) : null;
}

;// CONCATENATED MODULE: ./lib/sources/file/file.js








/** A file on a web server: file-url and curl resources, http resources. */
const fileSource = { resolve, fetch };
async function resolve(request, context) {
    checkFileName(request);
    const validators = await look(request, context);
    return {
        version: versionOf(validators),
        label: labelOf(request),
        digest: null,
        size: validators.length,
    };
}
async function fetch(request, resolution, context) {
    checkFileName(request);
    const response = await send(request, context, { method: 'GET' });
    const validators = validatorsOf(response);
    await accept(response, request, resolution, context);
    const size = validators.length ?? lengthInVersion(resolution.version);
    const stream = resumableStream({
        name: displayUrl(request, context),
        body: response.body,
        size,
        reopen: reopener(request, resolution, context, validators),
        signal: context.signal,
    });
    if (request.layout === 'http-resource')
        return packResponse(response, stream, context);
    return {
        stream,
        fileName: request.filename,
        size,
        dispose: async () => {
            stream.destroy();
        },
    };
}
/** HEAD; a GET of the first byte where HEAD is refused or says too little (servers that generate or sign answers). */
async function look(request, context) {
    const head = await send(request, context, { method: 'HEAD' });
    await head.discard();
    if ([401, 404, 410].includes(head.status))
        throw statusError(head.status, request, context);
    const validators = validatorsOf(head);
    if (head.status === 200 && versionOf(validators) !== null && validators.length !== 0)
        return validators;
    return lookByGet(request, context, { range: 'bytes=0-0' });
}
async function lookByGet(request, context, headers) {
    const response = await send(request, context, { method: 'GET', headers });
    response.body.destroy();
    // An empty file has no first byte.
    if (response.status === 416 && 'range' in headers)
        return lookByGet(request, context, {});
    if (response.status !== 200 && response.status !== 206)
        throw statusError(response.status, request, context);
    return validatorsOf(response);
}
/** Passes only a whole answer that is the resolved version. */
async function accept(response, request, resolution, context) {
    if (response.status !== 200) {
        response.body.destroy();
        throw statusError(response.status, request, context);
    }
    if (resolution.version === null || carriesVersion(resolution.version, validatorsOf(response)))
        return;
    response.body.destroy();
    throw changed(request, context);
}
/** Opens the rest of the same representation; null when the server gave nothing to prove it by (RFC 9110 13.1.5). */
function reopener(request, resolution, context, first) {
    const version = resolution.version ?? versionOf(first);
    const proof = first.strongTag ?? first.modified;
    if (version === null || proof === null)
        return null;
    return async (offset) => {
        const headers = { range: `bytes=${offset}-`, 'if-range': proof };
        const response = await send(request, context, { method: 'GET', headers });
        const range = contentRange(response.headers['content-range']);
        const isRest = response.status === 206 && range?.start === offset;
        const isWhole = response.status === 200;
        if ((isRest || isWhole) && carriesVersion(version, validatorsOf(response))) {
            return isRest ? response.body : withoutFirst(response.body, offset);
        }
        response.body.destroy();
        if (response.status >= 400 && response.status !== 416)
            throw statusError(response.status, request, context);
        throw changed(request, context);
    };
}
/** For servers that ignore ranges: reads again what is already there. */
function withoutFirst(body, bytes) {
    let missing = bytes;
    const rest = new external_node_stream_.Transform({
        transform(chunk, _encoding, callback) {
            const skipped = Math.min(missing, chunk.length);
            missing -= skipped;
            callback(null, chunk.subarray(skipped));
        },
    });
    return (0,external_node_stream_.pipeline)(body, rest, () => undefined);
}
function changed(request, context) {
    return new errors/* OfflineGenError */.iw('upstream', `${displayUrl(request, context)} changed between analysis and transfer`, { hint: 'Run again to take the new version' });
}

;// CONCATENATED MODULE: ./lib/sources/git/check-request.js

const CONTROL = /\p{Cc}/u;
/** What git-check-ref-format(1) forbids in a name, and what would make it an expression instead of a name. */
const NO_NAME = /[\s~^:?*[\\]|\.\.|@\{|\/\/|\.lock(\/|$)|^\/|[/.]$|(^|\/)\./;
const CONFIG_NAME = /^[A-Za-z][A-Za-z0-9-]*(\..+)?\.[A-Za-z][A-Za-z0-9-]*$/;
/** A full commit id; what `Resolution.version` holds. */
function isCommitId(text) {
    return /^[0-9a-f]{40}$/.test(text);
}
/**
 * Refuses values that git could take for something else than what they stand for: options, revision expressions,
 * refspecs. Throws `OfflineGenError('refused')`, or `unsupported` for contradictions.
 */
function checkRequest(request) {
    const { select, checkout } = request;
    if (request.branch !== null)
        checkName('branch', request.branch);
    if (request.ref !== null)
        checkName('ref', request.ref);
    for (const name of checkout.fetch)
        checkName('fetch', name);
    const texts = [
        ['paths', select.paths],
        ['ignore_paths', select.ignorePaths],
        ['tag_filter', [select.tagFilter]],
        ['sparse_paths', checkout.sparsePaths],
        ['submodules', typeof checkout.submodules === 'string' ? [] : checkout.submodules],
    ];
    for (const [what, values] of texts)
        for (const value of values)
            checkText(what, value);
    for (const value of [select.tagRegex, checkout.describeRefOptions, checkout.timestampFormat]) {
        if (value !== null && CONTROL.test(value))
            throw refused('option', value);
    }
    for (const { name, value } of checkout.gitConfig) {
        if (!CONFIG_NAME.test(name) || CONTROL.test(name) || value.includes('\0'))
            throw refused('git_config', name);
    }
    if (select.tagFilter !== null && select.tagRegex !== null) {
        throw new errors/* OfflineGenError */.iw('unsupported', 'a git resource cannot have both tag_filter and tag_regex');
    }
}
function checkName(what, value) {
    if (value === '' || value.startsWith('-') || CONTROL.test(value) || NO_NAME.test(value)) {
        throw refused(what, value);
    }
}
function checkText(what, value) {
    if (value !== null && (value.startsWith('-') || CONTROL.test(value)))
        throw refused(what, value);
}
function refused(what, value) {
    return new errors/* OfflineGenError */.iw('refused', `${what} ${JSON.stringify(value.slice(0, 100))} is not allowed`, {
        hint: 'Use a plain name: no leading dash, no control characters, no expression.',
    });
}

// EXTERNAL MODULE: external "node:dns/promises"
var external_node_dns_promises_ = __webpack_require__(1553);
;// CONCATENATED MODULE: ./lib/sources/git/address.js



const address_CONTROL = /\p{Cc}/u;
const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i;
/** `[user@]host:path`, as scp writes it: no slash before the colon. */
const SCP = /^(?:([A-Za-z0-9._][A-Za-z0-9._-]*)@)?(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_][A-Za-z0-9._-]*):(.+)$/;
const SSH_SCHEMES = new Set(['ssh', 'git+ssh', 'ssh+git']);
/**
 * Reads a repository address. Throws `OfflineGenError('refused')` for what could run a command or read this machine:
 * a leading `-`, control characters, `helper::address`, and (unless `allowLocal`) `file://` and paths.
 */
function parseAddress(uri, allowLocal) {
    if (uri === '' || uri.startsWith('-') || address_CONTROL.test(uri))
        throw address_refused(uri, 'is no repository address');
    if (/^[^/@]*::/.test(uri))
        throw address_refused(uri, 'names a remote helper');
    const scheme = SCHEME.exec(uri)?.[1]?.toLowerCase();
    if (scheme === 'http' || scheme === 'https')
        return httpAddress(uri);
    if (scheme !== undefined && SSH_SCHEMES.has(scheme))
        return hostAddress(uri, 'ssh', 22);
    if (scheme === 'git')
        return hostAddress(uri, 'git', 9418);
    if (scheme === 'file' || (scheme === undefined && (0,external_node_path_.isAbsolute)(uri)))
        return localAddress(uri, allowLocal);
    if (scheme !== undefined)
        throw address_refused(uri, `has an unknown scheme, ${scheme}`);
    const scp = SCP.exec(uri);
    if (scp?.[2] !== undefined && !scp[3]?.startsWith('-'))
        return sshAddress(uri, scp[2].toLowerCase());
    if (allowLocal)
        throw address_refused(uri, 'is a relative path');
    throw address_refused(uri, 'is no repository address');
}
function httpAddress(uri) {
    const url = toUrl(uri);
    const { username, password } = url;
    url.username = '';
    url.password = '';
    url.hash = '';
    return {
        url: url.href.replace(/\/+$/, ''),
        transport: 'http',
        origin: url.origin,
        host: url.hostname,
        port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
        login: username === '' ? null : { username: decode(username), password: decode(password) },
    };
}
function hostAddress(uri, transport, port) {
    const url = toUrl(uri);
    const host = url.hostname.toLowerCase();
    if (!/^[A-Za-z0-9_[]/.test(host) || decode(url.username).startsWith('-') || url.password !== '') {
        throw address_refused(uri, 'is no repository address');
    }
    const used = Number(url.port) || port;
    return { url: uri, transport, origin: `${transport}://${host}:${used}`, host, port: used, login: null };
}
function sshAddress(uri, host) {
    return { url: uri, transport: 'ssh', origin: `ssh://${host}:22`, host, port: 22, login: null };
}
function localAddress(uri, allowLocal) {
    if (!allowLocal)
        throw address_refused(uri, 'is on this machine');
    return { url: uri, transport: 'local', origin: '', host: null, port: 0, login: null };
}
/** `uri` as it may stand in a stored `.git/config`: without user information for http and https. */
function recordedUri(uri) {
    return /^https?:/i.test(uri) ? (0,redact/* redactUrl */.B)(uri) : uri;
}
/**
 * The address of a submodule: `./` and `../` are relative to the address of the repository that holds it
 * (gitmodules(5)); one `..` takes one part off, back to the colon of an scp-like address.
 */
function submoduleUri(parent, url) {
    if (!/^\.\.?(\/|$)/.test(url))
        return url;
    let base = parent.replace(/\/+$/, '');
    let rest = url;
    let separator = '/';
    for (let step = /^(\.\.?)(?:\/+|$)/.exec(rest); step !== null; step = /^(\.\.?)(?:\/+|$)/.exec(rest)) {
        rest = rest.slice(step[0].length);
        if (step[1] === '.')
            continue;
        const cut = base.lastIndexOf('/') >= 0 ? base.lastIndexOf('/') : base.lastIndexOf(':');
        if (cut < 0)
            throw address_refused(url, 'leads out of the repository that names it');
        separator = base[cut] ?? '/';
        base = base.slice(0, cut);
    }
    return `${base}${separator}${rest}`.replace(/\/+$/, '');
}
function toUrl(uri) {
    try {
        return new URL(uri);
    }
    catch {
        throw address_refused(uri, 'is no repository address');
    }
}
function decode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}
function address_refused(uri, reason) {
    return new errors/* OfflineGenError */.iw('refused', `${JSON.stringify((0,redact/* redactUrl */.B)(uri))} ${reason}`, {
        hint: 'Repositories are fetched over https, http, ssh or git.',
    });
}

;// CONCATENATED MODULE: ./lib/sources/git/connection.js





/**
 * Checks `uri`, applies the redirect of the configuration, follows the server's own redirects once, and prepares the
 * credentials, which are sent to the origin of `uri` only.
 * Throws `OfflineGenError('refused')` for an address that may not be used.
 */
async function connect(uri, context, settings) {
    const written = parseAddress(uri, settings.allowLocal);
    const target = parseAddress(context.redirect(uri), settings.allowLocal);
    const trusted = target.origin === written.origin;
    const header = authorizationOf(target, trusted ? context.credentials : {});
    const headers = header === null ? [] : [{ origin: target.origin, header }];
    const address = await settleAddress(target, header, context, settings.guard);
    const key = await writeKey(target, trusted ? context.credentials : {}, context.temp);
    const options = {
        headers,
        allowLocal: settings.allowLocal,
        signal: context.signal,
        env: sshEnvironment(key, settings),
    };
    return {
        address,
        origin: written.origin,
        run: (cwd, args, config = []) => settings.git(args, { ...options, cwd, config }),
        close: async () => key?.remove(),
    };
}
/** No key, agent or configuration of this machine. The server's key is not checked: nothing is entrusted to it. */
const STRANGER = [
    'ssh -F none -o BatchMode=yes -o LogLevel=ERROR',
    '-o IdentitiesOnly=yes -o IdentityFile=none -o IdentityAgent=none',
    '-o PubkeyAuthentication=no -o HostbasedAuthentication=no -o GSSAPIAuthentication=no',
    '-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null',
].join(' ');
function sshEnvironment(key, { asStranger }) {
    const command = asStranger === true ? STRANGER : key?.command;
    return command === undefined ? {} : { GIT_SSH_COMMAND: command };
}
function authorizationOf(target, credentials) {
    if (target.transport !== 'http')
        return null;
    const { username, password } = target.login ?? {
        username: credentials['username'] ?? '',
        password: credentials['password'] ?? '',
    };
    if (username === '' && password === '')
        return null;
    return `Authorization: Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
const DISCOVERY = '/info/refs?service=git-upload-pack';
/**
 * The address after redirects. git itself does not follow any: it would send the authorization to wherever they lead,
 * past the address guard. A server that this request cannot reach is left to git, which explains failures better.
 */
async function settleAddress(target, header, context, guard) {
    if (target.transport !== 'http') {
        if (guard !== undefined)
            await checkHost(target, guard);
        return target.url;
    }
    try {
        const response = await context.http.request({
            url: `${target.url}${DISCOVERY}`,
            headers: {
                'git-protocol': 'version=2',
                ...(header === null ? {} : { authorization: header.slice('Authorization: '.length) }),
            },
            signal: context.signal,
        });
        await response.discard();
        const moved = response.status === 200 && response.url.endsWith(DISCOVERY);
        return moved ? response.url.slice(0, -DISCOVERY.length) : target.url;
    }
    catch (error) {
        if (error instanceof errors/* OfflineGenError */.iw && error.code === 'network')
            return target.url;
        throw error;
    }
}
async function checkHost({ host, port }, guard) {
    if (host === null)
        return;
    const bare = host.replace(/^\[|\]$/g, '');
    const found = await (0,external_node_dns_promises_.lookup)(bare, { all: true }).catch(() => []);
    for (const { address } of found)
        guard.checkAddress(bare, port, address);
}
/** ssh reads a key from a file only. The server's key is not checked, as the git resource does not check it. */
async function writeKey(target, credentials, temp) {
    const key = credentials['private_key'];
    if (target.transport !== 'ssh' || key === undefined || key.trim() === '')
        return null;
    if ((credentials['private_key_passphrase'] ?? '') !== '') {
        throw new errors/* OfflineGenError */.iw('unsupported', 'private_key_passphrase is not supported', {
            hint: 'Use a key without a passphrase for mirroring.',
        });
    }
    const directory = await (0,promises_.mkdtemp)((0,external_node_path_.join)(temp, 'key-'));
    const file = (0,external_node_path_.join)(directory, 'key');
    await (0,promises_.writeFile)(file, `${key.trim()}\n`, { mode: 0o600 });
    const user = credentials['private_key_user'] ?? '';
    const command = [
        'ssh',
        '-i',
        quote(file),
        '-o IdentitiesOnly=yes -o BatchMode=yes',
        '-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR',
        ...(user === '' ? [] : ['-o', quote(`User=${user}`)]),
    ].join(' ');
    return { command, remove: () => (0,promises_.rm)(directory, { recursive: true, force: true }) };
}
/** git hands the command to a shell. */
function quote(text) {
    return `'${text.replaceAll("'", "'\\''")}'`;
}

;// CONCATENATED MODULE: ./lib/sources/git/git-config.js
/**
 * The text of a configuration file as `git config <name> <value>` called once per setting would leave it: a repeated
 * name replaces the value where it stands. Written here and not by git, because a pipeline chooses some of the names,
 * and a configuration that runs commands must only exist after the last git process on this machine.
 */
function renderGitConfig(settings) {
    return settings
        .reduce(setValue, [])
        .map(({ header, settings: lines }) => [header, ...lines.map(renderLine)].join('\n'))
        .map((section) => `${section}\n`)
        .join('');
}
function setValue(sections, { name, value }) {
    const first = name.indexOf('.');
    const last = name.lastIndexOf('.');
    const header = sectionHeader(name.slice(0, first), first === last ? null : name.slice(first + 1, last));
    const setting = { name: name.slice(last + 1), value };
    if (!sections.some((section) => section.header === header)) {
        return [...sections, { header, settings: [setting] }];
    }
    return sections.map((section) => section.header === header ? { header, settings: replaceOrAdd(section.settings, setting) } : section);
}
function replaceOrAdd(settings, setting) {
    const key = setting.name.toLowerCase();
    if (!settings.some(({ name }) => name.toLowerCase() === key))
        return [...settings, setting];
    return settings.map((each) => each.name.toLowerCase() === key ? { name: each.name, value: setting.value } : each);
}
function sectionHeader(section, subsection) {
    const name = section.toLowerCase();
    return subsection === null ? `[${name}]` : `[${name} "${subsection.replace(/["\\]/g, '\\$&')}"]`;
}
/** Quoted where git quotes: blanks at an end, and the characters that start a comment. */
function renderLine({ name, value }) {
    const escaped = value.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
    const quote = /^ | $|[;#\r]/.test(value) ? '"' : '';
    return `\t${name} = ${quote}${escaped}${quote}`;
}

;// CONCATENATED MODULE: ./lib/sources/git/skeleton.js



/**
 * An empty repository, made without `git init`: no template, no hooks, the same bytes with every version of git.
 * `branch` is where the unborn HEAD points.
 */
async function writeSkeleton(gitDirectory, branch, settings) {
    for (const directory of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags', 'info', 'hooks']) {
        await (0,promises_.mkdir)((0,external_node_path_.join)(gitDirectory, directory), { recursive: true });
    }
    await (0,promises_.writeFile)((0,external_node_path_.join)(gitDirectory, 'HEAD'), `ref: refs/heads/${branch}\n`);
    await (0,promises_.writeFile)((0,external_node_path_.join)(gitDirectory, 'config'), renderGitConfig(settings));
}
/** A bare repository that gets single objects from `address` when they are needed (partial clone). */
function writePartialSkeleton(gitDirectory, address, filter) {
    return writeSkeleton(gitDirectory, 'none', [
        { name: 'core.repositoryformatversion', value: '1' },
        { name: 'core.bare', value: 'true' },
        { name: 'extensions.partialClone', value: 'origin' },
        { name: 'remote.origin.url', value: address },
        { name: 'remote.origin.promisor', value: 'true' },
        { name: 'remote.origin.partialclonefilter', value: filter },
    ]);
}

;// CONCATENATED MODULE: ./lib/sources/git/newest-commit.js




/** Commits to look at before asking for more; null is the whole history. */
const DEPTHS = [1, 50, 1000, null];
const TIP = 'refs/offline-gen/tip';
/** Whether some commits of the branch do not count, so that the tip alone is no answer. */
function isSelective(select) {
    return !select.includeCiSkipped || hasPaths(select);
}
/**
 * The newest commit of `ref` that counts, along first parents, as git-resource's `assets/check` picks it. Fetches
 * commits without files, and only as many as it takes. Throws `OfflineGenError('upstream')` when no commit counts.
 */
async function newestCommit(connection, ref, select, temp) {
    const byPath = hasPaths(select);
    const filter = byPath ? 'blob:none' : 'tree:0';
    const repository = await (0,promises_.mkdtemp)((0,external_node_path_.join)(temp, 'history-'));
    await writePartialSkeleton(repository, connection.address, filter);
    // A commit at the end of a shallow history looks as if it had added every file.
    for (const depth of byPath ? DEPTHS.slice(1) : DEPTHS) {
        const shallowBefore = await shallowCommits(repository);
        const extent = depth === null ? (shallowBefore.size > 0 ? ['--unshallow'] : []) : [`--depth=${depth}`];
        await fetchHistory(connection, repository, filter, [...extent, '--no-tags'], [`+${ref}:${TIP}`]);
        const found = (await connection.run(repository, newestCommand(TIP, select))).trim();
        const shallow = await shallowCommits(repository);
        if (found !== '' && !(byPath && shallow.has(found)))
            return found;
        if (shallow.size === 0)
            break;
    }
    throw new errors/* OfflineGenError */.iw('upstream', `no commit of ${connection.address} is a version of this resource`, {
        hint: 'Check `paths`, `ignore_paths` and commits marked [ci skip].',
    });
}
/** `git fetch` into a repository made by `writePartialSkeleton`. */
async function fetchHistory(connection, repository, filter, flags, refspecs) {
    const always = ['--no-recurse-submodules', '--no-write-fetch-head', '--force', `--filter=${filter}`];
    await connection.run(repository, ['fetch', ...always, ...flags, '--', 'origin', ...refspecs]);
}
/**
 * The command that prints the newest commit from `start` on that counts. The marks are looked for with git's own
 * expressions, so that lines and blanks mean what they mean to the resource.
 */
function newestCommand(start, select) {
    const marks = ['--invert-grep', '--grep=\\[ci\\sskip\\]', '--grep=\\[skip\\sci\\]'];
    return [
        'rev-list',
        '--first-parent',
        '-1',
        ...(select.includeCiSkipped ? [] : marks),
        start,
        '--',
        ...pathspecs(select),
    ];
}
function hasPaths(select) {
    return pathspecs(select).length > 0;
}
function pathspecs({ paths, ignorePaths }) {
    const everything = paths.length === 0 || (paths.length === 1 && paths[0] === '.');
    if (everything && ignorePaths.length === 0)
        return [];
    return [...(everything ? ['.'] : paths), ...ignorePaths.map((path) => `:!${path}`)];
}
async function shallowCommits(repository) {
    const text = await (0,promises_.readFile)((0,external_node_path_.join)(repository, 'shallow'), 'utf8').catch(() => '');
    return new Set(text.split('\n').filter((line) => line !== ''));
}

;// CONCATENATED MODULE: ./lib/sources/git/reader.js







const SIZE_LIMIT = 1024 * 1024;
/** As many as Linux follows. */
const MOST_LINKS = 40;
/** One partial clone per repository and commit; files are fetched when they are read. */
function createRepositoryReader(options) {
    const opened = new Map();
    const open = (request, version) => {
        const key = JSON.stringify([request.uri, version]);
        const known = opened.get(key) ?? openRepository(request, version, options);
        opened.set(key, known);
        return known;
    };
    return {
        readFile: async (request, version, path) => {
            const start = insidePath('', path);
            return readText(await open(request, version), version, start);
        },
        dispose: async () => {
            const all = await Promise.allSettled(opened.values());
            opened.clear();
            for (const each of all)
                if (each.status === 'fulfilled')
                    await reader_close(each.value);
        },
    };
}
async function openRepository(request, version, options) {
    if (!isCommitId(version))
        throw new errors/* OfflineGenError */.iw('git', `${JSON.stringify(version)} is no commit`);
    const credentials = options.credentialsOf?.(request) ?? {};
    const connection = await connect(request.uri, { ...options.context, credentials }, options);
    const repository = await (0,promises_.mkdtemp)((0,external_node_path_.join)(options.context.temp, 'read-'));
    try {
        await writePartialSkeleton(repository, connection.address, 'blob:none');
        const refspec = `+${version}:refs/heads/read`;
        await fetchHistory(connection, repository, 'blob:none', ['--depth=1', '--no-tags'], [refspec]);
        return { connection, repository };
    }
    catch (error) {
        await reader_close({ connection, repository });
        throw error;
    }
}
async function reader_close({ connection, repository }) {
    await (0,promises_.rm)(repository, { recursive: true, force: true, maxRetries: 3 });
    await connection.close();
}
async function readText(opened, commit, start) {
    let path = start;
    for (let links = 0; links <= MOST_LINKS; links += 1) {
        const entries = await readEntries(opened, commit, path);
        const link = prefixes(path).find((prefix) => entries.get(prefix)?.mode === '120000');
        if (link === undefined) {
            const entry = entries.get(path);
            return entry?.mode.startsWith('100') ? readBlob(opened, entry.object, path) : undefined;
        }
        const target = await readBlob(opened, entries.get(link)?.object ?? '', link);
        path = insidePath(external_node_path_.posix.dirname(link), `${target}${path.slice(link.length)}`);
    }
    return undefined;
}
/** The entries on the way to `path`, from the root on. */
async function readEntries({ connection, repository }, commit, path) {
    // Each prefix by itself: below a symbolic link there is nothing to list.
    const command = ['ls-tree', '-t', '-z', '--full-tree', commit, '--', ...prefixes(path)];
    const text = await connection.run(repository, command);
    return new Map(text.split('\0').flatMap((line) => {
        const match = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/s.exec(line);
        if (match === null)
            return [];
        return [[match[3] ?? '', { mode: match[1] ?? '', object: match[2] ?? '' }]];
    }));
}
async function readBlob({ connection, repository }, object, path) {
    const size = Number(await connection.run(repository, ['cat-file', '-s', object]));
    if (size > SIZE_LIMIT) {
        throw new errors/* OfflineGenError */.iw('unsupported', `${path} has ${size} bytes; at most ${SIZE_LIMIT} are read`);
    }
    return connection.run(repository, ['cat-file', 'blob', object]);
}
/** `path` below `directory`, normalized. Throws `OfflineGenError('refused')` when it leads out of the tree. */
function insidePath(directory, path) {
    const joined = external_node_path_.posix.join(directory, path).replace(/\/$/, '');
    const leaves = path.startsWith('/') || joined === '..' || joined.startsWith('../');
    if (leaves || joined.startsWith('-') || /\p{Cc}/u.test(path)) {
        throw new errors/* OfflineGenError */.iw('refused', `${JSON.stringify(path)} is no path inside the repository`);
    }
    return joined;
}
function prefixes(path) {
    const parts = path.split('/');
    return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

;// CONCATENATED MODULE: ./lib/sources/git/facts.js


const FIELDS = ['%ae', '%an', '%ai', '%cn', '%ci', '%ct', '%B'].join('%x00');
/** Asks git about the commit that is checked out. */
async function readFacts(repository, commit, options) {
    const [authorEmail, authorName, authorDate, committerName, committerDate, time, message] = await readFields(repository, commit);
    const format = options.timestampFormat;
    const tags = await repository.run(['tag', '--points-at', commit]);
    const heads = await repository.run([
        'for-each-ref',
        '--format=%(refname:strip=2)',
        '--points-at',
        commit,
        'refs/heads',
    ]);
    return {
        commit,
        authorEmail,
        authorName,
        authorDate: authorDate.toString(),
        committerName,
        committerDate: committerDate.toString(),
        committerTime: Number(time.toString()),
        message,
        timestamp: format === null || format === 'iso8601'
            ? committerDate.toString()
            : (await repository.run(['log', '-1', '--format=%cd', `--date=${format}`, commit])).replace(/\n$/, ''),
        description: await describe(repository, options.describeRefOptions),
        branches: lines(heads),
        tags: lines(tags),
    };
}
/** Through a file, because names and messages are bytes and not always UTF-8. */
async function readFields(repository, commit) {
    const file = (0,external_node_path_.join)(repository.gitDirectory, 'offline-gen-facts');
    await repository.run(['log', '-1', `--format=format:${FIELDS}`, `--output=${file}`, commit]);
    const content = await (0,promises_.readFile)(file);
    await (0,promises_.rm)(file);
    let rest = content;
    const next = () => {
        const zero = rest.indexOf(0);
        const field = zero < 0 ? rest : rest.subarray(0, zero);
        rest = zero < 0 ? Buffer.alloc(0) : rest.subarray(zero + 1);
        return field;
    };
    return [next(), next(), next(), next(), next(), next(), rest];
}
/** The resource leaves the file empty but for a newline when git finds no description. */
async function describe(repository, options) {
    const words = (options ?? '--always --dirty --broken').split(/\s+/).filter((word) => word !== '');
    const text = await repository.run(['describe', ...words]).catch(() => '');
    return text.replace(/\n+$/, '');
}
function lines(text) {
    return text.split('\n').filter((line) => line !== '');
}

;// CONCATENATED MODULE: ./lib/sources/git/lfs.js



/**
 * Replaces Git LFS pointers in the work tree by their files, as git-lfs does at a checkout. `address` is the remote;
 * the endpoint is derived from it, whatever `.lfsconfig` in the tree says.
 * Throws `OfflineGenError('unsupported')` when there are pointers and git-lfs is not installed.
 */
async function checkOutLargeFiles(repository, commit, address) {
    const files = await repository.run(['ls-files', '-z', '--', ':(attr:filter=lfs)']);
    if (files === '')
        return;
    await repository.run(['lfs', 'version']).catch(() => {
        throw new errors/* OfflineGenError */.iw('unsupported', `${address} keeps files in Git LFS, and git-lfs is not installed`, {
            hint: 'Install git-lfs, or say `disable_git_lfs: true` if the pointers are enough.',
        });
    });
    await (0,promises_.rm)((0,external_node_path_.join)(repository.gitDirectory, 'index'));
    await repository.run(['checkout', '--force', '--quiet', '--detach', commit], [
        { name: 'filter.lfs.clean', value: 'git-lfs clean -- %f' },
        { name: 'filter.lfs.smudge', value: 'git-lfs smudge -- %f' },
        { name: 'filter.lfs.process', value: 'git-lfs filter-process' },
        { name: 'filter.lfs.required', value: 'true' },
        { name: 'lfs.url', value: `${address.replace(/\.git$/, '')}.git/info/lfs` },
    ]);
}

;// CONCATENATED MODULE: ./lib/sources/git/refs-file.js


/** Where a fetch keeps the commit alive until the final refs are written. */
const FETCHED = 'refs/offline-gen/fetched';
/** All refs of a repository but the temporary one, sorted by name. */
async function readRefs(repository) {
    const format = '--format=%(objectname)%00%(*objectname)%00%(refname)';
    const text = await repository.run(['for-each-ref', '--sort=refname', format]);
    return text
        .split('\n')
        .map((line) => line.split('\0'))
        .flatMap(([object = '', peeled = '', name = '']) => (name === '' ? [] : [{ name, object, peeled }]))
        .filter(({ name }) => name !== FETCHED);
}
/** `refs` with `added` in place of those with the same names, sorted as git sorts. */
function withRefs(refs, added) {
    const names = new Set(added.map(({ name }) => name));
    return [...refs.filter(({ name }) => !names.has(name)), ...added].sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
}
/**
 * Writes exactly these refs: local branches as files of their own, as scripts expect them after a clone, all others
 * packed. `defaultBranch` is what `refs/remotes/origin/HEAD` points to, when that branch was fetched.
 */
async function writeRefs(gitDirectory, refs, defaultBranch) {
    await (0,promises_.rm)((0,external_node_path_.join)(gitDirectory, 'refs'), { recursive: true, force: true });
    for (const directory of ['refs/heads', 'refs/tags']) {
        await (0,promises_.mkdir)((0,external_node_path_.join)(gitDirectory, directory), { recursive: true });
    }
    const loose = refs.filter(({ name }) => name.startsWith('refs/heads/'));
    const packed = refs.filter(({ name }) => !name.startsWith('refs/heads/'));
    for (const { name, object } of loose)
        await writeRef(gitDirectory, name, object);
    await (0,promises_.writeFile)((0,external_node_path_.join)(gitDirectory, 'packed-refs'), renderPackedRefs(packed));
    const remoteHead = `refs/remotes/origin/${defaultBranch}`;
    if (packed.some(({ name }) => name === remoteHead)) {
        await writeRef(gitDirectory, 'refs/remotes/origin/HEAD', `ref: ${remoteHead}`);
    }
}
function renderPackedRefs(refs) {
    const lines = refs.flatMap(({ name, object, peeled }) => [
        `${object} ${name}`,
        ...(peeled === '' ? [] : [`^${peeled}`]),
    ]);
    return `${['# pack-refs with: peeled fully-peeled sorted ', ...lines].join('\n')}\n`;
}
async function writeRef(gitDirectory, name, content) {
    const file = (0,external_node_path_.join)(gitDirectory, name);
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(file), { recursive: true });
    await (0,promises_.writeFile)(file, `${content}\n`);
}

;// CONCATENATED MODULE: ./lib/sources/git/repository.js

/** No logs, no caches, no format that depends on the version or on the number of processors. */
const BUILD_SETTINGS = [
    { name: 'core.logAllRefUpdates', value: 'false' },
    { name: 'core.splitIndex', value: 'false' },
    { name: 'core.untrackedCache', value: 'false' },
    { name: 'core.bigFileThreshold', value: '512m' },
    { name: 'core.compression', value: '6' },
    { name: 'fetch.unpackLimit', value: '1' },
    { name: 'fetch.writeCommitGraph', value: 'false' },
    { name: 'index.skipHash', value: 'false' },
    { name: 'index.sparse', value: 'false' },
    { name: 'index.version', value: '2' },
    { name: 'pack.indexVersion', value: '2' },
    { name: 'pack.threads', value: '1' },
    { name: 'pack.windowMemory', value: '0' },
    { name: 'pack.writeReverseIndex', value: 'false' },
    { name: 'repack.useDeltaBaseOffset', value: 'true' },
    { name: 'repack.writeBitmaps', value: 'false' },
];
function repository_openRepository(connection, workTree, gitDirectory) {
    return {
        workTree,
        gitDirectory,
        run: (args, config = []) => connection.run(workTree, args, [...BUILD_SETTINGS, ...config]),
    };
}
function branchOf(start) {
    return start.ref?.startsWith('refs/heads/') ? start.ref.slice('refs/heads/'.length) : null;
}
/**
 * `.git/config` as `git clone` leaves it, and two settings that keep a checkout clean after it was unpacked on another
 * machine: only size and modification time of files are compared.
 */
function cloneSettings(uri, start, checkout) {
    const branch = branchOf(start);
    const tracked = branch === null ? `${start.ref}:${start.ref}` : `refs/heads/${branch}:refs/remotes/origin/${branch}`;
    const everything = checkout.allBranches || start.ref === null;
    return [
        { name: 'core.repositoryformatversion', value: '0' },
        { name: 'core.filemode', value: 'true' },
        { name: 'core.bare', value: 'false' },
        { name: 'core.logallrefupdates', value: 'true' },
        { name: 'core.checkStat', value: 'minimal' },
        { name: 'core.trustctime', value: 'false' },
        { name: 'remote.origin.url', value: recordedUri(uri) },
        ...(checkout.fetchTags === false ? [{ name: 'remote.origin.tagOpt', value: '--no-tags' }] : []),
        {
            name: 'remote.origin.fetch',
            value: everything ? '+refs/heads/*:refs/remotes/origin/*' : `+${tracked}`,
        },
        ...(branch === null ? [] : branchSettings(branch)),
    ];
}
function branchSettings(branch) {
    return [
        { name: `branch.${branch}.remote`, value: 'origin' },
        { name: `branch.${branch}.merge`, value: `refs/heads/${branch}` },
    ];
}
/** Settings of the pipeline that change the files of a checkout and cannot run a command. */
const HARMLESS = /^(core\.(abbrev|autocrlf|eol|filemode|ignorecase|quotepath|safecrlf|symlinks)|i18n\..*)$/i;
function harmlessSettings(settings) {
    return settings.filter(({ name }) => HARMLESS.test(name));
}

;// CONCATENATED MODULE: ./lib/sources/git/obtain.js





/**
 * Fetches a commit with its history, tags, notes and further branches, as a clone would have done at the moment when
 * the commit was the tip of its branch: the local and the remote-tracking branch point to it. A later tip would make
 * other bytes of the same version every time it moves. Returns the refs the repository has to have.
 */
async function obtainCommit(repository, wanted) {
    const { checkout, start } = wanted;
    const branch = branchOf(start);
    const main = [
        ...(checkout.allBranches ? ['+refs/heads/*:refs/remotes/origin/*'] : []),
        ...(branch === null && start.ref !== null ? [`+${start.ref}:${start.ref}`] : []),
    ];
    const notes = ['+refs/notes/*:refs/notes/*'];
    const whole = checkout.depth === null;
    await fetchCommit(repository, wanted, whole ? [] : [`--depth=${checkout.depth}`], [
        ...main,
        ...(whole ? notes : []),
    ]);
    const branches = checkout.fetch.filter((name) => name !== branch);
    const later = [...(whole ? [] : notes), ...branches.map((name) => `+${name}:refs/heads/${name}`)];
    // The resource fetches these into FETCH_HEAD only, and git then does not follow tags.
    if (later.length > 0)
        await fetchRefs(repository, { ...wanted, tags: 'none' }, [], later);
    const added = branch === null
        ? []
        : [refTo(`refs/heads/${branch}`, wanted), refTo(`refs/remotes/origin/${branch}`, wanted)];
    return withRefs(await readRefs(repository), added);
}
function refTo(name, { commit }) {
    return { name, object: commit, peeled: '' };
}
async function fetchCommit(repository, wanted, extent, refspecs) {
    try {
        await fetchRefs(repository, wanted, extent, [`+${wanted.commit}:${FETCHED}`, ...refspecs]);
    }
    catch (error) {
        if (!isUnadvertised(error) || wanted.start.ref === null)
            throw error;
        await fetchBranch(repository, wanted, wanted.start.ref, refspecs);
    }
}
/** Old servers only give out the tips of refs: the whole branch is fetched, whatever the depth, and cut off. */
async function fetchBranch(repository, wanted, ref, refspecs) {
    const { address, commit, log } = wanted;
    log.debug(`${address}: fetching ${ref} whole, the server gives out no single commits`);
    await fetchRefs(repository, wanted, [], [`+${ref}:${FETCHED}`, ...refspecs]);
    await repository.run(['update-ref', FETCHED, commit]).catch((cause) => {
        const hint = 'The branch was rewritten: resolve the version again.';
        throw new errors/* OfflineGenError */.iw('git', `${ref} of ${address} does not hold ${commit}`, { hint, cause });
    });
    if (wanted.tags !== 'follow' || wanted.checkout.allBranches)
        return;
    // Tags of later commits came along.
    const later = await repository.run(['tag', '--no-merged', commit, '--format=%(refname:strip=2)']);
    const names = later.split('\n').filter((name) => name !== '');
    if (names.length > 0)
        await repository.run(['tag', '--delete', '--', ...names]);
}
function isUnadvertised(error) {
    return error instanceof errors/* OfflineGenError */.iw && /unadvertised object|not our ref/i.test(error.message);
}
async function fetchRefs(repository, { address, tags }, extent, refspecs) {
    const tagFlag = { all: ['--tags'], none: ['--no-tags'], follow: [] }[tags];
    const flags = ['--no-recurse-submodules', '--no-write-fetch-head', '--force', '--update-head-ok'];
    await repository.run(['fetch', ...flags, ...tagFlag, ...extent, '--', address, ...refspecs]);
}
/** Checks the commit out, detached; below a sparse pattern list when there is one. */
async function checkOut(repository, commit, sparsePaths) {
    if (sparsePaths.length > 0) {
        await (0,promises_.writeFile)((0,external_node_path_.join)(repository.gitDirectory, 'info/sparse-checkout'), `${sparsePaths.join('\n')}\n`);
    }
    await repository.run(['checkout', '--force', '--quiet', '--detach', commit]);
}

;// CONCATENATED MODULE: ./lib/sources/git/remote-refs.js

/** Asks for the default branch and, if given, for `branch`. Throws `OfflineGenError('git')` when it is not there. */
async function findStart(connection, cwd, branch) {
    const candidates = branch === null ? [] : [`refs/heads/${branch}`, `refs/tags/${branch}`];
    const { refs, symrefs } = await listRefs(connection, cwd, ['HEAD', ...candidates]);
    const defaultRef = symrefs.get('HEAD') ?? null;
    const ref = branch === null ? defaultRef : (candidates.find((name) => refs.has(name)) ?? null);
    if (branch !== null && ref === null)
        throw missing(`branch ${branch}`, connection);
    const commit = ref?.startsWith('refs/tags/')
        ? peeled(refs, ref)
        : refs.get(branch === null ? 'HEAD' : (ref ?? 'HEAD'));
    if (commit === undefined)
        throw missing('a commit', connection);
    return { ref, commit, defaultRef };
}
/** The commit a tag or a branch of the remote points to; undefined when it has neither. */
async function findNamed(connection, cwd, name) {
    const candidates = name.startsWith('refs/') ? [name] : [`refs/tags/${name}`, `refs/heads/${name}`];
    const { refs } = await listRefs(connection, cwd, candidates);
    const ref = candidates.find((candidate) => refs.has(candidate));
    return ref === undefined ? undefined : peeled(refs, ref);
}
/** Exactly these refs; ls-remote by itself takes its operands as patterns for the end of a name. */
async function listRefs(connection, cwd, names) {
    const patterns = names.flatMap((name) => (name.startsWith('refs/tags/') ? [name, `${name}^{}`] : [name]));
    const text = await connection.run(cwd, ['ls-remote', '--symref', '--', connection.address, ...patterns]);
    const wanted = new Set(patterns);
    const rows = text
        .split('\n')
        .map((line) => line.split('\t'))
        .flatMap(([value, name]) => value !== undefined && name !== undefined && wanted.has(name) ? [{ value, name }] : []);
    const symrefs = rows.filter(({ value }) => value.startsWith('ref: '));
    const plain = rows.filter(({ value }) => !value.startsWith('ref: '));
    return {
        refs: new Map(plain.map(({ name, value }) => [name, value])),
        symrefs: new Map(symrefs.map(({ name, value }) => [name, value.slice('ref: '.length)])),
    };
}
function peeled(refs, ref) {
    return refs.get(`${ref}^{}`) ?? refs.get(ref);
}
function missing(what, connection) {
    return new errors/* OfflineGenError */.iw('git', `${connection.address} has no ${what}`, {
        hint: 'Check the branch, tag or commit: the repository does not have it (any more).',
    });
}

;// CONCATENATED MODULE: ./lib/sources/git/submodules.js



/**
 * The submodules of the checked-out commit that `wanted` selects. As in the git resource, a list selects by the end of
 * the path, and an entry of `.gitmodules` that the tree does not have is skipped.
 * Throws `OfflineGenError('refused')` for names and paths that lead out of the repository.
 */
async function listSubmodules(repository, wanted) {
    const links = await readLinks(repository);
    if (wanted === 'none' || links.size === 0)
        return [];
    const settings = await readModulesFile(repository);
    return [...settings].flatMap(([name, values]) => {
        const path = values.get('path') ?? '';
        const commit = links.get(path);
        const selected = wanted === 'all' || wanted.some((suffix) => path.endsWith(suffix));
        if (commit === undefined || !selected)
            return [];
        const submodule = {
            name,
            path,
            url: values.get('url') ?? '',
            branch: values.get('branch') ?? null,
            commit,
        };
        checkSubmodule(submodule);
        return [submodule];
    });
}
/** Paths of the tree that are commits of other repositories. */
async function readLinks(repository) {
    const text = await repository.run(['ls-files', '--stage', '-z']);
    return new Map(text.split('\0').flatMap((line) => {
        const match = /^160000 ([0-9a-f]{40}) 0\t(.*)$/s.exec(line);
        return match === null ? [] : [[match[2] ?? '', match[1] ?? '']];
    }));
}
async function readModulesFile(repository) {
    const command = ['config', '--blob', ':.gitmodules', '-z', '--get-regexp', '^submodule\\.'];
    const text = await repository.run(command).catch(() => '');
    const found = new Map();
    for (const line of text.split('\0')) {
        const match = /^submodule\.(.*)\.([^.\n]+)\n(.*)$/s.exec(line);
        const [, name, key, value] = match ?? [];
        if (name === undefined || key === undefined || value === undefined)
            continue;
        const values = found.get(name) ?? new Map();
        found.set(name, values.set(key, value));
    }
    return found;
}
function checkSubmodule({ name, path, url }) {
    for (const text of [name, path]) {
        const parts = text.split(/[/\\]/);
        const leaves = parts.includes('..') || parts.includes('') || parts.includes('.git');
        if (leaves || text.startsWith('-') || /\p{Cc}/u.test(text)) {
            throw new errors/* OfflineGenError */.iw('refused', `the submodule ${JSON.stringify(text)} is not allowed`);
        }
    }
    if (url === '')
        throw new errors/* OfflineGenError */.iw('git', `the submodule ${name} has no url`);
}
/**
 * The directories of a submodule: its files where the tree has it, its repository in `.git/modules`, each naming the
 * other. Throws `OfflineGenError('refused')` when a symbolic link stands in the way.
 */
async function placeSubmodule(parent, submodule) {
    const workTree = (0,external_node_path_.join)(parent.workTree, submodule.path);
    const gitDirectory = (0,external_node_path_.join)(parent.gitDirectory, 'modules', submodule.name);
    await (0,promises_.mkdir)(gitDirectory, { recursive: true });
    const expected = (0,external_node_path_.join)(await (0,promises_.realpath)(parent.workTree), submodule.path);
    if ((await (0,promises_.realpath)(workTree)) !== expected) {
        throw new errors/* OfflineGenError */.iw('refused', `the submodule ${submodule.path} lies behind a symbolic link`);
    }
    await (0,promises_.writeFile)((0,external_node_path_.join)(workTree, '.git'), `gitdir: ${(0,external_node_path_.relative)(workTree, gitDirectory)}\n`);
    const value = (0,external_node_path_.relative)(gitDirectory, workTree);
    return { workTree, gitDirectory, worktreeSetting: { name: 'core.worktree', value } };
}
/** What `git submodule update --init` adds to the configuration of the repository that holds the submodule. */
function submoduleSettings(name, uri) {
    return [
        { name: `submodule.${name}.active`, value: 'true' },
        { name: `submodule.${name}.url`, value: uri },
    ];
}

;// CONCATENATED MODULE: ./lib/sources/git/fill.js










const DEEPEST = 10;
/** Fills a repository and its submodules. The submodules come first, the repository itself is the last. */
async function fillTree(target, site, connection, submodules, level = 0) {
    const filled = await fillRepository(target, site, connection);
    const nested = [];
    const config = [...filled.config];
    for (const submodule of await listSubmodules(filled.repository, submodules)) {
        if (level === DEEPEST)
            throw new errors/* OfflineGenError */.iw('unsupported', `${target.uri} nests submodules too deeply`);
        const uri = submoduleUri(target.uri, submodule.url);
        nested.push(...(await fillSubmodule(filled.repository, target.uri, submodule, uri, site, level + 1)));
        config.push(...submoduleSettings(submodule.name, recordedUri(uri)));
    }
    return { main: { ...filled, config }, nested };
}
async function fillRepository(target, site, connection) {
    const { workTree, gitDirectory, start, commit } = target;
    const branch = branchOf(start);
    const defaultBranch = start.defaultRef?.replace(/^refs\/heads\//, '') ?? null;
    const sparse = target.sparsePaths.length > 0 ? [{ name: 'core.sparseCheckout', value: 'true' }] : [];
    const harmless = harmlessSettings(site.checkout.gitConfig);
    await writeSkeleton(gitDirectory, branch ?? 'none', [...target.config, ...harmless, ...sparse]);
    const repository = repository_openRepository(connection, workTree, gitDirectory);
    const { log } = site.context;
    const refs = await obtainCommit(repository, { ...target, address: connection.address, log });
    await writeRefs(gitDirectory, refs, defaultBranch);
    await checkOut(repository, commit, target.sparsePaths);
    if (!site.checkout.disableGitLfs)
        await checkOutLargeFiles(repository, commit, connection.address);
    return { repository, refs, defaultBranch, config: [...target.config, ...target.pipelineConfig, ...sparse] };
}
/** Submodules go through the same address policy; credentials only where the parent's own went. */
async function fillSubmodule(parent, parentUri, submodule, uri, site, level) {
    const from = parseAddress(parentUri, site.settings.allowLocal);
    const settings = { ...site.settings, allowLocal: site.settings.allowLocal && from.transport === 'local' };
    const sameOrigin = parseAddress(uri, settings.allowLocal).origin === from.origin;
    const context = { ...site.context, credentials: sameOrigin ? site.context.credentials : {} };
    const connection = await connect(uri, context, settings);
    try {
        const { workTree, gitDirectory, worktreeSetting } = await placeSubmodule(parent, submodule);
        const { depth } = site.checkout;
        const branch = site.checkout.submoduleRemote && submodule.branch !== '.' ? submodule.branch : null;
        const start = await findStart(connection, site.context.temp, branch);
        const target = {
            uri,
            commit: site.checkout.submoduleRemote ? start.commit : submodule.commit,
            start,
            workTree,
            gitDirectory,
            // A shallow clone is one of a single branch.
            config: [
                ...cloneSettings(uri, start, { allBranches: depth === null, fetchTags: null }),
                worktreeSetting,
            ],
            pipelineConfig: [],
            tags: 'follow',
            sparsePaths: [],
            checkout: { depth, allBranches: false, fetch: [] },
        };
        const inner = site.checkout.submoduleRecursive ? 'all' : 'none';
        const { main, nested } = await fillTree(target, { ...site, context, settings }, connection, inner, level);
        return [...nested, main];
    }
    finally {
        await connection.close();
    }
}

;// CONCATENATED MODULE: ./lib/sources/git/info-files.js

/** Bytes of the message that `metadata.json` holds. */
const MESSAGE_LIMIT = 10_240;
/**
 * The small files that git-resource's `assets/in` leaves in `.git`, name to content. `ref` is the version as the
 * resource names it: a commit or a tag.
 */
function infoFiles(facts, ref, uri, shortRefFormat) {
    const metadata = metadataOf(facts, uri);
    const field = (name) => metadata
        .filter((each) => each.name === name)
        .map(({ value }) => `${value}\n`)
        .join('');
    return new Map([
        ['ref', `${ref}\n`],
        ['short_ref', formatShortRef(ref.slice(0, 7), shortRefFormat ?? '%s')],
        ['committer', facts.authorEmail],
        ['committer_name', facts.authorName],
        ['commit_message', facts.message],
        ['commit_timestamp', `${facts.timestamp}\n`],
        ['describe_ref', `${facts.description}\n`],
        ['metadata.json', renderJson(metadata)],
        ...['commit', 'author', 'author_date', 'branch', 'tags', 'url', 'committer_date'].map((name) => [name, field(name)]),
    ]);
}
/** Empty lists have no entry; the committer has one only when it is the author, at the same time. */
function metadataOf(facts, uri) {
    const author = facts.authorName.toString();
    const ownCommit = facts.authorName.equals(facts.committerName) && facts.authorDate === facts.committerDate;
    const url = commitUrl(recordedUri(uri), facts.commit);
    return [
        { name: 'commit', value: facts.commit },
        { name: 'author', value: author },
        { name: 'author_date', value: facts.authorDate, type: 'time' },
        ...(ownCommit
            ? [
                { name: 'committer', value: author },
                { name: 'committer_date', value: facts.committerDate, type: 'time' },
            ]
            : []),
        ...(facts.branches.length > 0 ? [{ name: 'branch', value: facts.branches.join(',') }] : []),
        ...(facts.tags.length > 0 ? [{ name: 'tags', value: facts.tags.join(',') }] : []),
        { name: 'message', value: facts.message.subarray(0, MESSAGE_LIMIT).toString(), type: 'message' },
        ...(url === null ? [] : [{ name: 'url', value: url }]),
    ];
}
/** jq's notation: two blanks, and DEL escaped. */
function renderJson(value) {
    return `${JSON.stringify(value, null, 2).replaceAll('\u007f', '\\u007f')}\n`;
}
/** Page of a commit, for hosts whose name says which software they run. */
function commitUrl(uri, commit) {
    const match = /^(https?:\/\/|ssh:\/\/git@|git@)([^/]+)\/(.*)$/s.exec(uri);
    if (match === null)
        return null;
    const [, prefix, place = '', rest = ''] = match;
    const colon = prefix === 'git@' ? place.indexOf(':') : -1;
    const host = colon < 0 ? place : place.slice(0, colon);
    const bare = rest.replace(/\.git$/, '');
    const path = colon < 0 ? bare : `${place.slice(colon + 1)}/${bare}`;
    if (/github|gogs/.test(host))
        return `https://${host}/${path}/commit/${commit}`;
    if (host.includes('gitlab'))
        return `https://${host}/${path}/-/commit/${commit}`;
    if (host.includes('bitbucket'))
        return `https://${host}/${path}/commits/${commit}`;
    return null;
}
const ESCAPES = { n: '\n', t: '\t', '"': '"', '\\': '\\', '/': '/' };
/** awk's `printf` with one text argument, as far as a format for a short name uses it. */
function formatShortRef(ref, format) {
    return format
        .replace(/\\([nt"\\/])/g, (_, character) => ESCAPES[character] ?? character)
        .replace(/%(%|(-?)(\d*)(?:\.(\d+))?s)/g, (_, kind, left, width, precision) => {
        if (kind === '%')
            return '%';
        const text = precision === undefined ? ref : ref.slice(0, Number(precision));
        const columns = Math.min(Number(width), 1000);
        return left === '-' ? text.padEnd(columns) : text.padStart(columns);
    });
}

;// CONCATENATED MODULE: ./lib/sources/git/newest-tag.js





const newest_tag_TIP = 'refs/offline-gen/tip';
function selectsTags(select) {
    return select.tagFilter !== null || select.tagRegex !== null;
}
/**
 * The tag that git-resource's `assets/check` reports: of the matching tags (on `ref`'s history when it is given) the
 * last by creation date whose commit counts. Throws `OfflineGenError('upstream')` when there is none.
 */
async function newestTag(connection, ref, select, temp) {
    const repository = await (0,promises_.mkdtemp)((0,external_node_path_.join)(temp, 'tags-'));
    const filter = hasPaths(select) ? 'blob:none' : 'tree:0';
    await writePartialSkeleton(repository, connection.address, filter);
    const refspecs = ['+refs/tags/*:refs/tags/*', ...(ref === null ? [] : [`+${ref}:${newest_tag_TIP}`])];
    const whole = ref !== null || hasPaths(select);
    await fetchHistory(connection, repository, filter, whole ? [] : ['--depth=1'], refspecs);
    const run = (args) => connection.run(repository, args);
    const names = await matchingTags(run, repository, select, ref === null ? [] : ['--merged', newest_tag_TIP]);
    for (const name of names.toReversed()) {
        const commit = await commitOf(run, name);
        if (commit !== undefined && (await counts(run, commit, select)))
            return { name, commit };
    }
    throw new errors/* OfflineGenError */.iw('upstream', `no tag of ${connection.address} matches this resource`, {
        hint: 'Check `tag_filter` or `tag_regex`, and `branch`.',
    });
}
/**
 * Names of the matching tags of a local repository, oldest first. The regular expression is a POSIX one that has to
 * match the whole name, so git's own engine reads it; the line `:` always matches, because git grep fails on no match.
 */
async function matchingTags(run, scratch, select, restriction) {
    const pattern = select.tagFilter === null ? [] : ['--list', select.tagFilter];
    const format = '--format=%(refname:strip=2)';
    const all = newest_tag_lines(await run(['tag', '--sort=creatordate', format, ...restriction, ...pattern]));
    if (select.tagRegex === null)
        return all;
    await (0,promises_.writeFile)((0,external_node_path_.join)(scratch, 'tag-names'), [':', ...all, ''].join('\n'));
    const expression = `^(${select.tagRegex})$`;
    const command = [
        'grep',
        '--no-index',
        '--no-color',
        '-h',
        '-E',
        '-e',
        '^:$',
        '-e',
        expression,
        '--',
        'tag-names',
    ];
    return newest_tag_lines(await run(command)).filter((line) => line !== ':');
}
async function commitOf(run, tag) {
    const command = ['rev-parse', '--verify', '--quiet', '--end-of-options', `refs/tags/${tag}^{commit}`];
    return run(command).then((text) => text.trim(), () => undefined);
}
async function counts(run, commit, select) {
    if (!isSelective(select))
        return true;
    return (await run(newestCommand(commit, select))).trim() === commit;
}
function newest_tag_lines(text) {
    return text.split('\n').filter((line) => line !== '');
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./lib/sources/git/index-file.js



/** Layout of an entry (gitformat-index(5)): ten 32-bit numbers, a SHA-1, flags, and in version 3 maybe more flags. */
const FIELD = { ctime: 0, mtime: 8, dev: 16, ino: 20, mode: 24, uid: 28, gid: 32, size: 36 };
const HEADER = 12;
const FLAGS = 60;
const EXTENDED = 0x4000;
const CHECKSUM = 20;
/**
 * Replaces what an index of format 2 or 3 says about this machine's file system: every time becomes `mtime` (seconds),
 * device, inode and owner become 0, sizes are what `sizeOf` says. With `core.checkStat=minimal` the files then count as
 * unchanged wherever they are unpacked with that time. Extensions are caches and are dropped.
 */
function neutralIndex(index, mtime, sizes) {
    const entries = index_file_readEntries(index);
    const end = entries.at(-1)?.end ?? HEADER;
    const body = Buffer.from(index.subarray(0, end));
    for (const { start, path } of entries) {
        for (const at of [
            FIELD.ctime,
            FIELD.ctime + 4,
            FIELD.mtime + 4,
            FIELD.dev,
            FIELD.ino,
            FIELD.uid,
            FIELD.gid,
        ]) {
            body.writeUInt32BE(0, start + at);
        }
        const size = sizes.get(path.toString('latin1'));
        // The file is not there (sparse checkout): git wrote zeros, and they stay.
        body.writeUInt32BE(size === undefined ? 0 : mtime >>> 0, start + FIELD.mtime);
        body.writeUInt32BE((size ?? 0) >>> 0, start + FIELD.size);
    }
    return Buffer.concat([body, (0,external_node_crypto_.createHash)('sha1').update(body).digest()]);
}
/** Rewrites the index of a checkout in place. Paths are byte strings (`latin1`). */
async function neutralizeIndex(indexFile, workTree, mtime) {
    const index = await (0,promises_.readFile)(indexFile);
    const sizes = new Map();
    for (const { start, path } of index_file_readEntries(index)) {
        // A submodule: git looks at the repository in it and never at the directory's own data.
        if (index.readUInt32BE(start + FIELD.mode) === 0o160000)
            continue;
        const stats = await (0,promises_.lstat)(Buffer.concat([Buffer.from(`${workTree}/`), path])).catch(() => undefined);
        if (stats !== undefined)
            sizes.set(path.toString('latin1'), stats.size);
    }
    await (0,promises_.writeFile)(indexFile, neutralIndex(index, mtime, sizes));
}
function index_file_readEntries(index) {
    const version = index.readUInt32BE(4);
    if (index.toString('latin1', 0, 4) !== 'DIRC' || (version !== 2 && version !== 3)) {
        throw new errors/* OfflineGenError */.iw('git', `git wrote an index of format ${version}, which is not understood`);
    }
    const entries = [];
    for (let start = HEADER; entries.length < index.readUInt32BE(8); start = entries.at(-1)?.end ?? start) {
        const extended = (index.readUInt16BE(start + FLAGS) & EXTENDED) !== 0;
        const name = start + FLAGS + (extended ? 4 : 2);
        const zero = index.indexOf(0, name);
        if (zero < 0 || zero > index.length - CHECKSUM)
            throw new errors/* OfflineGenError */.iw('git', 'git wrote a damaged index');
        // At least one NUL, and as many as make the length a multiple of eight.
        const length = (zero - start + 8) & ~7;
        entries.push({ start, end: start + length, path: index.subarray(name, zero) });
    }
    return entries;
}

;// CONCATENATED MODULE: ./lib/sources/git/seal.js




/** What a sealed `.git` holds; everything else that git left there is a log, a cache or a leftover. */
const KEPT = new Set([
    'HEAD',
    'config',
    'hooks',
    'index',
    'info',
    'lfs',
    'modules',
    'objects',
    'packed-refs',
    'refs',
    'shallow',
]);
const KEPT_LARGE_FILES = new Set(['objects']);
/**
 * Makes the bytes of a repository depend on its content only: everything reachable in one new pack, nothing of the
 * server's packing reused, nothing of this machine in the index. `settings` become the configuration; no git may run
 * in the repository afterwards, because a pipeline may set what it likes there.
 */
async function sealRepository(repository, settings, mtime) {
    const { gitDirectory, workTree } = repository;
    await repository.run(['repack', '-a', '-d', '-F', '-n', '-q', '--window=10', '--depth=50']);
    await neutralizeIndex((0,external_node_path_.join)(gitDirectory, 'index'), workTree, mtime);
    await removeOthers(gitDirectory, (name) => KEPT.has(name));
    await removeOthers((0,external_node_path_.join)(gitDirectory, 'lfs'), (name) => KEPT_LARGE_FILES.has(name));
    await removeOthers((0,external_node_path_.join)(gitDirectory, 'objects'), (name) => name === 'pack' || name === 'info');
    await removeOthers((0,external_node_path_.join)(gitDirectory, 'objects/info'), () => false);
    await removeOthers((0,external_node_path_.join)(gitDirectory, 'objects/pack'), (name) => /\.(pack|idx)$/.test(name));
    await (0,promises_.writeFile)((0,external_node_path_.join)(gitDirectory, 'config'), renderGitConfig(settings));
}
async function removeOthers(directory, keep) {
    const names = await (0,promises_.readdir)(directory).catch(() => []);
    for (const name of names.filter((each) => !keep(each))) {
        await (0,promises_.rm)((0,external_node_path_.join)(directory, name), { recursive: true, force: true });
    }
}
/** Modes as a clone with the usual umask has them: 0755 for directories and executable files, else 0644. */
async function normalizeModes(directory) {
    await (0,promises_.chmod)(directory, 0o755);
    for (const entry of await (0,promises_.readdir)(Buffer.from(directory), { withFileTypes: true, encoding: 'buffer' })) {
        await normalizeEntry(Buffer.from(directory), entry.name, entry.isDirectory(), entry.isFile());
    }
}
async function normalizeEntry(parent, name, isDirectory, isFile) {
    const path = Buffer.concat([parent, Buffer.from('/'), name]);
    if (isFile)
        await (0,promises_.chmod)(path, ((await (0,promises_.stat)(path)).mode & 0o111) === 0 ? 0o644 : 0o755);
    if (!isDirectory)
        return;
    await (0,promises_.chmod)(path, 0o755);
    for (const entry of await (0,promises_.readdir)(path, { withFileTypes: true, encoding: 'buffer' })) {
        await normalizeEntry(path, entry.name, entry.isDirectory(), entry.isFile());
    }
}

;// CONCATENATED MODULE: ./lib/sources/git/build-tree.js












/** Files that concourse/s3-resource writes next to what it unpacked (`in/command.go`). */
const WRITTEN_BY_S3 = ['version', 'url', 's3_uri'];
/**
 * Builds in `root` the directory that git-resource's `get` leaves for `commit`. `label` is the resolved label: the tag
 * that led to the commit, if one did. Returns the committer's time in seconds, the time for every file.
 * Throws `OfflineGenError('unsupported')` when the tree has an entry that the s3 resource would overwrite.
 */
async function buildTree(request, version, root, site, connection) {
    const target = await targetOf(request, version.commit, root, site, connection);
    await (0,promises_.mkdir)(target.gitDirectory, { recursive: true });
    const { main, nested } = await fillTree(target, site, connection, request.checkout.submodules);
    await refuseCollisions(root, request.uri);
    const facts = await readFacts(main.repository, version.commit, request.checkout);
    const ref = await versionName(request, version, main.repository);
    for (const each of nested)
        await seal(each, false, facts.committerTime);
    await seal(main, request.checkout.cleanTags, facts.committerTime);
    await writeInfoFiles(target.gitDirectory, facts, ref, request);
    await normalizeModes(root);
    return facts.committerTime;
}
async function targetOf(request, commit, root, site, connection) {
    const { checkout, uri } = request;
    const start = await findStart(connection, site.context.temp, request.branch);
    const tags = checkout.fetchTags ?? (selectsTags(request.select) ? true : null);
    const everything = checkout.sparsePaths.length === 1 && checkout.sparsePaths[0] === '.';
    return {
        uri,
        commit,
        start,
        workTree: root,
        gitDirectory: (0,external_node_path_.join)(root, '.git'),
        config: cloneSettings(uri, start, checkout),
        pipelineConfig: checkout.gitConfig,
        tags: tags === null ? 'follow' : tags ? 'all' : 'none',
        sparsePaths: everything ? [] : checkout.sparsePaths,
        checkout,
    };
}
async function refuseCollisions(root, uri) {
    for (const name of WRITTEN_BY_S3) {
        const stats = await (0,promises_.lstat)((0,external_node_path_.join)(root, name)).catch(() => undefined);
        if (stats === undefined)
            continue;
        const why = stats.isDirectory()
            ? 'the s3 resource writes a file there, and a directory in its place makes the get fail'
            : 'the s3 resource overwrites it when it unpacks the archive';
        throw new errors/* OfflineGenError */.iw('unsupported', `${recordedUri(uri)} has an entry "${name}" at its root: ${why}`, {
            hint: 'Rename the entry in the repository.',
        });
    }
}
/** What the resource calls this version: the pinned ref, or the tag that matched, else the commit. */
async function versionName(request, version, repository) {
    if (request.ref !== null)
        return request.ref;
    if (!selectsTags(request.select))
        return version.commit;
    const scratch = repository.gitDirectory;
    const restriction = ['--points-at', version.commit];
    const run = (args) => repository.run(args);
    const names = await matchingTags(run, scratch, request.select, restriction);
    return names.find((name) => name === version.label) ?? names.at(-1) ?? version.commit;
}
async function seal(filled, withoutTags, mtime) {
    const { repository, refs, defaultBranch, config } = filled;
    if (withoutTags) {
        const kept = refs.filter(({ name }) => !name.startsWith('refs/tags/'));
        await writeRefs(repository.gitDirectory, kept, defaultBranch);
    }
    await sealRepository(repository, config, mtime);
}
async function writeInfoFiles(gitDirectory, facts, ref, { uri, checkout }) {
    for (const [name, content] of infoFiles(facts, ref, uri, checkout.shortRefFormat)) {
        await (0,promises_.writeFile)((0,external_node_path_.join)(gitDirectory, name), content);
    }
    // Else every `git status` in a task would show the files that the s3 resource adds.
    await (0,promises_.writeFile)((0,external_node_path_.join)(gitDirectory, 'info/exclude'), WRITTEN_BY_S3.map((name) => `/${name}\n`).join(''));
}

;// CONCATENATED MODULE: ./lib/sources/git/fetch.js









/**
 * The directory that git-resource's `get` would leave for the resolved commit, as a `.tgz` stream. The same commit
 * and refs give the same bytes with the same versions of git and zlib.
 */
async function fetchRepository(request, resolution, context, settings) {
    checkRequest(request);
    const commit = resolution.version;
    if (commit === null || !isCommitId(commit)) {
        throw new errors/* OfflineGenError */.iw('git', `${JSON.stringify(commit)} is no commit`);
    }
    const connection = await connect(request.uri, context, settings);
    const root = await (0,promises_.mkdtemp)((0,external_node_path_.join)(context.temp, 'tree-'));
    const dispose = () => (0,promises_.rm)(root, { recursive: true, force: true, maxRetries: 3 });
    try {
        const version = { commit, label: resolution.label };
        const site = { checkout: request.checkout, context, settings };
        const mtime = await buildTree(request, version, root, site, connection);
        return { stream: pack(root, mtime), fileName: null, size: null, dispose };
    }
    catch (error) {
        await dispose();
        throw error;
    }
    finally {
        await connection.close();
    }
}
function pack(root, mtime) {
    // The callback only keeps an error from being thrown into the void: it reaches the reader through the stream.
    return (0,external_node_stream_.pipeline)(packDirectory(root, { mtime }), gzip(), () => undefined);
}

// EXTERNAL MODULE: ./lib/model/key.js
var key = __webpack_require__(1958);
;// CONCATENATED MODULE: ./lib/sources/git/own-repository.js





/**
 * Whether the trees of two commits differ at most in the paths that this tool generates. False when the remote does
 * not have `locked` any more.
 */
async function differsOnlyInGenerated(connection, locked, tip, generatedPaths, temp) {
    const repository = await (0,promises_.mkdtemp)((0,external_node_path_.join)(temp, 'own-'));
    await writePartialSkeleton(repository, connection.address, 'blob:none');
    const refspecs = [`+${locked}:refs/own/locked`, `+${tip}:refs/own/tip`];
    try {
        await fetchHistory(connection, repository, 'blob:none', ['--depth=1', '--no-tags'], refspecs);
    }
    catch (error) {
        if (error instanceof errors/* OfflineGenError */.iw && error.code === 'git')
            return false;
        throw error;
    }
    const text = await connection.run(repository, [
        'diff-tree',
        '-r',
        '--no-renames',
        '--name-only',
        '-z',
        locked,
        tip,
    ]);
    const changed = text.split('\0').filter((path) => path !== '');
    return changed.every((path) => isBelow(path, generatedPaths));
}
/** Whether `path` is one of `places` or lies in one of them. */
function isBelow(path, places) {
    return places
        .map((place) => place.replace(/^\.\//, '').replace(/\/+$/, ''))
        .some((place) => place !== '' && (path === place || path.startsWith(`${place}/`)));
}

;// CONCATENATED MODULE: ./lib/sources/git/resolve.js











/** The version that git-resource's `check` would report. Its version is always a commit. */
async function resolveRepository(request, context, settings) {
    checkRequest(request);
    const isLocked = request.ownRepository && context.lockedVersion !== null;
    if (request.ref !== null && isCommitId(request.ref) && !isLocked) {
        return toResolution({ commit: request.ref, name: null });
    }
    const connection = await connect(request.uri, context, settings);
    const temp = await (0,promises_.mkdtemp)((0,external_node_path_.join)(context.temp, 'resolve-'));
    try {
        const found = await findVersion(request, connection, temp);
        return toResolution(await keepLocked(found, request, context, connection, temp));
    }
    finally {
        await (0,promises_.rm)(temp, { recursive: true, force: true });
        await connection.close();
    }
}
async function findVersion(request, connection, temp) {
    const { ref, branch, select } = request;
    if (ref !== null && isCommitId(ref))
        return { commit: ref, name: null };
    if (ref !== null)
        return findPinned(ref, branch, connection, temp);
    if (selectsTags(select)) {
        const start = branch === null ? null : (await findStart(connection, temp, branch)).ref;
        const tag = await newestTag(connection, start, select, temp);
        return { commit: tag.commit, name: tag.name };
    }
    const start = await findStart(connection, temp, branch);
    if (!isSelective(select))
        return { commit: start.commit, name: null };
    return { commit: await newestCommit(connection, start.ref ?? 'HEAD', select, temp), name: null };
}
/** A tag, a branch, or an abbreviated commit. */
async function findPinned(ref, branch, connection, temp) {
    const named = await findNamed(connection, temp, ref);
    if (named !== undefined)
        return { commit: named, name: ref };
    if (!/^[0-9a-f]{4,39}$/.test(ref)) {
        throw new errors/* OfflineGenError */.iw('git', `${connection.address} has no ${ref}`, {
            hint: 'Check the pinned version: it is no tag, no branch and no commit there.',
        });
    }
    const start = await findStart(connection, temp, branch);
    const repository = await (0,promises_.mkdtemp)((0,external_node_path_.join)(temp, 'history-'));
    await writePartialSkeleton(repository, connection.address, 'tree:0');
    await fetchHistory(connection, repository, 'tree:0', [], [`+${start.ref ?? 'HEAD'}:refs/offline-gen/tip`]);
    const commit = await connection.run(repository, ['rev-parse', '--verify', `${ref}^{commit}`]);
    return { commit: commit.trim(), name: null };
}
/** Commits of our own would ask for the next mirroring, for ever. */
async function keepLocked(found, request, context, connection, temp) {
    const locked = context.lockedVersion;
    if (!request.ownRepository || locked === null || locked === found.commit || !isCommitId(locked))
        return found;
    const same = await differsOnlyInGenerated(connection, locked, found.commit, context.generatedPaths, temp);
    return same ? { commit: locked, name: null } : found;
}
function toResolution({ commit, name }) {
    if (!isCommitId(commit)) {
        throw new errors/* OfflineGenError */.iw('unsupported', 'repositories with SHA-256 object names are not supported');
    }
    const label = name !== null && (0,key/* isVersionText */.IL)(name) ? name : `g${commit.slice(0, 12)}`;
    return { version: commit, label, digest: null, size: null };
}

;// CONCATENATED MODULE: ./lib/sources/git/source.js


/** Git repositories, as concourse/git-resource checks and gets them. */
function createGitSource(settings) {
    return {
        resolve: (request, context) => resolveRepository(request, context, settings),
        fetch: (request, resolution, context) => fetchRepository(request, resolution, context, settings),
    };
}

;// CONCATENATED MODULE: ./lib/sources/image/digest.js


const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;
/** Whether a text is a digest of an algorithm that the image specification registers. */
function isDigest(text) {
    return DIGEST.test(text);
}
/** A running hash for a digest's algorithm. */
function hashFor(digest) {
    return (0,external_node_crypto_.createHash)(digest.startsWith('sha512:') ? 'sha512' : 'sha256');
}
/** Throws `OfflineGenError('integrity')` unless the hashed bytes are those that `digest` names. */
function checkDigest(hash, digest, what) {
    const [algorithm = ''] = digest.split(':', 1);
    const actual = `${algorithm}:${hash.digest('hex')}`;
    if (actual === digest)
        return;
    throw new errors/* OfflineGenError */.iw('integrity', `${what} is damaged: its digest is ${actual}, not ${digest}`, {
        hint: 'Run again; when it happens again, the registry or a proxy in front of it changes content.',
    });
}

// EXTERNAL MODULE: ./lib/sources/image/fields.js
var fields = __webpack_require__(9559);
;// CONCATENATED MODULE: ./lib/sources/image/manifest.js



/** Bytes; registries must take this much and may refuse more (distribution specification). */
const MAX_MANIFEST = 4 * 1024 * 1024;
const ACCEPTED_TYPES = [
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
    'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');
const CONFIG_TYPES = new Set([
    'application/vnd.oci.image.config.v1+json',
    'application/vnd.docker.container.image.v1+json',
]);
const LAYER_TYPES = new Set([
    'application/vnd.oci.image.layer.v1.tar',
    'application/vnd.oci.image.layer.v1.tar+gzip',
    'application/vnd.oci.image.layer.v1.tar+zstd',
    'application/vnd.docker.image.rootfs.diff.tar',
    'application/vnd.docker.image.rootfs.diff.tar.gzip',
    'application/vnd.docker.image.rootfs.diff.tar.zstd',
]);
const INDEX_TYPE = /\.(?:image\.index\.v1|manifest\.list\.v2)\+json$/;
/**
 * Reads a manifest or an index, Docker's or OCI's. Throws `OfflineGenError`: `unsupported` for schema 1, artifacts that
 * are no images and layers that are kept elsewhere; `integrity` for anything malformed. `image` is for messages.
 */
function parseManifest(bytes, image) {
    const value = (0,fields/* parseJson */.qF)(bytes.toString('utf8'));
    if (!(0,fields/* isObject */.Gv)(value))
        throw malformed(image);
    if (value['schemaVersion'] === 1 || value['fsLayers'] !== undefined) {
        throw unsupported(image, 'its manifest has schema 1, which registries gave up', 'Push it again with a current client.');
    }
    const hasLayers = value['layers'] !== undefined || value['config'] !== undefined;
    const hasManifests = value['manifests'] !== undefined;
    // One text that is both would mean different images to different clients (CVE-2021-41190).
    if (hasLayers === hasManifests)
        throw malformed(image);
    if (hasManifests) {
        return { kind: 'index', manifests: (0,fields/* asList */.DD)(value['manifests']).map((item) => indexEntry(item, image)) };
    }
    const config = descriptor(value['config'], image);
    if (!CONFIG_TYPES.has(config.mediaType)) {
        throw unsupported(image, `it is no container image but ${config.mediaType}`);
    }
    return { kind: 'manifest', config, layers: (0,fields/* asList */.DD)(value['layers']).map((item) => manifest_layer(item, image)) };
}
function descriptor(value, image) {
    if (!(0,fields/* isObject */.Gv)(value))
        throw malformed(image);
    const { mediaType, digest, size } = value;
    if (typeof mediaType !== 'string' || typeof digest !== 'string' || !isDigest(digest))
        throw malformed(image);
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
        throw malformed(image);
    return { mediaType, digest, size };
}
function indexEntry(value, image) {
    const base = descriptor(value, image);
    const platform = (0,fields/* isObject */.Gv)(value) && (0,fields/* isObject */.Gv)(value['platform']) ? value['platform'] : undefined;
    return {
        ...base,
        isIndex: INDEX_TYPE.test(base.mediaType),
        platform: platform === undefined
            ? null
            : {
                os: (0,fields/* asText */.e1)(platform['os']) ?? '',
                architecture: (0,fields/* asText */.e1)(platform['architecture']) ?? '',
                variant: (0,fields/* asText */.e1)(platform['variant']) ?? '',
            },
    };
}
function manifest_layer(value, image) {
    const base = descriptor(value, image);
    if (((0,fields/* isObject */.Gv)(value) && (0,fields/* asList */.DD)(value['urls']).length > 0) ||
        /foreign|nondistributable/.test(base.mediaType)) {
        throw unsupported(image, 'it has a layer that is not in the registry (a foreign layer, as Windows images have)');
    }
    if (!LAYER_TYPES.has(base.mediaType))
        throw unsupported(image, `it has a layer of type ${base.mediaType}`);
    return base;
}
function malformed(image) {
    return new errors/* OfflineGenError */.iw('integrity', `${image}: the registry sent a malformed manifest`);
}
function unsupported(image, why, hint) {
    return new errors/* OfflineGenError */.iw('unsupported', `${image}: ${why}`, hint === undefined ? {} : { hint });
}

;// CONCATENATED MODULE: ./lib/sources/image/platform.js
/** Best first; an empty text is an entry without variant. A variant that is not listed comes last. */
const VARIANTS = {
    amd64: ['', 'v1'],
    arm64: ['v8', ''],
    arm: ['v7', '', 'v6', 'v5'],
};
/** What go-containerregistry, and with it registry-image, takes an entry without platform for. */
const UNNAMED = { os: 'linux', architecture: 'amd64', variant: '' };
/**
 * The entries of an index that may hold the platform, best first: images of this platform by variant, in the index's
 * order where that does not decide; then nested indexes that name no platform. Attestations are no images.
 */
function candidates(entries, wanted) {
    const matching = entries
        .filter((entry) => !isAnonymousIndex(entry))
        .filter((entry) => isSame(platformOf(entry), wanted))
        .sort((a, b) => rank(a) - rank(b));
    return [...matching, ...entries.filter(isAnonymousIndex)];
}
/** `linux/arm64/v8` for each image of an index, sorted. */
function platformNames(entries) {
    const names = entries
        .filter((entry) => !isAnonymousIndex(entry))
        .map(platformOf)
        .filter(({ os }) => os !== 'unknown')
        .map(({ os, architecture, variant }) => [os, architecture, variant].filter((part) => part !== '').join('/'));
    return [...new Set(names)].sort();
}
function isAnonymousIndex(entry) {
    return entry.isIndex && entry.platform === null;
}
function platformOf({ platform }) {
    return platform ?? UNNAMED;
}
function isSame(platform, wanted) {
    return platform.os === wanted.os && platform.architecture === wanted.architecture;
}
function rank(entry) {
    const { architecture, variant } = platformOf(entry);
    const variants = VARIANTS[architecture] ?? [''];
    const at = variants.indexOf(variant);
    return at < 0 ? variants.length : at;
}

;// CONCATENATED MODULE: ./lib/sources/image/choose-image.js



/** Manifests read for one image; real ones need two or three. Also ends a circle of indexes. */
const MAX_MANIFESTS = 32;
/**
 * The manifest of one platform behind a digest that names an image or an index. Throws
 * `OfflineGenError('unsupported')` with the platforms there are when this one is missing.
 */
async function chooseImage(registry, digest, platform, image) {
    const seen = [];
    let read = 0;
    const found = await search(digest);
    if (found !== undefined)
        return found;
    const existing = seen.length === 0 ? 'it has no images' : `it has ${[...new Set(seen)].join(', ')}`;
    throw new errors/* OfflineGenError */.iw('unsupported', `${image} is not there for ${platform.os}/${platform.architecture}: ${existing}`, { hint: 'Set `platform` to one of these.' });
    async function search(at) {
        read += 1;
        if (read > MAX_MANIFESTS)
            throw new errors/* OfflineGenError */.iw('unsupported', `${image}: too many nested indexes`);
        const manifest = parseManifest(await registry.manifest(at), image);
        if (manifest.kind === 'manifest')
            return manifest;
        seen.push(...platformNames(manifest.manifests));
        for (const entry of candidates(manifest.manifests, platform)) {
            const inner = await search(entry.digest);
            if (inner !== undefined)
                return inner;
        }
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/sources/image/in-parallel.js
/**
 * Works on items, up to `limit` at a time. After the first failure no further item is begun and those under way are
 * told to stop; throws that failure when all have ended, so that nothing runs on in the background.
 */
async function inParallel(items, limit, signal, work) {
    const stop = new AbortController();
    const either = AbortSignal.any([signal, stop.signal]);
    const failures = [];
    const queue = [...items].reverse();
    async function worker() {
        for (let item = queue.pop(); item !== undefined && !either.aborted; item = queue.pop()) {
            try {
                await work(item, either);
            }
            catch (error) {
                failures.push(error);
                stop.abort();
            }
        }
    }
    await Promise.all(Array.from({ length: limit }, worker));
    if (failures.length > 0)
        throw failures[0];
    signal.throwIfAborted();
}

;// CONCATENATED MODULE: ./lib/sources/image/download.js








/** As docker does by default (`max-concurrent-downloads`). */
const PARALLEL = 3;
/** Bytes; the biggest configurations that builders write are some hundred KiB. */
const MAX_CONFIG = 16 * 1024 * 1024;
/** The image's configuration, checked. Throws `OfflineGenError('integrity')` when it is not what its digest says. */
async function downloadConfig(config, downloads) {
    if (config.size > MAX_CONFIG) {
        throw new errors/* OfflineGenError */.iw('unsupported', `${downloads.image}: the configuration has ${config.size} bytes`);
    }
    const parts = [];
    const collect = new external_node_stream_.Writable({
        write(chunk, _encoding, done) {
            parts.push(chunk);
            done();
        },
    });
    await download(config, downloads, downloads.context.signal, () => collect);
    return Buffer.concat(parts);
}
/**
 * Downloads each layer once into `directory`; returns the files in the order of `layers`. Every byte is checked
 * against size and digest; a cut connection is continued where it ended.
 */
async function downloadLayers(layers, directory, downloads) {
    const unique = new Map(layers.map((layer) => [layer.digest, layer]));
    const files = new Map([...unique.keys()].map((digest, at) => [digest, (0,external_node_path_.join)(directory, `layer-${at}`)]));
    await inParallel(unique.values(), PARALLEL, downloads.context.signal, async (layer, signal) => {
        const file = files.get(layer.digest) ?? '';
        await download(layer, downloads, signal, () => (0,external_node_fs_.createWriteStream)(file));
        downloads.context.log.debug(`${downloads.image}: layer ${layer.digest}, ${layer.size} bytes`);
    });
    return layers.map(({ digest }) => files.get(digest) ?? '');
}
async function download(blob, { registry, image }, signal, sink) {
    const name = `${image}: ${blob.digest}`;
    const reopen = (offset) => registry.blob(blob.digest, offset, signal);
    const transfer = { name, body: await reopen(0), size: blob.size, reopen, signal };
    const hash = hashFor(blob.digest);
    const count = new external_node_stream_.Transform({
        transform(chunk, _encoding, done) {
            hash.update(chunk);
            done(null, chunk);
        },
    });
    await (0,external_node_stream_promises_.pipeline)(resumableStream(transfer), count, sink());
    checkDigest(hash, blob.digest, name);
}

// EXTERNAL MODULE: ./lib/model/image-reference.js
var image_reference = __webpack_require__(6916);
;// CONCATENATED MODULE: ./lib/sources/image/endpoint.js

/**
 * Applies redirection. The login in the pipeline is for the registry that the pipeline names: it goes nowhere else;
 * for a mirror there is docker's configuration.
 */
function endpointOf(request, context) {
    const original = `${request.registry}/${request.repository}`;
    const target = context.redirect(original);
    const [, scheme, path] = /^(?:(https?):\/\/)?(.*?)\/*$/.exec(target) ?? [];
    const [registry = '', ...parts] = (path ?? target).split('/');
    const isPlain = scheme === 'http' || (scheme === undefined && speaksHttp(registry, request));
    return {
        origin: `${isPlain ? 'http' : 'https'}://${registry === 'docker.io' ? 'registry-1.docker.io' : registry}`,
        repository: parts.join('/'),
        registry,
        image: (0,image_reference/* formatImageReference */.m)(request),
        login: async () => (registry === request.registry ? ownLogin(context) : undefined) ??
            context.registryCredentials(registry),
    };
}
function ownLogin({ credentials }) {
    const { username, password } = credentials;
    return username === undefined || username === '' ? undefined : { username, password: password ?? '' };
}
/** Docker and go-containerregistry speak http to loopback hosts too. */
function speaksHttp(registry, request) {
    const host = registry.replace(/:\d+$/, '');
    const isLoopback = host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
    return isLoopback || (request.insecure && registry === request.registry);
}

// EXTERNAL MODULE: ./lib/archive/tar-reader.js + 2 modules
var tar_reader = __webpack_require__(7800);
;// CONCATENATED MODULE: ./lib/sources/image/tree.js
/** Linux's own limit; also bounds the depth of recursion here. */
const MAX_DEPTH = 2048;
/** As Linux: more symbolic links in one path are a circle. */
const MAX_LINKS = 40;
function newDirectory(mtime) {
    return { kind: 'directory', attributes: { mode: 0o755, uid: 0, gid: 0, mtime }, children: new Map() };
}
/** Components of a name below the root: `..` stops at the root, a leading slash is the root. */
function componentsOf(name) {
    const parts = [];
    for (const part of name.split('/')) {
        if (part === '..')
            parts.pop();
        else if (part !== '' && part !== '.')
            parts.push(part);
    }
    return parts;
}
/**
 * The directory at `path`, symbolic links on the way followed as inside a container: none leads out of the root.
 * Undefined when it is not there.
 */
function findDirectory(root, path) {
    return walk(root, path, () => undefined);
}
/** Like `findDirectory`, but creates what is missing and marks all of the way as touched by `layer`. */
function makeDirectory(root, path, layer, mtime) {
    const directory = walk(root, path, (parent, name) => {
        const slot = { node: newDirectory(mtime), layer };
        parent.children.set(name, slot);
        return slot;
    }, layer);
    if (directory === undefined)
        throw new Error(`${path.join('/')} leads through a file`);
    return directory;
}
function walk(root, path, missing, touch) {
    let here = root;
    const above = [];
    const todo = [...path].reverse();
    let links = 0;
    for (let part = todo.pop(); part !== undefined; part = todo.pop()) {
        if (part === '..') {
            here = above.pop() ?? root;
            continue;
        }
        const slot = here.children.get(part) ?? missing(here, part);
        if (slot === undefined)
            return undefined;
        const { node } = slot;
        if (node.kind === 'directory') {
            if (touch !== undefined)
                slot.layer = touch;
            above.push(here);
            here = node;
            if (above.length > MAX_DEPTH)
                throw new Error('a path is too deep');
        }
        else if (node.kind === 'symlink') {
            links += 1;
            if (links > MAX_LINKS)
                throw new Error(`${path.join('/')} leads through too many symbolic links`);
            if (node.linkname.startsWith('/')) {
                here = root;
                above.length = 0;
            }
            todo.push(...node.linkname.split('/').filter(isStep).reverse());
        }
        else {
            return undefined;
        }
    }
    return here;
}
function isStep(part) {
    return part !== '' && part !== '.';
}

;// CONCATENATED MODULE: ./lib/sources/image/apply-layer.js

const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';
/** Bytes; Linux takes no longer path. */
const MAX_PATH = 4096;
const LEAF_KINDS = {
    file: 'file',
    symlink: 'symlink',
    fifo: 'fifo',
    'block-device': 'device',
    'character-device': 'device',
};
/**
 * Applies one member of a layer to the tree, as the OCI image specification says (`layer.md`, "Applying Changesets"):
 * it replaces what has its name, directories are merged with directories, whiteouts remove what lower layers have.
 * Throws a plain `Error` for members that no extractor could apply.
 */
function applyMember(root, entry, position) {
    if (entry.name.includes('\0') || entry.name.length > MAX_PATH)
        throw new Error('a path is over 4096 bytes');
    const path = componentsOf(entry.name);
    const name = path.pop();
    if (name === undefined) {
        if (entry.type === 'directory')
            root.attributes = attributesOf(entry);
        return;
    }
    // What lies in a directory with such a name is bookkeeping of AUFS.
    if (path.some((part) => part.startsWith(WHITEOUT)))
        return;
    if (name.startsWith(WHITEOUT)) {
        applyWhiteout(root, path, name, position.layer);
        return;
    }
    const linked = entry.type === 'hardlink' ? linkedLeaf(root, entry) : undefined;
    const parent = makeDirectory(root, path, position.layer, position.mtime);
    if (entry.type === 'directory')
        putDirectory(parent, name, entry, position);
    else
        parent.children.set(name, { node: linked ?? leafOf(entry, position), layer: position.layer });
}
function putDirectory(parent, name, entry, { layer, mtime }) {
    const existing = parent.children.get(name)?.node;
    const node = existing?.kind === 'directory' ? existing : newDirectory(mtime);
    node.attributes = attributesOf(entry);
    parent.children.set(name, { node, layer });
}
function leafOf(entry, { layer, member }) {
    if (entry.type === 'directory' || entry.type === 'hardlink')
        throw new Error(`${entry.name} is no file`);
    const kind = LEAF_KINDS[entry.type];
    return { kind, attributes: attributesOf(entry), linkname: entry.linkname, layer, member };
}
/** The link shares the file as it is: its own attributes repeat those of the file. */
function linkedLeaf(root, entry) {
    const path = componentsOf(entry.linkname);
    const name = path.pop() ?? '';
    const target = findDirectory(root, path)?.children.get(name)?.node;
    if (target === undefined)
        throw new Error(`${entry.name} is a hard link to ${entry.linkname}, which is not there`);
    if (target.kind === 'directory')
        throw new Error(`${entry.name} is a hard link to a directory`);
    return target;
}
function attributesOf({ mode, uid, gid, mtime }) {
    return { mode, uid, gid, mtime };
}
function applyWhiteout(root, path, name, layer) {
    const parent = findDirectory(root, path);
    if (parent === undefined)
        return;
    if (name === OPAQUE) {
        removeLower(parent, layer);
        return;
    }
    const removed = name.slice(WHITEOUT.length);
    const slot = parent.children.get(removed);
    if (slot === undefined)
        return;
    if (slot.layer < layer)
        parent.children.delete(removed);
    else if (slot.node.kind === 'directory')
        removeLower(slot.node, layer);
}
/** Whiteouts hide lower layers only: what this layer brought stays, wherever in the layer the whiteout stands. */
function removeLower(directory, layer) {
    for (const [name, slot] of directory.children) {
        if (slot.layer < layer)
            directory.children.delete(name);
        else if (slot.node.kind === 'directory')
            removeLower(slot.node, layer);
    }
}

// EXTERNAL MODULE: ./lib/archive/byte-reader.js
var byte_reader = __webpack_require__(8612);
;// CONCATENATED MODULE: ./lib/sources/image/zstd-frames.js

const FRAME = 0xfd2fb528;
/** Magic number of frames that decoders skip; its last hex digit is free. */
const SKIPPABLE = 0x184d2a50;
/**
 * Passes zstd data on so that no chunk holds bytes of two frames: Node's decoder loses the rest of a chunk in which a
 * frame ends, and `zstd:chunked` layers and those of parallel compressors have many frames. Skippable frames are left
 * out. The format is RFC 8878, section 3.1; what is not in it is passed on for the decoder to refuse.
 */
async function* splitFrames(source) {
    const reader = (0,byte_reader/* byteReader */.K)(source);
    try {
        for (let magic = await reader.read(4); magic.length > 0; magic = await reader.read(4)) {
            const number = magic.length === 4 ? magic.readUInt32LE() : 0;
            if (number === FRAME)
                yield* passFrame(reader, magic);
            else if (number - (number % 16) === SKIPPABLE)
                await skipFrame(reader);
            else
                yield* passRest(reader, magic);
        }
    }
    finally {
        await reader.close();
    }
}
async function* passFrame(reader, magic) {
    const descriptor = await reader.read(1);
    const flags = descriptor[0] ?? 0;
    yield Buffer.concat([magic, descriptor, await reader.read(headerSize(flags))]);
    for (let isLast = false; !isLast;) {
        const header = await reader.read(3);
        if (header.length < 3)
            return yield header;
        const bits = header.readUIntLE(0, 3);
        isLast = (bits & 1) === 1;
        const isRunLength = ((bits >> 1) & 3) === 1;
        yield Buffer.concat([header, await reader.read(isRunLength ? 1 : bits >> 3)]);
    }
    const hasChecksum = ((flags >> 2) & 1) === 1;
    if (hasChecksum)
        yield await reader.read(4);
}
/** Bytes of window descriptor, dictionary id and content size, as the frame header descriptor announces them. */
function headerSize(flags) {
    const isSingleSegment = ((flags >> 5) & 1) === 1;
    const dictionary = [0, 1, 2, 4][flags & 3] ?? 0;
    const contentSize = [isSingleSegment ? 1 : 0, 2, 4, 8][flags >> 6] ?? 0;
    return (isSingleSegment ? 0 : 1) + dictionary + contentSize;
}
async function skipFrame(reader) {
    const size = await reader.read(4);
    let left = size.length === 4 ? size.readUInt32LE() : 0;
    while (left > 0) {
        const part = await reader.some(left);
        if (part === undefined)
            throw new Error('the zstd data is cut off');
        left -= part.length;
    }
}
async function* passRest(reader, start) {
    for (let part = start; part !== undefined; part = await reader.some(65_536))
        yield part;
}

;// CONCATENATED MODULE: ./lib/sources/image/layer-stream.js



// As a whole: zstd's functions are missing in older versions of Node.



const layer_stream_CHUNK = 262_144;
const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);
const ZSTD_MAGIC = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
/** Frames that a decoder skips have sixteen magic numbers: 0x184D2A50 and up. */
const ZSTD_SKIPPABLE = Buffer.from([0x2a, 0x4d, 0x18]);
/**
 * The tar stream inside a layer file. Like registry-image, it trusts the first bytes and not the media type: builders
 * label zstd layers in several ways. Throws `OfflineGenError('unsupported')` for zstd where Node has none.
 */
async function openLayer(file) {
    const magic = await firstBytes(file);
    const compressed = (0,external_node_fs_.createReadStream)(file, { highWaterMark: layer_stream_CHUNK });
    if (magic.subarray(0, 2).equals(GZIP_MAGIC)) {
        return (0,external_node_stream_.pipeline)(compressed, external_node_zlib_.createGunzip({ chunkSize: layer_stream_CHUNK }), () => undefined);
    }
    if (magic.equals(ZSTD_MAGIC) || magic.subarray(1).equals(ZSTD_SKIPPABLE)) {
        if (typeof external_node_zlib_.createZstdDecompress !== 'function') {
            compressed.destroy();
            throw new errors/* OfflineGenError */.iw('unsupported', 'layers compressed with zstd need Node 22.15 or newer');
        }
        // In object mode chunks are never joined, on which the decoder relies.
        const frames = external_node_stream_.Readable.from(splitFrames(compressed), { objectMode: true, highWaterMark: 4 });
        return (0,external_node_stream_.pipeline)(frames, external_node_zlib_.createZstdDecompress({ chunkSize: layer_stream_CHUNK }), () => undefined);
    }
    return compressed;
}
async function firstBytes(file) {
    const handle = await (0,promises_.open)(file);
    try {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
        return buffer.subarray(0, bytesRead);
    }
    finally {
        await handle.close();
    }
}

;// CONCATENATED MODULE: ./lib/sources/image/flatten.js






/** Members over all layers; real images have some hundred thousand at most, and each costs memory. */
const MAX_MEMBERS = 4_000_000;
/**
 * Reads all layers once, without their contents: the tree that is left when each is applied to those below it. `mtime`
 * is the time of directories that no layer describes. Throws `OfflineGenError('integrity')` for a layer that is damaged.
 */
async function mergeLayers(layers, mtime, signal) {
    const root = newDirectory(mtime);
    let left = MAX_MEMBERS;
    for (const [number, layer] of layers.entries()) {
        const hash = (0,external_node_crypto_.createHash)('sha256');
        let member = 0;
        try {
            for await (const entry of (0,tar_reader/* readTar */.s)(hashed(await openLayer(layer.path), hash, signal))) {
                if (member === left)
                    throw new Error(`the image has more than ${MAX_MEMBERS} files`);
                applyMember(root, entry, { layer: number, member, mtime });
                member += 1;
            }
        }
        catch (error) {
            throw signal.aborted ? error : layerError(layer, error);
        }
        left -= member;
        checkDiffId(hash, layer);
    }
    return root;
}
/** The error with the layer's name in front. */
function layerError(layer, error) {
    if (error instanceof errors/* OfflineGenError */.iw)
        return error;
    return new errors/* OfflineGenError */.iw('integrity', `layer ${layer.digest}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
}
async function* hashed(source, hash, signal) {
    for await (const chunk of source) {
        signal.throwIfAborted();
        hash.update(chunk);
        yield chunk;
    }
}
function checkDiffId(hash, layer) {
    const actual = `sha256:${hash.digest('hex')}`;
    if (actual === layer.diffId)
        return;
    const message = `layer ${layer.digest} holds ${actual}, but the image's configuration says ${layer.diffId}`;
    throw new errors/* OfflineGenError */.iw('integrity', message, { hint: 'The image is broken: build and push it again.' });
}

;// CONCATENATED MODULE: ./lib/sources/image/survivors.js
/** What of the layers is left in the tree, sorted by the bytes of the names. `name` is that of the root. */
function survivorsOf(root, name) {
    const directories = [];
    const leaves = new Map();
    function visit(directory, path) {
        directories.push({ name: path, attributes: directory.attributes });
        for (const child of [...directory.children.keys()].sort()) {
            const node = directory.children.get(child)?.node;
            if (node?.kind === 'directory')
                visit(node, `${path}${child}/`);
            else if (node !== undefined && node.kind !== 'device')
                addLeaf(node, path + child);
        }
    }
    function addLeaf(leaf, path) {
        const members = leaves.get(leaf.layer) ?? new Map();
        leaves.set(leaf.layer, members);
        const survivor = members.get(leaf.member);
        if (survivor === undefined)
            members.set(leaf.member, { leaf, names: [path] });
        else
            survivor.names.push(path);
    }
    visit(root, name);
    return { directories, leaves };
}

;// CONCATENATED MODULE: ./lib/sources/image/image-archive.js







const image_archive_CHUNK = 262_144;
/**
 * A gzipped tar with `./`, the small files and `rootfs/`: its directories first, then all else in the order of the
 * layers, which are read once more. The same content gives the same bytes.
 */
function imageArchive(content) {
    const tar = external_node_stream_.Readable.from((0,tar_writer/* coalesce */.Yc)(blocksOf(content)), { objectMode: false, highWaterMark: image_archive_CHUNK });
    return (0,external_node_stream_.pipeline)(tar, gzip(), () => undefined);
}
async function* blocksOf({ files, mtime, rootfs }) {
    const base = { linkname: '', uid: 0, gid: 0, size: 0, mtime };
    yield (0,tar_writer/* encodeHeader */.YS)({ ...base, type: 'directory', name: './', mode: 0o755 });
    for (const { name, content } of files) {
        const bytes = Buffer.from(content, 'utf8');
        yield (0,tar_writer/* encodeHeader */.YS)({ ...base, type: 'file', name, mode: 0o644, size: bytes.length });
        yield bytes;
        yield (0,tar_writer/* padding */.Ms)(bytes.length);
    }
    if (rootfs !== null)
        yield* rootfsBlocks(rootfs.tree, rootfs.layers);
    yield (0,tar_writer/* endOfArchive */.PG)();
}
async function* rootfsBlocks(tree, layers) {
    const { directories, leaves } = survivorsOf(tree, 'rootfs/');
    for (const { name, attributes } of directories) {
        yield (0,tar_writer/* encodeHeader */.YS)({ type: 'directory', name, linkname: '', size: 0, ...attributes });
    }
    for (const [number, layer] of layers.entries()) {
        const wanted = leaves.get(number);
        if (wanted === undefined)
            continue;
        try {
            yield* layerBlocks(layer, wanted);
        }
        catch (error) {
            throw layerError(layer, error);
        }
    }
}
async function* layerBlocks(layer, wanted) {
    let number = 0;
    let left = wanted.size;
    for await (const member of (0,tar_reader/* readTar */.s)(await openLayer(layer.path))) {
        const survivor = wanted.get(number);
        number += 1;
        if (survivor === undefined)
            continue;
        yield* memberBlocks(survivor, member);
        left -= 1;
        if (left === 0)
            return;
    }
}
/** The content under the first name; a further name of a file is a hard link to it, of anything else a repetition. */
async function* memberBlocks({ leaf, names }, member) {
    const [first = '', ...others] = names;
    const { body, ...header } = member;
    const entry = { ...header, name: first, linkname: leaf.linkname };
    yield (0,tar_writer/* encodeHeader */.YS)(entry);
    yield* body;
    yield (0,tar_writer/* padding */.Ms)(entry.size);
    for (const name of others) {
        const again = leaf.kind === 'file'
            ? { ...entry, type: 'hardlink', name, linkname: first, size: 0 }
            : { ...entry, name };
        yield (0,tar_writer/* encodeHeader */.YS)(again);
    }
}

;// CONCATENATED MODULE: ./lib/sources/image/image-config.js


/** Reads a configuration; throws `OfflineGenError('integrity')` when it is no JSON object. */
function parseImageConfig(bytes, image) {
    const value = (0,fields/* parseJson */.qF)(bytes.toString('utf8'));
    if (!(0,fields/* isObject */.Gv)(value))
        throw new errors/* OfflineGenError */.iw('integrity', `${image}: the configuration is no JSON object`);
    const settings = (0,fields/* isObject */.Gv)(value['config']) ? value['config'] : {};
    const rootfs = (0,fields/* isObject */.Gv)(value['rootfs']) ? value['rootfs'] : {};
    const labels = (0,fields/* isObject */.Gv)(settings['Labels']) ? settings['Labels'] : {};
    return {
        os: (0,fields/* asText */.e1)(value['os']) ?? '',
        architecture: (0,fields/* asText */.e1)(value['architecture']) ?? '',
        created: image_config_secondsOf((0,fields/* asText */.e1)(value['created']) ?? ''),
        cmd: textsOf(settings['Cmd']),
        entrypoint: textsOf(settings['Entrypoint']),
        env: textsOf(settings['Env']),
        user: (0,fields/* asText */.e1)(settings['User']) ?? '',
        labels: Object.entries(labels).map(([name, text]) => [name, (0,fields/* asText */.e1)(text) ?? '']),
        diffIds: textsOf(rootfs['diff_ids']) ?? [],
    };
}
function textsOf(value) {
    return Array.isArray(value) ? (0,fields/* asList */.DD)(value).map((item) => (0,fields/* asText */.e1)(item) ?? '') : null;
}
function image_config_secondsOf(date) {
    const milliseconds = Date.parse(date);
    return Number.isNaN(milliseconds) ? 0 : Math.max(0, Math.floor(milliseconds / 1000));
}

;// CONCATENATED MODULE: ./lib/sources/image/challenge.js
const TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
const PARAMETER = new RegExp(`^\\s*,?\\s*(${TOKEN})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|(${TOKEN}))`);
const challenge_SCHEME = new RegExp(`^[\\s,]*(${TOKEN})(?=\\s|,|$)`);
/**
 * Reads the challenges of a `WWW-Authenticate` header (RFC 9110, section 11.6.1): quoted values may hold commas, and
 * several challenges may stand in one line. What cannot be read ends the list.
 */
function parseChallenges(header) {
    const challenges = [];
    let rest = header;
    for (let scheme = challenge_SCHEME.exec(rest); scheme !== null; scheme = challenge_SCHEME.exec(rest)) {
        rest = rest.slice(scheme[0].length);
        const parameters = new Map();
        for (let found = PARAMETER.exec(rest); found !== null; found = PARAMETER.exec(rest)) {
            const [whole, name = '', quoted, plain = ''] = found;
            parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain);
            rest = rest.slice(whole.length);
        }
        challenges.push({ scheme: (scheme[1] ?? '').toLowerCase(), parameters });
    }
    return challenges;
}

;// CONCATENATED MODULE: ./lib/sources/image/authorize.js



/** Docker's name for a login whose password is an identity token of OAuth 2. */
const IDENTITY_TOKEN_USER = '<token>';
/**
 * The `Authorization` that answers a registry's 401: a token from the realm it names (distribution's token
 * specification) or the login itself. Throws `OfflineGenError('upstream')` when there is no way in.
 */
async function authorize(wwwAuthenticate, endpoint, http, signal) {
    const challenges = parseChallenges(wwwAuthenticate);
    const login = await endpoint.login();
    const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
    if (bearer !== undefined) {
        const request = tokenRequest(bearer, endpoint, login);
        return `Bearer ${await requestToken({ ...request, signal }, endpoint, login, http)}`;
    }
    if (challenges.some(({ scheme }) => scheme === 'basic') && login !== undefined)
        return basic(login);
    throw accessError(endpoint, login);
}
/** No way in: what that may mean, and what to do. */
function accessError(endpoint, login) {
    const { image, registry } = endpoint;
    if (login !== undefined) {
        return new errors/* OfflineGenError */.iw('upstream', `${image}: ${registry} refuses the login of ${login.username}`, {
            hint: 'Check user name, password and the rights on this repository.',
        });
    }
    return new errors/* OfflineGenError */.iw('upstream', `${image} does not exist or needs a login`, {
        hint: `Check the name, or log in with \`docker login ${registry}\`.`,
    });
}
function basic({ username, password }) {
    return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}
function tokenRequest(bearer, endpoint, login) {
    const realm = realmOf(bearer, endpoint);
    const service = bearer.parameters.get('service');
    const scope = bearer.parameters.get('scope') ?? `repository:${endpoint.repository}:pull`;
    const query = new URLSearchParams(service === undefined ? { scope } : { service, scope });
    if (login?.username === IDENTITY_TOKEN_USER) {
        query.set('grant_type', 'refresh_token');
        query.set('client_id', 'offline-gen');
        query.set('refresh_token', login.password);
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        return { url: realm.href, method: 'POST', headers, body: query.toString() };
    }
    for (const [name, value] of query)
        realm.searchParams.append(name, value);
    return { url: realm.href, headers: login === undefined ? {} : { authorization: basic(login) } };
}
/** The login goes there: only over https, unless the registry itself is spoken to in the clear. */
function realmOf(bearer, endpoint) {
    const text = bearer.parameters.get('realm') ?? '';
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const isPlainRegistry = endpoint.origin.startsWith('http:');
    if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isPlainRegistry))
        return url;
    throw new errors/* OfflineGenError */.iw('refused', `${endpoint.registry} asks to log in at ${url?.origin ?? 'no valid address'}, which is not https`);
}
async function requestToken(request, endpoint, login, http) {
    const response = await http.request(request);
    if (response.status === 401 || response.status === 403) {
        await response.discard();
        throw accessError(endpoint, login);
    }
    const { host } = new URL(request.url);
    if (response.status !== 200) {
        await response.discard();
        throw new errors/* OfflineGenError */.iw('upstream', `${endpoint.image}: ${host} answers ${response.status} for a token`);
    }
    const answer = (0,fields/* parseJson */.qF)(await response.text());
    const token = (0,fields/* isObject */.Gv)(answer) ? ((0,fields/* asText */.e1)(answer['token']) ?? (0,fields/* asText */.e1)(answer['access_token'])) : undefined;
    if (token !== undefined && token !== '')
        return token;
    throw new errors/* OfflineGenError */.iw('upstream', `${endpoint.image}: ${host} answers without a token`);
}

;// CONCATENATED MODULE: ./lib/sources/image/registry.js




/** Logs in when the registry asks for it, and once more when a token ends in the middle. */
function connectRegistry(endpoint, context) {
    const request = authorizedRequests(endpoint, context);
    const path = `${endpoint.origin}/v2/${endpoint.repository}`;
    const getManifest = (reference, method) => request({ url: `${path}/manifests/${reference}`, method, headers: { accept: ACCEPTED_TYPES } });
    async function digestOf(tag) {
        const head = await getManifest(tag, 'HEAD');
        await head.discard();
        const digest = head.headers['docker-content-digest'] ?? '';
        if (head.status === 200 && isDigest(digest))
            return digest;
        // Both are answers of registries that do not do HEAD properly; the body tells the digest too.
        if (head.status !== 200 && head.status !== 405)
            throw registry_statusError(head, endpoint);
        const bytes = await readBody(await getManifest(tag, 'GET'), endpoint);
        return `sha256:${hashFor('sha256').update(bytes).digest('hex')}`;
    }
    async function manifest(digest) {
        const bytes = await readBody(await getManifest(digest, 'GET'), endpoint);
        checkDigest(hashFor(digest).update(bytes), digest, `${endpoint.image}: the manifest`);
        return bytes;
    }
    async function blob(digest, offset, signal) {
        const headers = offset === 0 ? {} : { range: `bytes=${offset}-` };
        const response = await request({ url: `${path}/blobs/${digest}`, headers, signal });
        if (response.status === 200)
            return offset === 0 ? response.body : skipBytes(response.body, offset);
        const isContinued = response.headers['content-range']?.startsWith(`bytes ${offset}-`) === true;
        if (response.status === 206 && isContinued)
            return response.body;
        await response.discard();
        throw registry_statusError(response, endpoint);
    }
    return { digestOf, manifest, blob };
}
function authorizedRequests(endpoint, context) {
    let authorization;
    return async (request) => {
        const signal = request.signal ?? context.signal;
        const send = async (using) => {
            const headers = using === undefined ? {} : { authorization: await using };
            return context.http.request({ ...request, signal, headers: { ...request.headers, ...headers } });
        };
        const used = authorization;
        const response = await send(used);
        if (response.status !== 401)
            return response;
        await response.discard();
        // Of several requests that meet an old token at once, the first one gets the new token for all.
        if (authorization === used) {
            const challenge = response.headers['www-authenticate'] ?? '';
            authorization = authorize(challenge, endpoint, context.http, context.signal);
        }
        const second = await send(authorization);
        if (second.status !== 401)
            return second;
        await second.discard();
        throw accessError(endpoint, await endpoint.login());
    };
}
async function readBody(response, endpoint) {
    if (response.status !== 200) {
        await response.discard();
        throw registry_statusError(response, endpoint);
    }
    const parts = [];
    let size = 0;
    for await (const chunk of response.body) {
        const part = Buffer.from(chunk);
        size += part.length;
        if (size > MAX_MANIFEST) {
            throw new errors/* OfflineGenError */.iw('upstream', `${endpoint.image}: the manifest is over ${MAX_MANIFEST} bytes`);
        }
        parts.push(part);
    }
    return Buffer.concat(parts, size);
}
/** For servers that ignore `Range`: a blob is the same however often it is sent. */
function skipBytes(body, count) {
    let left = count;
    return body.map((chunk) => {
        const skipped = Math.min(left, chunk.length);
        left -= skipped;
        return chunk.subarray(skipped);
    });
}
const MEANINGS = {
    403: ['access is denied', 'Check the login and its rights on this repository.'],
    404: ['not found', 'Check repository, tag and digest; tags are removed from registries now and then.'],
    429: ['too many requests', 'Wait, or log in: most registries allow more requests to those who did.'],
};
function registry_statusError(response, endpoint) {
    const via = endpoint.image.startsWith(`${endpoint.registry}/`) ? '' : ` (asked at ${endpoint.registry})`;
    const [meaning, hint] = MEANINGS[response.status] ?? [`${endpoint.registry} answers ${response.status}`];
    const details = hint === undefined ? {} : { hint };
    return new errors/* OfflineGenError */.iw('upstream', `${endpoint.image}${via}: ${meaning}`, details);
}

// EXTERNAL MODULE: ./lib/model/finding.js
var finding = __webpack_require__(5268);
;// CONCATENATED MODULE: ./lib/sources/image/small-files.js

/** Docker's `PATH` for containers of images that set none. */
const DEFAULT_PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** `repository`, `tag` and `digest` as concourse/registry-image-resource leaves them (`commands/in.go`). */
function versionFiles(request, digest) {
    return [
        { name: 'repository', content: request.writtenRepository },
        { name: 'tag', content: request.tag ?? (request.digest === null ? 'latest' : '') },
        { name: 'digest', content: digest },
    ];
}
/** All small files of registry-image's `rootfs` format. */
function registryImageFiles(request, digest, config) {
    const { cmd, entrypoint, env, user } = config;
    const labels = [...config.labels].sort(([a], [b]) => (0,finding/* compareText */.n6)(a, b));
    // Written by hand: an object would put labels that look like numbers first.
    const labelTexts = labels.map(([name, value]) => `${goJson(name)}:${goJson(value)}`);
    return [
        { name: 'metadata.json', content: `${goJson({ cmd, entrypoint, env, user })}\n` },
        { name: 'labels.json', content: `{${labelTexts.join(',')}}\n` },
        ...versionFiles(request, digest),
    ];
}
/**
 * The small files of concourse/docker-image-resource (`assets/in`). `docker_inspect.json` is left out: it describes the
 * docker daemon that pulled the image. `hasUsers` says whether the image has `/etc/passwd`.
 */
function dockerImageFiles(request, digest, config, imageId, hasUsers) {
    const user = userOf(config, hasUsers);
    const env = containerEnv(config, user);
    return [
        { name: 'metadata.json', content: `${goJson(user === '' ? { env } : { user, env })}\n` },
        { name: 'repository', content: `${request.writtenRepository}\n` },
        { name: 'tag', content: `${request.tag ?? 'latest'}\n` },
        { name: 'digest', content: `${digest}\n` },
        { name: 'image-id', content: `${imageId}\n` },
    ];
}
/** Upstream asks a running container; root is the one user that can be known without. */
function userOf({ user }, hasUsers) {
    const [name = ''] = user.split(':', 1);
    if (name === '' || name === '0' || name === 'root')
        return hasUsers ? 'root' : '';
    return name;
}
/** The environment that docker gives a container, but for `HOSTNAME`. */
function containerEnv({ env }, user) {
    const own = env ?? [];
    const has = (name) => own.some((pair) => pair.startsWith(`${name}=`));
    return [
        ...(has('PATH') ? [] : [DEFAULT_PATH]),
        ...own,
        ...(has('HOME') || user !== 'root' ? [] : ['HOME=/root']),
    ];
}
/** JSON as Go's encoder writes it: characters that mean something to HTML are escaped. */
function goJson(value) {
    return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

;// CONCATENATED MODULE: ./lib/sources/image/image.js













/**
 * Container images, spoken to their registries directly. The version is the digest of what the tag names, usually an
 * index, as registry-image has it; the platform is chosen behind it.
 */
const imageSource = { resolve: image_resolve, fetch: image_fetch };
async function image_resolve(request, context) {
    const endpoint = endpointOf(request, context);
    const registry = connectRegistry(endpoint, context);
    const digest = request.digest ?? (await registry.digestOf(request.tag ?? 'latest'));
    checkForm(digest, endpoint);
    return {
        version: digest,
        label: request.tag ?? (request.digest === null ? 'latest' : digest.replace(':', '-').slice(0, 19)),
        digest,
        size: request.layout === 'metadata' ? 0 : await sizeOf(request, registry, digest, endpoint),
    };
}
/** Bytes to download for the platform. */
async function sizeOf(request, registry, digest, { image }) {
    const { config, layers } = await chooseImage(registry, digest, request.platform, image);
    const unique = new Map([config, ...layers].map((blob) => [blob.digest, blob.size]));
    return [...unique.values()].reduce((total, size) => total + size, 0);
}
async function image_fetch(request, resolution, context) {
    const endpoint = endpointOf(request, context);
    const digest = resolution.version ?? '';
    checkForm(digest, endpoint);
    if (request.layout === 'metadata') {
        const content = { files: versionFiles(request, digest), mtime: 0, rootfs: null };
        return payloadOf(content, () => Promise.resolve());
    }
    const registry = connectRegistry(endpoint, context);
    const downloads = { registry, image: endpoint.image, context };
    const manifest = await chooseImage(registry, digest, request.platform, endpoint.image);
    const directory = await (0,promises_.mkdtemp)((0,external_node_path_.join)(context.temp, 'image-'));
    const dispose = () => (0,promises_.rm)(directory, { recursive: true, force: true });
    try {
        return payloadOf(await contentOf(request, digest, manifest, directory, downloads), dispose);
    }
    catch (error) {
        await dispose();
        throw error;
    }
}
function payloadOf(content, dispose) {
    return { stream: imageArchive(content), fileName: null, size: null, dispose };
}
async function contentOf(request, digest, manifest, directory, downloads) {
    const { context, image } = downloads;
    const config = parseImageConfig(await downloadConfig(manifest.config, downloads), image);
    checkConfig(config, manifest, request, downloads);
    const paths = await downloadLayers(manifest.layers, directory, downloads);
    const layers = manifest.layers.map((layer, at) => {
        return { path: paths[at] ?? '', digest: layer.digest, diffId: config.diffIds[at] ?? '' };
    });
    const tree = await mergeLayers(layers, config.created, context.signal);
    const rootfs = { tree, layers };
    if (request.layout === 'image') {
        return { files: registryImageFiles(request, digest, config), mtime: config.created, rootfs };
    }
    // `docker export` is taken without it.
    tree.children.delete('dev');
    const files = dockerImageFiles(request, digest, config, manifest.config.digest, hasUsers(tree));
    return { files, mtime: config.created, rootfs };
}
function hasUsers(tree) {
    return findDirectory(tree, ['etc'])?.children.has('passwd') === true;
}
function checkConfig(config, manifest, { platform }, { image, context }) {
    if (config.diffIds.length !== manifest.layers.length) {
        throw new errors/* OfflineGenError */.iw('integrity', `${image}: the configuration has ${config.diffIds.length} layers, the manifest ${manifest.layers.length}`);
    }
    const isOther = config.os !== platform.os || config.architecture !== platform.architecture;
    if (isOther && config.architecture !== '') {
        const wanted = `${platform.os}/${platform.architecture}`;
        context.log.warn(`${image} exists for ${config.os}/${config.architecture} only, not for ${wanted}`);
    }
}
function checkForm(digest, { image }) {
    if (isDigest(digest))
        return;
    throw new errors/* OfflineGenError */.iw('unsupported', `${image}: ${JSON.stringify(digest)} is no sha256 or sha512 digest`);
}

;// CONCATENATED MODULE: ./lib/sources/s3/handler.js
/** Lets the SDK speak through the one HTTP client: the same proxies, retries and refused addresses as everything else. */
function sdkHandler(http, options) {
    return {
        metadata: { handlerProtocol: 'http/1.1' },
        handle: async (request) => {
            const { status, headers, body } = await http.request({
                url: urlOf(request),
                method: request.method === 'HEAD' ? 'HEAD' : 'GET',
                headers: request.headers,
                ...options,
            });
            return { response: { statusCode: status, headers, body } };
        },
    };
}
function urlOf({ protocol, hostname, port, path, query = {} }) {
    const pairs = Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => (one === null ? encode(name) : `${encode(name)}=${encode(one)}`)));
    const host = port === undefined ? hostname : `${hostname}:${port}`;
    return `${protocol}//${host}${path}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`;
}
/** As signature version 4 encodes: also what `encodeURIComponent` leaves. */
function encode(text) {
    return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

;// CONCATENATED MODULE: ./lib/sources/s3/client.js

/** A client for a foreign store. Nothing of the surroundings is used: no AWS variable, profile or instance role. */
function createClient(sdk, request, context) {
    const original = client_endpointOf(request);
    const endpoint = context.redirect(original);
    return new sdk.S3Client({
        region: request.region,
        endpoint,
        // A mirror of a store seldom has a name for each bucket.
        forcePathStyle: request.pathStyle || endpoint !== original,
        ...identity(context.credentials),
        // The HTTP client repeats what may be repeated.
        maxAttempts: 1,
        // A part of an object has no checksum of its own; many stores have none at all.
        responseChecksumValidation: 'WHEN_REQUIRED',
        requestHandler: sdkHandler(context.http, {
            signal: context.signal,
            insecureTls: request.insecureTls === true,
        }),
    });
}
/** As s3-resource does it: the keys of the source, else no signature. */
function identity(credentials) {
    const { access_key_id = '', secret_access_key = '', session_token = '' } = credentials;
    const keys = {
        accessKeyId: access_key_id,
        secretAccessKey: secret_access_key,
        ...(session_token === '' ? {} : { sessionToken: session_token }),
    };
    if (access_key_id !== '' && secret_access_key !== '')
        return { credentials: keys };
    return { credentials: keys, signer: { sign: unsigned } };
}
function unsigned(request) {
    return Promise.resolve(request);
}
/** Always said, so that AWS_ENDPOINT_URL of the blobstore does not catch foreign buckets. */
function client_endpointOf({ endpoint, region }) {
    if (endpoint === null || endpoint === '') {
        return `https://s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
    }
    return endpoint.includes('://') ? endpoint : `https://${endpoint}`;
}

;// CONCATENATED MODULE: ./lib/sources/s3/failure.js

/** What the SDK threw, in words for a person. */
function explainFailure(error, context) {
    const own = ownError(error);
    if (own !== undefined)
        return own;
    const { status, name } = failure_describe(error);
    const { bucket, key } = context;
    const what = key === null ? `bucket ${bucket}` : `s3://${bucket}/${key}`;
    const answer = name === '' ? `status ${status}` : `status ${status}, ${name}`;
    const [message, hint] = explain(what, status, name, context.credentials) ?? [
        `${what} can't be read: ${status === undefined ? (0,errors/* messageOf */.bD)(error).split('\n', 1)[0] : answer}`,
    ];
    return new errors/* OfflineGenError */.iw('upstream', message, { cause: error, ...(hint === undefined ? {} : { hint }) });
}
function explain(what, status, name, credentials) {
    if (name === 'AuthorizationHeaderMalformed')
        return [`${what} is in another region`, PLACE_HINT];
    switch (status) {
        case 301:
            return [`${what} is in another region`, PLACE_HINT];
        case 401:
        case 403:
            return [`${what} refused access (${name || `status ${status}`})`, accessHint(credentials)];
        case 404:
            return [`${what} does not exist`, PLACE_HINT];
        case 412:
            return [`${what} changed between analysis and transfer`, 'Run again to take the new version'];
        default:
            return undefined;
    }
}
const PLACE_HINT = 'Check `bucket`, `region_name` and `endpoint` of the resource';
function accessHint(credentials) {
    return credentials['access_key_id'] === undefined
        ? 'The resource may set `access_key_id`, `secret_access_key` and `session_token` in its source'
        : 'Check `access_key_id` and `secret_access_key` of the resource, and the bucket policy';
}
/** The HTTP client's own error, which the SDK may have wrapped. */
function ownError(error) {
    if (error instanceof errors/* OfflineGenError */.iw)
        return error;
    return error instanceof Error && error.cause instanceof errors/* OfflineGenError */.iw ? error.cause : undefined;
}
/** Status and S3 error code; the code is empty where the answer had none (HEAD has no body). */
function failure_describe(error) {
    if (!(error instanceof Error))
        return { status: undefined, name: '' };
    const metadata = '$metadata' in error ? error.$metadata : undefined;
    const isMetadata = typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata;
    const status = isMetadata && typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
    return { status, name: /^(?:\d*|Error|Unknown.*)$/.test(error.name) ? '' : error.name };
}

;// CONCATENATED MODULE: ./lib/sources/s3/bucket.js





/** Opens the bucket of a request, with the SDK that is loaded only now. */
async function openBucket(request, context) {
    const sdk = await __webpack_require__.e(/* import() */ 711).then(__webpack_require__.t.bind(__webpack_require__, 3711, 19));
    const client = createClient(sdk, request, context);
    const { bucket } = request;
    const explain = (key) => (error) => {
        throw explainFailure(error, { bucket, key, credentials: context.credentials });
    };
    return {
        list: (prefix) => pages((token) => {
            const input = { Bucket: bucket, Prefix: prefix, Delimiter: '/', ContinuationToken: token };
            return client.send(new sdk.ListObjectsV2Command(input)).catch(explain(null));
        }),
        head: async (key, versionId) => {
            const input = { Bucket: bucket, Key: key, VersionId: versionId ?? undefined };
            return headOf(await client.send(new sdk.HeadObjectCommand(input)).catch(explain(key)));
        },
        get: async ({ key, etag, versionId }, offset) => {
            const input = {
                Bucket: bucket,
                Key: key,
                VersionId: versionId ?? undefined,
                IfMatch: etag ?? undefined,
                Range: offset === 0 ? undefined : `bytes=${offset}-`,
            };
            const answer = await client.send(new sdk.GetObjectCommand(input)).catch(explain(key));
            return bodyOf(answer, offset, `s3://${bucket}/${key}`);
        },
        close: () => client.destroy(),
    };
}
async function* pages(next) {
    for (let token, isLast = false; !isLast;) {
        const page = await next(token);
        yield {
            keys: (page.Contents ?? []).flatMap(({ Key }) => Key ?? []),
            prefixes: (page.CommonPrefixes ?? []).flatMap(({ Prefix }) => Prefix ?? []),
        };
        token = page.NextContinuationToken;
        isLast = page.IsTruncated !== true || token === undefined;
    }
}
/** A bucket whose versioning was suspended calls the version `null`. */
function headOf({ ETag, VersionId, ContentLength }) {
    const isVersioned = VersionId !== undefined && VersionId !== 'null';
    return { etag: ETag ?? null, versionId: isVersioned ? VersionId : null, size: ContentLength ?? null };
}
function bodyOf(answer, offset, name) {
    const { Body: body, ContentRange, ContentLength } = answer;
    if (!(body instanceof external_node_stream_.Readable))
        throw new errors/* OfflineGenError */.iw('upstream', `${name}: the answer has no body`);
    if (offset === 0 || contentRange(ContentRange)?.start === offset)
        return { body, size: ContentLength ?? null };
    body.destroy();
    throw new errors/* OfflineGenError */.iw('upstream', `${name}: the transfer was cut, and the store serves no parts of objects`);
}

// EXTERNAL MODULE: external "node:vm"
var external_node_vm_ = __webpack_require__(714);
;// CONCATENATED MODULE: ./lib/sources/s3/match.js

/** Milliseconds that one expression may work on one page of keys. */
const BUDGET = 5_000;
const EXECUTE = new external_node_vm_.Script('texts.map((text) => regexp.exec(text))');
/**
 * Matches every text. JavaScript's engine backtracks where Go's does not, so an expression that takes too long is
 * stopped; throws an error with code `ERR_SCRIPT_EXECUTION_TIMEOUT` then.
 */
function execAll(regexp, texts, budget = BUDGET) {
    return EXECUTE.runInNewContext({ regexp, texts }, { timeout: budget });
}

;// CONCATENATED MODULE: ./lib/sources/s3/re2-class.js
const LAST = 0x10ffff;
const POSIX = {
    alnum: '09AZaz',
    alpha: 'AZaz',
    ascii: '\u0000\u007f',
    blank: '\t\t  ',
    cntrl: '\u0000\u001f\u007f\u007f',
    digit: '09',
    graph: '!~',
    lower: 'az',
    print: ' ~',
    punct: '!/:@[`{~',
    space: '\t\r  ',
    upper: 'AZ',
    word: '09AZaz__',
    xdigit: '09AFaf',
};
const PERL = { d: '09', s: '\t\n\f\r  ', w: '09AZaz__' };
/** Ranges of `[:name:]` or `[:^name:]`; undefined for a name that Go does not know. */
function posixClass(name) {
    const negated = name.startsWith('^');
    const pairs = POSIX[negated ? name.slice(1) : name];
    if (pairs === undefined)
        return undefined;
    return negated ? complement(rangesOf(pairs)) : rangesOf(pairs);
}
/** Ranges of `\d \s \w` (ASCII only, unlike JavaScript's `\s`) and their negations; undefined for another letter. */
function perlClass(letter) {
    const pairs = PERL[letter.toLowerCase()];
    if (pairs === undefined)
        return undefined;
    return letter === letter.toLowerCase() ? rangesOf(pairs) : complement(rangesOf(pairs));
}
/** With the other case of every ASCII letter. */
function bothCases(ranges) {
    return ranges.flatMap((range) => [
        range,
        ...shifted(range, 'A', 'Z', 32),
        ...shifted(range, 'a', 'z', -32),
    ]);
}
/** The ranges as the inside of a JavaScript class with the `u` flag. */
function formatRanges(ranges) {
    return ranges
        .map(([from, to]) => (from === to ? escapePoint(from) : `${escapePoint(from)}-${escapePoint(to)}`))
        .join('');
}
function escapePoint(point) {
    const text = String.fromCodePoint(point);
    return /^[0-9A-Za-z]$/.test(text) ? text : `\\u{${point.toString(16)}}`;
}
function shifted([from, to], first, last, by) {
    const low = Math.max(from, codePoint(first));
    const high = Math.min(to, codePoint(last));
    return low > high ? [] : [[low + by, high + by]];
}
function complement(ranges) {
    const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
    const gaps = [];
    let next = 0;
    for (const [from, to] of sorted) {
        if (from > next)
            gaps.push([next, from - 1]);
        next = Math.max(next, to + 1);
    }
    return next > LAST ? gaps : [...gaps, [next, LAST]];
}
function rangesOf(pairs) {
    return Array.from({ length: pairs.length / 2 }, (_, index) => [
        pairs.charCodeAt(2 * index),
        pairs.charCodeAt(2 * index + 1),
    ]);
}
function codePoint(text) {
    return text.codePointAt(0) ?? 0;
}

;// CONCATENATED MODULE: ./lib/sources/s3/re2.js


/** Longer expressions are refused. */
const LENGTH_LIMIT = 2_000;
/** Go refuses larger counts in `{n,m}`. */
const REPEAT_LIMIT = 1_000;
/**
 * Translates the syntax of Go's regexp package (RE2, `regexp/syntax`) to a JavaScript expression that means the same.
 * Throws `SyntaxError` with one line for what Go refuses too and for what has no counterpart.
 */
function translateRegexp(text) {
    if (text.length > LENGTH_LIMIT)
        throw new SyntaxError(`it is longer than ${LENGTH_LIMIT} characters`);
    const flags = { i: false, m: false, s: false, U: false };
    const scanner = { text, at: 0, flags, outer: [], groups: [] };
    let source = '';
    while (scanner.at < text.length)
        source += translateNext(scanner);
    if (scanner.outer.length > 0)
        throw new SyntaxError('a `(` is not closed');
    try {
        return { regexp: new RegExp(source, 'u'), groups: scanner.groups };
    }
    catch (error) {
        throw new SyntaxError((0,errors/* messageOf */.bD)(error).replace(/^Invalid regular expression: \/.*\/u?: /s, ''));
    }
}
function translateNext(scanner) {
    const { flags } = scanner;
    const repeat = take(scanner, /[*+?]\??|\{\d+(?:,\d*)?\}\??/y);
    if (repeat !== null)
        return repetition(repeat[0], flags);
    const character = takeCharacter(scanner);
    switch (character) {
        case '(':
            return openGroup(scanner);
        case ')':
            return closeGroup(scanner);
        case '[':
            return bracketClass(scanner);
        case '\\':
            return escapeSequence(scanner);
        case '.':
            return flags.s ? '[\\s\\S]' : '[^\\n]';
        case '^':
            return flags.m ? '(?<![^\\n])' : '^';
        case '$':
            return flags.m ? '(?![^\\n])' : '$';
        case '|':
            return '|';
        default:
            return literal(character, flags);
    }
}
function repetition(text, flags) {
    const isLazy = text.length > 1 && text.endsWith('?');
    const bare = isLazy ? text.slice(0, -1) : text;
    if ((bare.match(/\d+/g) ?? []).some((count) => Number(count) > REPEAT_LIMIT)) {
        throw new SyntaxError(`\`${bare}\` repeats more than ${REPEAT_LIMIT} times`);
    }
    return isLazy !== flags.U ? `${bare}?` : bare;
}
function openGroup(scanner) {
    const { flags } = scanner;
    const named = take(scanner, /\?P?<([A-Za-z0-9_]+)>/y);
    const flagged = named === null ? take(scanner, /\?([imsU]*)(?:-([imsU]+))?([:)])/y) : null;
    if (named === null && flagged === null && scanner.text[scanner.at] === '?') {
        throw new SyntaxError(`\`(${scanner.text.slice(scanner.at, scanner.at + 3)}\` is not known to Go`);
    }
    const changed = flagged === null ? flags : withFlags(flags, flagged[1] ?? '', flagged[2] ?? '');
    if (flagged?.[3] === ')') {
        scanner.flags = changed;
        return '';
    }
    scanner.outer.push(flags);
    scanner.flags = changed;
    if (flagged !== null)
        return '(?:';
    scanner.groups.push(named?.[1] ?? null);
    return '(';
}
function closeGroup(scanner) {
    const flags = scanner.outer.pop();
    if (flags === undefined)
        throw new SyntaxError('a `)` closes nothing');
    scanner.flags = flags;
    return ')';
}
function withFlags(flags, on, off) {
    const value = (name) => (flags[name] || on.includes(name)) && !off.includes(name);
    return { i: value('i'), m: value('m'), s: value('s'), U: value('U') };
}
function escapeSequence(scanner) {
    const quoted = take(scanner, /Q([\s\S]*?)(?:\\E|$)/y);
    if (quoted !== null)
        return Array.from(quoted[1] ?? '', (one) => literal(one, scanner.flags)).join('');
    const anchor = take(scanner, /[AzbB]/y);
    if (anchor !== null)
        return { A: '^', z: '$' }[anchor[0]] ?? `\\${anchor[0]}`;
    const set = escapedClass(scanner);
    if (set !== undefined)
        return typeof set === 'string' ? set : `[${formatRanges(set)}]`;
    return literal(escapedCharacter(scanner), scanner.flags);
}
function literal(character, flags) {
    const point = character.codePointAt(0) ?? 0;
    if (flags.i && /^[A-Za-z]$/.test(character))
        return `[${formatRanges(bothCases([[point, point]]))}]`;
    return character.replace(/[$()*+./?[\\\]^{|}]/, '\\$&');
}
/** After the `[`: its items up to the closing `]`. */
function bracketClass(scanner) {
    const negated = take(scanner, /\^/y) !== null;
    const ranges = [];
    let properties = '';
    for (let isFirst = true; isFirst || take(scanner, /\]/y) === null; isFirst = false) {
        const set = setInClass(scanner);
        if (typeof set === 'string')
            properties += set;
        else
            ranges.push(...(set ?? [rangeInClass(scanner)]));
    }
    const all = scanner.flags.i ? bothCases(ranges) : ranges;
    return `[${negated ? '^' : ''}${formatRanges(all)}${properties}]`;
}
function setInClass(scanner) {
    const posix = take(scanner, /\[:(\^?\w+):\]/y);
    if (posix !== null) {
        const ranges = posixClass(posix[1] ?? '');
        if (ranges === undefined)
            throw new SyntaxError(`\`${posix[0]}\` is no character class`);
        return ranges;
    }
    if (take(scanner, /\\(?=[dDsSwWpP])/y) === null)
        return undefined;
    return escapedClass(scanner);
}
function rangeInClass(scanner) {
    const from = pointInClass(scanner);
    if (take(scanner, /-(?!\])/y) === null)
        return [from, from];
    const to = pointInClass(scanner);
    if (to < from)
        throw new SyntaxError('a range in a character class runs backwards');
    return [from, to];
}
function pointInClass(scanner) {
    if (scanner.at >= scanner.text.length)
        throw new SyntaxError('a `[` is not closed');
    const character = takeCharacter(scanner);
    return (character === '\\' ? escapedCharacter(scanner) : character).codePointAt(0) ?? 0;
}
/** After a backslash: a class of several characters, as ranges or as a property escape. */
function escapedClass(scanner) {
    const perl = take(scanner, /[dDsSwW]/y);
    if (perl !== null)
        return perlClass(perl[0]);
    const property = take(scanner, /([pP])(?:\{(\^?)(\w+)\}|([A-Z]))/y);
    if (property === null)
        return undefined;
    const [, letter, caret = '', long, short] = property;
    const name = long ?? short ?? '';
    const escaped = (letter === 'P') !== (caret === '^') ? 'P' : 'p';
    return `\\${escaped}{${name.length > 2 ? `Script=${name}` : name}}`;
}
const CONTROLS = {
    a: '\u0007',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
    v: '\v',
};
/** After a backslash: the one character that is meant. */
function escapedCharacter(scanner) {
    const code = take(scanner, /x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\})|(0[0-7]{0,2}|[1-7][0-7]{1,2})/y);
    if (code !== null)
        return fromPoint(parseInt(code[3] ?? code[1] ?? code[2] ?? '', code[3] ? 8 : 16));
    const character = takeCharacter(scanner);
    const control = CONTROLS[character];
    if (control !== undefined)
        return control;
    if (/^[!-/:-@[-`{-~]$/.test(character))
        return character;
    throw new SyntaxError(`\`\\${character}\` is not known to Go`);
}
function fromPoint(point) {
    if (point > 0x10ffff)
        throw new SyntaxError('a character code is too large');
    return String.fromCodePoint(point);
}
function takeCharacter(scanner) {
    const point = scanner.text.codePointAt(scanner.at);
    if (point === undefined)
        return '';
    const character = String.fromCodePoint(point);
    scanner.at += character.length;
    return character;
}
/** Takes what a sticky expression matches at the scanner's place. */
function take(scanner, sticky) {
    sticky.lastIndex = scanner.at;
    const match = sticky.exec(scanner.text);
    if (match !== null)
        scanner.at += match[0].length;
    return match;
}

;// CONCATENATED MODULE: ./lib/sources/s3/versions.js

const FORMAT = /^([0-9A-Za-z_.]+)(?:-([0-9A-Za-z_.-]+))?(?:\+([0-9A-Za-z_.-]+))?$/;
const LARGEST = 2n ** 63n - 1n;
/** Undefined where s3-resource's check would break: no version, an empty component, a number beyond 64 bits. */
function parseVersion(text) {
    const match = FORMAT.exec(text);
    if (match === null)
        return undefined;
    const [, releaseText = '', preText, postText] = match;
    const release = parseSegment(releaseText);
    const pre = preText === undefined ? null : parseSegment(preText);
    const post = postText === undefined ? null : parseSegment(postText);
    if (release === undefined || pre === undefined || post === undefined)
        return undefined;
    return { release, pre, post };
}
/** Negative, zero or positive. A pre-release sorts below its release, a post-release above it. */
function compareVersions(a, b) {
    return (compareSegments(a.release, b.release) ||
        compareOptional(a.pre, b.pre, 1) ||
        compareOptional(a.post, b.post, -1));
}
function parseSegment(text) {
    const components = text.split('.').map(parseComponent);
    return components.every((component) => component !== undefined) ? components : undefined;
}
/** A number with leading zeros is a text; so `0999` sorts above `1000`. */
function parseComponent(text) {
    if (text === '')
        return undefined;
    if (!/^(?:0|[1-9]\d*)$/.test(text))
        return text;
    const number = BigInt(text);
    return number > LARGEST ? undefined : number;
}
/** `absent` is the order of a version without the segment against one that has it. */
function compareOptional(a, b, absent) {
    if (a === null)
        return b === null ? 0 : absent;
    return b === null ? -absent : compareSegments(a, b);
}
/** Missing components count as zero; so `1.2` equals `1.2.0`. */
function compareSegments(a, b) {
    const length = Math.max(a.length, b.length);
    for (let index = 0; index < length; index++) {
        const order = compareComponents(a[index] ?? 0n, b[index] ?? 0n);
        if (order !== 0)
            return order;
    }
    return 0;
}
/** Any text sorts above any number. */
function compareComponents(a, b) {
    if (typeof a === 'bigint') {
        if (typeof b !== 'bigint')
            return -1;
        return a < b ? -1 : a > b ? 1 : 0;
    }
    return typeof b === 'bigint' ? 1 : (0,finding/* compareText */.n6)(a, b);
}

;// CONCATENATED MODULE: ./lib/sources/s3/newest.js




const SPECIAL = /[\\*.[\](){}?|^$+]/;
/**
 * The object that concourse/s3-resource's check takes as the newest (its `versions/versions.go`): the regexp is split
 * at every slash, plain sections extend the prefix, the others are matched level by level. Undefined when no object
 * matches. Throws `pipeline` for a regexp that can't be used, `upstream` for an object whose captured text is no
 * version: that breaks the resource's check too.
 */
async function newestMatch(bucket, regexp) {
    const whole = translate(regexp, regexp);
    const sections = regexp.replace(/^\^/, '').replace(/\$$/, '').split('/');
    const queue = [{ prefix: '', sections }];
    let newest;
    for (let branch = queue.shift(); branch !== undefined; branch = queue.shift()) {
        const [section = '', ...rest] = branch.sections;
        if (rest.length > 0 && !SPECIAL.test(section)) {
            queue.push({ prefix: `${branch.prefix}${section}/`, sections: rest });
            continue;
        }
        const level = translate(`^${escapeText(branch.prefix)}${section}${rest.length > 0 ? '/' : ''}$`, regexp);
        for await (const page of bucket.list(branch.prefix)) {
            if (rest.length > 0) {
                const deeper = matching(level, page.prefixes, regexp);
                queue.push(...deeper.map((prefix) => ({ prefix, sections: rest })));
            }
            else {
                newest = newestOf(newest, captures(whole, matching(level, page.keys, regexp), regexp));
            }
        }
    }
    return newest;
}
/** What the regexp captures from one key: the group `version`, else the first; undefined when it does not match. */
function capturedText(key, regexp) {
    return captures(translate(regexp, regexp), [key], regexp)[0]?.text;
}
function matching(expression, texts, regexp) {
    const found = execute(expression, texts, regexp);
    return texts.filter((_, index) => found[index] !== null);
}
function captures(expression, keys, regexp) {
    const { groups } = expression;
    if (groups.length === 0)
        return [];
    const named = groups.length > 1 ? groups.indexOf('version') : 0;
    const group = named < 0 ? 1 : named + 1;
    return execute(expression, keys, regexp).flatMap((found, index) => {
        const key = keys[index];
        return found === null || key === undefined ? [] : [{ key, text: found[group] ?? '' }];
    });
}
/** Of equal versions the last one listed. */
function newestOf(start, candidates) {
    let newest = start;
    for (const { key, text } of candidates) {
        const version = parseVersion(text);
        if (version === undefined)
            throw noVersion(key, text);
        if (newest === undefined || compareVersions(version, newest.version) >= 0)
            newest = { key, text, version };
    }
    return newest;
}
function noVersion(key, text) {
    return new errors/* OfflineGenError */.iw('upstream', `the regexp captures \`${text}\` from \`${key}\`, which is no version: the s3 resource's check fails on it`, { hint: 'Make the group narrower, or remove the object' });
}
function translate(text, regexp) {
    try {
        return translateRegexp(text);
    }
    catch (error) {
        throw new errors/* OfflineGenError */.iw('pipeline', `regexp \`${regexp}\` can't be used: ${(0,errors/* messageOf */.bD)(error)}`, {
            hint: text === regexp
                ? 'Correct it'
                : 'The s3 resource splits it at every slash: no group or class may span one',
            cause: error,
        });
    }
}
function execute({ regexp }, texts, original) {
    try {
        return execAll(regexp, texts);
    }
    catch (error) {
        throw new errors/* OfflineGenError */.iw('pipeline', `regexp \`${original}\` takes too long to match`, {
            hint: 'Make it simpler: no repetition of something that is itself repeated',
            cause: error,
        });
    }
}
function escapeText(text) {
    return text.replace(/[\\*.[\](){}?|^$+]/g, '\\$&');
}

;// CONCATENATED MODULE: ./lib/sources/s3/s3.js




/** The newest object of an s3 resource, as concourse/s3-resource's check finds it. */
const s3Source = { resolve: s3_resolve, fetch: s3_fetch };
async function s3_resolve(request, context) {
    const bucket = await openBucket(request, context);
    try {
        const { key, label, head } = await find(bucket, request);
        const state = request.regexp === null ? (head.versionId ?? head.etag) : head.etag;
        if (state === null)
            throw noState(key, request);
        return { version: `${key}@${state}`, label, digest: null, size: head.size };
    }
    finally {
        bucket.close();
    }
}
async function s3_fetch(request, resolution, context) {
    const bucket = await openBucket(request, context);
    try {
        return await s3_open(bucket, stateOf(request, resolution), context);
    }
    catch (error) {
        bucket.close();
        throw error;
    }
}
async function s3_open(bucket, state, context) {
    const { body, size } = await bucket.get(state, 0);
    const stream = resumableStream({
        name: state.key,
        body,
        size,
        reopen: async (offset) => (await bucket.get(state, offset)).body,
        signal: context.signal,
    });
    return {
        stream,
        fileName: state.key.slice(state.key.lastIndexOf('/') + 1),
        size,
        dispose: async () => {
            stream.destroy();
            bucket.close();
        },
    };
}
async function find(bucket, request) {
    if (request.regexp === null) {
        const key = usableKey(request.versionedFile ?? '', request);
        const head = await bucket.head(key, request.pinned);
        return { key, label: head.versionId ?? '', head };
    }
    const { key, label } = await findByRegexp(bucket, request, request.regexp);
    return { key, label, head: await bucket.head(usableKey(key, request), null) };
}
async function findByRegexp(bucket, { pinned, bucket: name }, regexp) {
    if (pinned !== null) {
        const label = capturedText(pinned, regexp);
        if (label !== undefined)
            return { key: pinned, label };
        throw new errors/* OfflineGenError */.iw('pipeline', `the pinned path \`${pinned}\` does not match regexp \`${regexp}\``);
    }
    const newest = await newestMatch(bucket, regexp);
    if (newest !== undefined)
        return { key: newest.key, label: newest.text };
    throw new errors/* OfflineGenError */.iw('upstream', `no object of bucket ${name} matches regexp \`${regexp}\``, {
        hint: 'It must match the whole key and hold a group for the version',
    });
}
/** The state that a resolution names: a quoted entity tag, or a version id. */
function stateOf(request, { version }) {
    if (version === null)
        throw noState(request.versionedFile ?? request.pinned ?? '', request);
    const at = version.lastIndexOf('@');
    const key = version.slice(0, at);
    const state = version.slice(at + 1);
    const isTag = state.startsWith('"');
    return { key, etag: isTag ? state : null, versionId: isTag ? null : state };
}
function noState(key, { bucket }) {
    return new errors/* OfflineGenError */.iw('upstream', `the store names no entity tag for s3://${bucket}/${key}`);
}
function usableKey(key, { bucket }) {
    if (key !== '' && !key.endsWith('/'))
        return key;
    throw new errors/* OfflineGenError */.iw('pipeline', `\`${key}\` names no file in bucket ${bucket}`);
}

;// CONCATENATED MODULE: ./lib/sources/registry.js





/** The kinds this tool copies. A new one is a folder beside this file and its lines here. */
function createSources(options) {
    const { git: run, guard, trusted } = options;
    const settings = { git: run, guard, allowLocal: trusted, asStranger: !trusted };
    const git = createGitSource(settings);
    const credentials = new Map();
    let reader;
    return {
        resolve: (request, context) => {
            switch (request.kind) {
                case 'git':
                    return git.resolve(request, context);
                case 'image':
                    return imageSource.resolve(request, context);
                case 'file':
                    return fileSource.resolve(request, context);
                case 's3':
                    return s3Source.resolve(request, context);
            }
        },
        fetch: (request, resolution, context) => {
            switch (request.kind) {
                case 'git':
                    return git.fetch(request, resolution, context);
                case 'image':
                    return imageSource.fetch(request, resolution, context);
                case 'file':
                    return fileSource.fetch(request, resolution, context);
                case 's3':
                    return s3Source.fetch(request, resolution, context);
            }
        },
        readFile: (request, version, path, context) => {
            credentials.set(request.uri, context.credentials);
            reader ??= createRepositoryReader({
                ...settings,
                context,
                credentialsOf: (wanted) => credentials.get(wanted.uri) ?? {},
            });
            return reader.readFile(request, version, path);
        },
        dispose: async () => {
            await reader?.dispose();
        },
    };
}

// EXTERNAL MODULE: ./lib/commands/files.js
var files = __webpack_require__(2893);
;// CONCATENATED MODULE: ./lib/commands/session.js













/** Sets a session up, and takes it down whatever happens. */
async function withSession(options, io, work) {
    const config = await (0,load/* loadConfig */.Z9)(options.dir, options.config);
    const guard = (0,net_guard/* createGuard */.o)({ untrusted: options.untrusted, allowHosts: options.allowHosts });
    const http = (0,client/* createHttp */.V)({ guard, env: io.env, log: io.log });
    const git = (0,simple_git/* createGit */.l)(io.env);
    const temp = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'offline-gen-'));
    const out = options.out ?? config.out;
    const sources = createSources({ git, guard, trusted: !options.untrusted });
    try {
        return await work({
            options,
            io,
            config,
            git,
            http,
            sources,
            redirect: createRedirect(config.upstreams),
            temp,
            out,
            generatedPaths: [out, lock/* LOCK_FILE */.FI],
            lock: await readLock(options.dir),
        });
    }
    finally {
        await sources.dispose();
        await http.close();
        await (0,promises_.rm)(temp, { recursive: true, force: true });
    }
}
async function readLock(dir) {
    const text = await (0,files/* readTextFile */.Gu)(dir, lock/* LOCK_FILE */.FI);
    return text === undefined ? null : (0,lock_file/* parseLock */.P)(text, lock/* LOCK_FILE */.FI);
}
/** The lock, or an empty one. */
function lockOf(session) {
    return session.lock ?? lock/* EMPTY_LOCK */.U5;
}
/**
 * The store that was named; throws `OfflineGenError('usage')` when none was. A repository that nobody reviewed does not
 * name it: the job's credentials would go there.
 */
function storeUrlOf({ options, config }) {
    const url = options.store ?? (options.untrusted ? null : config.store);
    if (url !== null && url !== '')
        return url;
    if (config.store !== null && options.untrusted) {
        throw new errors/* OfflineGenError */.iw('refused', 'a pull or merge request does not choose the blobstore', {
            hint: 'Name it with --store or the input store; the configuration counts after the merge.',
        });
    }
    throw new errors/* OfflineGenError */.iw('usage', 'no blobstore was named', {
        hint: 'Give --store s3://bucket/prefix or a directory, or set `store` in the configuration.',
    });
}


/***/ }),

/***/ 5250:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ readVars)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _config_inside_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6112);
/* harmony import */ var _dialects_concourse_vars_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(695);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3434);
/* harmony import */ var _files_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2893);






/**
 * The values of variables: files of the configuration, its `vars`, files of the command line, `--var`; later ones win.
 * Files of the configuration lie in the
 * repository; files of the command line may lie anywhere, relative to the repository first.
 */
async function readVars(session) {
    const { options, config } = session;
    const configured = await Promise.all(config.varsFiles.map((file) => readConfigured(session, file)));
    const given = await Promise.all(options.varsFiles.map((file) => readGiven(session, file)));
    const fromFiles = (0,_dialects_concourse_vars_js__WEBPACK_IMPORTED_MODULE_3__/* .collectVars */ .FZ)({ files: configured, values: [], defaults: {} });
    const defaults = { ...Object.fromEntries(fromFiles), ...config.vars };
    return (0,_dialects_concourse_vars_js__WEBPACK_IMPORTED_MODULE_3__/* .collectVars */ .FZ)({ files: given, values: options.vars, defaults });
}
async function readConfigured(session, file) {
    const text = await (0,_files_js__WEBPACK_IMPORTED_MODULE_5__/* .readTextFile */ .Gu)(session.options.dir, file);
    if (text !== undefined)
        return { file, text };
    throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .OfflineGenError */ .iw('config', `the vars file ${file} is not in the repository`, {
        hint: 'Correct `vars_files` in the configuration.',
    });
}
async function readGiven({ options }, file) {
    const inRepository = await (0,_files_js__WEBPACK_IMPORTED_MODULE_5__/* .readTextFile */ .Gu)(options.dir, file);
    if (inRepository !== undefined)
        return { file, text: inRepository };
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(file);
    try {
        if (options.untrusted)
            await refuseLink(path, [options.dir, process.cwd()]);
        return { file, text: await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path, 'utf8') };
    }
    catch (error) {
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .OfflineGenError */ .iw('usage', `the vars file ${file} can't be read: ${(0,_model_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}`, {
            hint: 'Paths are relative to the pipeline repository.',
            cause: error,
        });
    }
}
/** A file of the checkout was named: that it is a link to another one was the idea of whoever opened the pull request. */
async function refuseLink(path, checkouts) {
    if (!checkouts.some((checkout) => (0,_config_inside_js__WEBPACK_IMPORTED_MODULE_2__/* .isWithin */ .U)(checkout, path)))
        return;
    if ((await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(path)) !== path)
        throw new Error('it is a link');
}


/***/ }),

/***/ 695:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FZ: () => (/* binding */ collectVars),
/* harmony export */   GW: () => (/* binding */ interpolate),
/* harmony export */   aj: () => (/* binding */ modernizeVars),
/* harmony export */   k8: () => (/* binding */ tokensOf),
/* harmony export */   y0: () => (/* binding */ hasToken)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3434);
/* harmony import */ var _yaml_document_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1952);
/* harmony import */ var _yaml_value_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7738);




/** A token: optional `source:`, then path and fields (concourse `vars/template.go`, interpolationRegex). */
const TOKEN = /\(\(([-/.@:"\p{L}\d_]+)\)\)/gu;
const WHOLE_TOKEN = /^\(\(([-/.@:"\p{L}\d_]+)\)\)$/u;
/** Replaces every `((token))` whose value is known, in strings, keys and nested values. */
function interpolate(value, vars) {
    const missing = new Set();
    return { value: walk(value, vars, missing), missing: [...missing] };
}
function walk(value, vars, missing) {
    if (typeof value === 'string')
        return interpolateText(value, vars, missing);
    if (Array.isArray(value))
        return value.map((item) => walk(item, vars, missing));
    if (value === null || typeof value !== 'object')
        return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [
        String(interpolateText(key, vars, missing)),
        walk(inner, vars, missing),
    ]));
}
function interpolateText(text, vars, missing) {
    if (!text.includes('(('))
        return text;
    const whole = WHOLE_TOKEN.exec(text)?.[1];
    if (whole !== undefined) {
        const found = lookUp(whole, vars);
        if (found === undefined)
            missing.add(whole);
        return found === undefined ? text : found;
    }
    return text.replace(TOKEN, (token, name) => {
        const found = lookUp(name, vars);
        if (typeof found === 'string' || typeof found === 'number')
            return String(found);
        missing.add(name);
        return token;
    });
}
/** Undefined when unknown: not given, a field that is not there, or a token of a credential source. */
function lookUp(name, vars) {
    const segments = splitName(name);
    if (segments === undefined)
        return undefined;
    const [path = '', ...fields] = segments;
    let value = vars.get(path);
    for (const field of fields) {
        if (value === null || typeof value !== 'object' || !Object.hasOwn(value, field))
            return undefined;
        value = value[field];
    }
    return value;
}
/**
 * `a."b.c".d` → `a`, `b.c`, `d`; undefined when a `source:` stands in front, or a segment is empty, which Concourse
 * refuses (concourse `vars/variables.go`).
 */
function splitName(name) {
    const parts = name.match(/(?:"[^"]*"|[^.:"])+|[.:]/g) ?? [];
    const isAlternating = parts.every((part, index) => (part === '.') === (index % 2 === 1) && part !== ':');
    if (!isAlternating || parts.length % 2 === 0)
        return undefined;
    const segments = parts.filter((part) => part !== '.').map((part) => part.replaceAll('"', ''));
    return segments.includes('') ? undefined : segments;
}
/** Whether a text still holds a token. */
function hasToken(text) {
    return text.search(TOKEN) >= 0;
}
/** The tokens of a text, as written between the parentheses. */
function tokensOf(text) {
    return [...text.matchAll(TOKEN)].map((match) => match[1] ?? '');
}
const LEGACY_TOKEN = /\{\{([-\p{L}\d_]+)\}\}/gu;
/**
 * Turns `{{name}}` of Concourse before 8.0 into `((name))`: the same length, so that every position stays true. Only in
 * files that use it as a value, where it means nothing in YAML; scripts of other files keep their braces.
 */
function modernizeVars(text) {
    if (text.search(LEGACY_TOKEN) < 0 || !usesLegacyVars(text))
        return text;
    return text.replace(LEGACY_TOKEN, '(($1))');
}
/** YAML reads `{{name}}` as a map whose key is a map; nobody writes that for another reason. */
function usesLegacyVars(text) {
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, {
        merge: true,
        uniqueKeys: false,
        prettyErrors: false,
        logLevel: 'silent',
    });
    if (document.errors.some((error) => error.code !== 'MULTIPLE_DOCS'))
        return true;
    let found = false;
    (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .visit */ .YR)(document, {
        Pair(_key, pair) {
            if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(pair.key) || pair.value !== null)
                return undefined;
            found = true;
            return yaml__WEBPACK_IMPORTED_MODULE_0__/* .visit */ .YR.BREAK;
        },
    });
    return found;
}
/**
 * Puts variables together as `fly` does (`fly/commands/internal/templatehelpers/yaml_template.go`): a value that holds
 * a token keeps it, and leaves it to Concourse.
 * Throws `OfflineGenError('pipeline')` when a vars file is no YAML map.
 */
function collectVars(input) {
    const vars = new Map(Object.entries(input.defaults));
    for (const { file, text } of input.files) {
        for (const [name, value] of varsOfFile(file, text))
            vars.set(name, value);
    }
    for (const { name, value } of input.values)
        setPath(vars, name, value);
    return vars;
}
function varsOfFile(file, text) {
    const yaml = (0,_yaml_document_js__WEBPACK_IMPORTED_MODULE_2__/* .parseYaml */ .hN)(modernizeVars(text), file);
    const root = yaml.document.contents;
    if (root === null)
        return [];
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(root)) {
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .OfflineGenError */ .iw('pipeline', 'a vars file holds a map of names to values', {
            file,
            line: 1,
            column: 1,
        });
    }
    const value = (0,_yaml_value_js__WEBPACK_IMPORTED_MODULE_3__/* .plainValue */ ._)(yaml, root);
    return value === null || typeof value !== 'object' ? [] : Object.entries(value);
}
/** `-v a.b=c` sets a field, as fly does since 6.0. */
function setPath(vars, name, value) {
    const [head = name, ...fields] = splitName(name) ?? [name];
    if (fields.length === 0) {
        vars.set(head, value);
        return;
    }
    const before = vars.get(head);
    vars.set(head, withField(before, fields, value));
}
function withField(before, fields, value) {
    const [field, ...rest] = fields;
    if (field === undefined)
        return value;
    const base = before !== null && typeof before === 'object' && !Array.isArray(before) ? { ...before } : {};
    return { ...base, [field]: withField(base[field], rest, value) };
}


/***/ }),

/***/ 6005:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  O: () => (/* binding */ DIALECTS)
});

// EXTERNAL MODULE: ./lib/model/finding.js
var finding = __webpack_require__(5268);
// EXTERNAL MODULE: ./lib/model/rules.js
var rules = __webpack_require__(4458);
;// CONCATENATED MODULE: ./lib/dialects/concourse/draft.js


/** Makes a draft of a classification at the place that names it. */
function draftOf(classified, place, role, name) {
    const mirror = classified.disposition === 'mirror';
    const locator = classified.locator === '' ? (name ?? classified.kind) : classified.locator;
    return {
        id: idOf(classified, locator),
        kind: classified.kind,
        name: name ?? (mirror ? classified.name : locator),
        named: name !== null,
        locator,
        disposition: classified.disposition,
        reason: mirror ? null : classified.reason,
        reference: { file: place.file, line: place.at.line, column: place.at.column, path: place.path, role },
        request: mirror ? classified.request : null,
        credentials: mirror ? classified.credentials : {},
    };
}
/** `kind:locator`, and `#variant` where one locator is used in several ways. */
function idOf({ kind, locator, variant = '' }, named = locator) {
    return `${kind}:${named}${variant === '' ? '' : `#${variant}`}`;
}
/** What a disposition other than `mirror` and `keep` means for the reader. */
function dispositionFinding(draft) {
    const { reference, kind, name, reason } = draft;
    const what = `${draft.reference.role === 'resource' ? 'resource' : kind} \`${name}\``;
    if (draft.disposition === 'unresolved')
        return [(0,rules/* finding */.g)('unresolved-variable', `${what}: ${reason}`, reference)];
    if (draft.disposition !== 'unsupported')
        return [];
    const rule = reason?.startsWith('resource type') ? 'unsupported-resource-type' : 'unsupported-option';
    return [(0,rules/* finding */.g)(rule, `${what}: ${reason}`, reference)];
}
/** Drafts in the order of their places, for stable output. */
function compareDrafts(a, b) {
    return (compareText(a.id, b.id) ||
        compareText(a.reference.file, b.reference.file) ||
        a.reference.line - b.reference.line ||
        a.reference.column - b.reference.column);
}

// EXTERNAL MODULE: ./lib/dialects/concourse/vars.js
var concourse_vars = __webpack_require__(695);
;// CONCATENATED MODULE: ./lib/dialects/concourse/pipeline-findings.js


/** What is wrong with a pipeline, online or offline: places that can't be read, steps without their resource. */
function pipelineFindings(pipeline) {
    return [
        ...pipeline.problems.map(({ message, at }) => (0,rules/* finding */.g)('pipeline-invalid', message, at)),
        ...pipeline.jobs.flatMap((job) => job.steps).flatMap((step) => stepFindings(step, pipeline)),
    ];
}
function stepFindings(step, { resources }) {
    const { kind, name, resource, at } = step;
    if (kind === 'set_pipeline')
        return [(0,rules/* finding */.g)('set-pipeline', `\`set_pipeline: ${name}\` sets a pipeline that is not rewritten`, at)];
    if (resource === null || (0,concourse_vars/* hasToken */.y0)(resource))
        return [];
    if (resources.some((declared) => declared.name === resource))
        return [];
    return [(0,rules/* finding */.g)('pipeline-invalid', `\`${kind}: ${name}\` names no resource of this pipeline`, at)];
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./lib/dialects/concourse/values.js

function isObject(value) {
    return value !== null && typeof value === 'object' && !Array.isArray(value);
}
/** A map, or an empty one for anything else. */
function objectOf(value) {
    return isObject(value) ? value : {};
}
/** Text, with numbers and booleans written out as Concourse's JSON does; undefined for null, lists and maps. */
function textValue(value) {
    if (typeof value === 'string')
        return value;
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
/** Non-empty text or null. */
function textOrNull(value) {
    const text = textValue(value);
    return text === undefined || text === '' ? null : text;
}
function textList(value) {
    if (!Array.isArray(value))
        return [];
    return value.map(textValue).filter((text) => text !== undefined);
}
function booleanOrNull(value) {
    if (typeof value === 'boolean')
        return value;
    return value === 'true' ? true : value === 'false' ? false : null;
}
/** Text of a scalar node; empty for anything else. */
function textOf(node) {
    return (0,dist/* isScalar */.jn)(node) ? (textValue(node.value) ?? '') : '';
}

;// CONCATENATED MODULE: ./lib/dialects/concourse/kinds/kind.js


function keep(kind, locator, reason) {
    return { disposition: 'keep', kind, locator, reason };
}
function unsupported(kind, locator, reason) {
    return { disposition: 'unsupported', kind, locator, reason };
}
/** Unresolved when one of the texts that decide what is fetched still holds a token, else undefined. */
function unresolvedIn(kind, locator, texts) {
    const tokens = [...new Set(texts.flatMap((text) => (text === null ? [] : (0,concourse_vars/* tokensOf */.k8)(text))))];
    if (tokens.length === 0)
        return undefined;
    const list = tokens.map((token) => `((${token}))`).join(', ');
    return { disposition: 'unresolved', kind, locator, reason: `no value for ${list}` };
}
/** Unsupported when a pin names a version by something that this tool does not know, else undefined. */
function unknownPin(kind, locator, version, keys) {
    const pinned = Object.keys(version ?? {});
    if (pinned.length === 0 || keys.some((key) => textOrNull(version?.[key]) !== null))
        return undefined;
    return unsupported(kind, locator, `the pinned version names no ${keys.map((key) => `\`${key}\``).join(' or ')}`);
}
/** The named secrets of a source that are known; tokens left to the credential manager are not. */
function credentialsOf(source, names) {
    const known = names.flatMap((name) => {
        const value = textOrNull(source[name]);
        return value === null || (0,concourse_vars/* tokensOf */.k8)(value).length > 0 ? [] : [[name, value]];
    });
    return Object.fromEntries(known);
}
/** Host, port included, of a URL, an scp-like git address or `host/path`; undefined when there is none. */
function hostOf(address) {
    const url = /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/]*@)?([^/?#]+)/i.exec(address);
    if (url !== null)
        return url[1];
    const scp = /^(?:[^@/:]+@)?([^/:@]+):(?!\/\/)/.exec(address);
    return scp?.[1];
}
/** A login written into an address (`https://user:password@host/…`). */
function embeddedLogin(address) {
    const match = /^https?:\/\/([^@/:]+)(?::([^@/]*))?@/i.exec(address);
    if (match === null)
        return {};
    return { username: decoded(match[1] ?? ''), password: decoded(match[2] ?? '') };
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}
/** `skip_ssl_verification` and its relatives, for a request; left out where a source does not say it. */
function insecureTls(source) {
    const said = ['skip_ssl_verification', 'insecure', 'skip_ssl'].some((key) => booleanOrNull(source[key]) === true);
    return said ? { insecureTls: true } : {};
}

// EXTERNAL MODULE: ./lib/model/image-reference.js
var image_reference = __webpack_require__(6916);
// EXTERNAL MODULE: ./lib/model/redact.js
var redact = __webpack_require__(9848);
;// CONCATENATED MODULE: ./lib/dialects/concourse/kinds/file.js



/** file-url and its relatives (concourse-curl-resource, `assets/in`): one file, named by `filename`, default `file`. */
function classifyFile(use, surroundings) {
    return classify(use, surroundings, 'file');
}
/** jgriff/http-resource: `body` and `headers` of the response. */
function classifyHttpResource(use, surroundings) {
    return classify(use, surroundings, 'http-resource');
}
/** A type that is only called `http`: with `filename` it is one of the first family, else of the second. */
function classifyHttp(use, surroundings) {
    return classify(use, surroundings, use.source['filename'] === undefined ? 'http-resource' : 'file');
}
function classify({ source }, surroundings, layout) {
    const written = textOrNull(source['url']) ?? textOrNull(source['uri']) ?? '';
    const url = (0,redact/* redactUrl */.B)(written);
    if (url === '')
        return unsupported('file', '', 'the source has no `url`');
    const filename = layout === 'file' ? (textOrNull(source['filename']) ?? 'file') : 'body';
    const unresolved = unresolvedIn('file', url, [url, filename]);
    if (unresolved !== undefined)
        return unresolved;
    const host = hostOf(url);
    if (host === undefined || !/^https?:/i.test(url))
        return unsupported('file', url, 'the address is no http or https URL');
    if (surroundings.isInternal(host))
        return keep('file', url, `${host} is internal`);
    const method = textOrNull(source['method']);
    if (method !== null && method.toUpperCase() !== 'GET')
        return unsupported('file', url, `the method ${method} is not supported`);
    if (url !== written && !written.includes('@'))
        return unsupported('file', url, 'the address carries a credential in its query');
    return {
        disposition: 'mirror',
        kind: 'file',
        locator: url,
        variant: variantOf(url, filename, layout),
        name: filename,
        request: { kind: 'file', url, filename, layout, ...insecureTls(source) },
        credentials: {
            ...embeddedLogin(written),
            ...credentialsOf(source, ['username', 'password']),
            ...headersOf(source),
        },
    };
}
/** What `get` leaves besides the file that the address itself names. */
function variantOf(url, filename, layout) {
    if (layout === 'http-resource')
        return layout;
    return filename === url.split(/[?#]/)[0]?.split('/').at(-1) ? '' : filename;
}
/** `headers` of http-resource, each under `headers.<Name>`: they are how such resources carry a token. */
function headersOf(source) {
    const headers = objectOf(source['headers']);
    const known = credentialsOf(headers, Object.keys(headers));
    return Object.fromEntries(Object.entries(known).map(([name, value]) => [`headers.${name}`, value]));
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./lib/dialects/concourse/kinds/git.js




/** Source keys that this tool can't honour and that change what `get` leaves. */
const UNSUPPORTED = [
    'git_crypt_key',
    'commit_verification_keys',
    'commit_verification_key_ids',
    'search_remote_refs',
    'https_tunnel',
    'version_depth',
    'commit_filter',
    'tag_behaviour',
    'submodule_credentials',
    'skip_ssl_verification',
    'private_key_passphrase',
];
/** concourse/git-resource: its README and `assets/in_schema.json` name every key. */
function classifyGit({ source, params, version }, surroundings) {
    const written = textOrNull(source['uri']) ?? '';
    const uri = (0,redact/* redactUrl */.B)(written);
    const branch = textOrNull(source['branch']);
    const pinned = textOrNull(version?.['ref']);
    const tagFilter = textOrNull(source['tag_filter']);
    const locator = `${uri}@${pinned ?? tagFilter ?? branch ?? 'HEAD'}`;
    if (uri === '')
        return unsupported('git', '', 'the source has no `uri`');
    const host = hostOf(uri);
    if (host !== undefined && surroundings.isInternal(host))
        return keep('git', locator, `${host} is internal`);
    const request = gitRequest(uri, branch, pinned, source, params, surroundings);
    const unresolved = unresolvedIn('git', locator, [JSON.stringify(request)]);
    if (unresolved !== undefined)
        return unresolved;
    const wrongPin = unknownPin('git', locator, version, ['ref']);
    if (wrongPin !== undefined)
        return wrongPin;
    const obstacle = UNSUPPORTED.find((key) => source[key] !== undefined);
    if (obstacle !== undefined)
        return unsupported('git', locator, `the source option \`${obstacle}\` is not supported`);
    return {
        disposition: 'mirror',
        kind: 'git',
        locator,
        variant: git_variantOf(request, gitRequest(uri, branch, pinned, {}, {}, surroundings)),
        name: nameOfUri(uri),
        request,
        credentials: {
            ...embeddedLogin(written),
            ...credentialsOf(source, [
                'username',
                'password',
                'private_key',
                'private_key_user',
                'private_key_passphrase',
            ]),
        },
    };
}
function gitRequest(uri, branch, ref, source, params, surroundings) {
    return {
        kind: 'git',
        uri,
        branch,
        ref,
        select: {
            paths: textList(source['paths']),
            ignorePaths: textList(source['ignore_paths']),
            tagFilter: textOrNull(source['tag_filter']),
            tagRegex: textOrNull(source['tag_regex']),
            includeCiSkipped: booleanOrNull(source['disable_ci_skip']) ?? false,
        },
        checkout: checkoutOf(source, params),
        ownRepository: surroundings.isOwnRepository(uri),
    };
}
/** Longest variant that is said in words. */
const READABLE = 40;
/** What a request asks for that one of the same locator usually does not: options that select or change its content. */
function git_variantOf(request, usual) {
    const { tagFilter: _inLocator, ...select } = request.ref === null ? request.select : usual.select;
    const asked = Object.entries({ ...select, ...request.checkout });
    const common = { ...usual.select, ...usual.checkout };
    const unusual = asked.filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(common[key]));
    const words = unusual.map(([key, value]) => `${key}=${String(value)}`).join(',');
    const isReadable = words.length <= READABLE && /^[\w.,=*/-]*$/.test(words);
    return isReadable ? words : (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(unusual)).digest('hex').slice(0, 12);
}
function checkoutOf(source, params) {
    return {
        depth: depthOf(params['depth']),
        fetch: textList(params['fetch']),
        fetchTags: booleanOrNull(params['fetch_tags']) ?? booleanOrNull(source['fetch_tags']),
        allBranches: booleanOrNull(params['all_branches']) ?? false,
        submodules: submodulesOf(params['submodules']),
        submoduleRecursive: booleanOrNull(params['submodule_recursive']) ?? true,
        submoduleRemote: booleanOrNull(params['submodule_remote']) ?? false,
        disableGitLfs: booleanOrNull(params['disable_git_lfs']) ?? false,
        cleanTags: booleanOrNull(params['clean_tags']) ?? false,
        shortRefFormat: textOrNull(params['short_ref_format']),
        timestampFormat: textOrNull(params['timestamp_format']),
        describeRefOptions: textOrNull(params['describe_ref_options']),
        sparsePaths: textList(source['sparse_paths']),
        gitConfig: gitConfigOf(source['git_config']),
    };
}
function depthOf(value) {
    const depth = Number(textValue(value) ?? 0);
    return Number.isInteger(depth) && depth > 0 ? depth : null;
}
function submodulesOf(value) {
    if (Array.isArray(value))
        return textList(value);
    return value === 'none' || value === false ? 'none' : 'all';
}
function gitConfigOf(value) {
    if (!Array.isArray(value))
        return [];
    return value.filter(isObject).map((entry) => ({
        name: textValue(objectOf(entry)['name']) ?? '',
        value: textValue(objectOf(entry)['value']) ?? '',
    }));
}
function nameOfUri(uri) {
    return (uri
        .replace(/\/+$/, '')
        .replace(/\.git$/, '')
        .split(/[/:]/)
        .at(-1) ?? 'repository');
}

;// CONCATENATED MODULE: ./lib/dialects/concourse/kinds/image.js



/** Source keys that choose another version or another way to it than a tag or a digest. */
const image_UNSUPPORTED = [
    'tag_regex',
    'semver_constraint',
    'variant',
    'pre_releases',
    'aws_region',
    'aws_access_key_id',
    'content_trust',
    'load_base',
    'import_file',
];
function classifyRegistryImage(use, surroundings) {
    return classifyImage(use, surroundings, 'image');
}
function classifyDockerImage(use, surroundings) {
    return classifyImage(use, surroundings, 'docker-image');
}
/**
 * registry-image (`types.go`, `commands/in.go`) and docker-image (`assets/in`). `written` is the layout that a plain get
 * leaves; an image that is only ever the root file system of a container always has the layout `image`.
 */
function classifyImage({ source, params, version, container = false }, surroundings, written) {
    const repository = textOrNull(source['repository']) ?? '';
    const tag = textOrNull(source['tag']);
    const pinned = textOrNull(version?.['digest']);
    const text = [repository, tag === null ? '' : `:${tag}`, pinned === null ? '' : `@${pinned}`].join('');
    if (repository === '')
        return unsupported('image', '', 'the source has no `repository`');
    const unresolved = unresolvedIn('image', text, [repository, tag, pinned]);
    if (unresolved !== undefined)
        return unresolved;
    const reference = (0,image_reference/* parseImageReference */.o)(text);
    if (reference === undefined)
        return unsupported('image', text, `\`${text}\` is no legal image reference`);
    const locator = (0,image_reference/* formatImageReference */.m)(reference);
    if (surroundings.isInternal(reference.registry))
        return keep('image', locator, `${reference.registry} is internal`);
    const wrongPin = unknownPin('image', locator, version, ['digest']);
    if (wrongPin !== undefined)
        return wrongPin;
    const obstacle = obstacleIn(source, params);
    if (obstacle !== undefined)
        return unsupported('image', locator, obstacle);
    const small = booleanOrNull(params['skip_download']) === true ? 'metadata' : written;
    const layout = container ? 'image' : small;
    const platform = platformOf(source, params, surroundings);
    const request = {
        kind: 'image',
        registry: reference.registry,
        repository: reference.repository,
        writtenRepository: repository,
        tag: reference.tag ?? (reference.digest === null ? 'latest' : null),
        digest: reference.digest,
        platform,
        layout,
        insecure: booleanOrNull(source['insecure']) === true ||
            textList(source['insecure_registries']).includes(reference.registry),
    };
    return {
        disposition: 'mirror',
        kind: 'image',
        locator,
        variant: image_variantOf(layout, platform, surroundings),
        name: `${reference.repository.split('/').at(-1)}-${reference.tag ?? shortDigest(reference.digest) ?? 'latest'}`,
        request,
        credentials: credentialsOf(source, ['username', 'password']),
    };
}
/** What is asked for beside the locator: another layout than a container's, another platform than the usual one. */
function image_variantOf(layout, platform, { platform: usual }) {
    const isUsual = platform.os === usual.os && platform.architecture === usual.architecture;
    const parts = [layout === 'image' ? '' : layout, isUsual ? '' : `${platform.os}/${platform.architecture}`];
    return parts.filter((part) => part !== '').join(',');
}
function obstacleIn(source, params) {
    const option = image_UNSUPPORTED.find((key) => source[key] !== undefined);
    if (option !== undefined)
        return `the source option \`${option}\` is not supported`;
    const format = textOrNull(params['format']);
    if (format !== null && format !== 'rootfs')
        return `the format \`${format}\` is not supported`;
    const param = ['save', 'rootfs'].find((key) => booleanOrNull(params[key]) === true);
    return param === undefined ? undefined : `the param \`${param}\` is not supported`;
}
function platformOf(source, params, surroundings) {
    const asked = { ...objectOf(source['platform']), ...objectOf(params['platform']) };
    return {
        os: textOrNull(asked['os']) ?? surroundings.platform.os,
        architecture: textOrNull(asked['architecture']) ?? surroundings.platform.architecture,
    };
}
function shortDigest(digest) {
    return digest?.split(':').at(1)?.slice(0, 12);
}

;// CONCATENATED MODULE: ./lib/dialects/concourse/kinds/s3.js


/** concourse/s3-resource `models.go`. The object is copied as it is, so the get keeps its params. */
function classifyS3({ source, version }, surroundings) {
    const bucket = textOrNull(source['bucket']) ?? '';
    const regexp = textOrNull(source['regexp']);
    const versionedFile = textOrNull(source['versioned_file']);
    const endpoint = withScheme(textOrNull(source['endpoint']), booleanOrNull(source['disable_ssl']) === true);
    const pinned = textOrNull(version?.['path']) ?? textOrNull(version?.['version_id']);
    const locator = `${endpoint ?? 's3:/'}/${bucket}/${regexp ?? versionedFile ?? ''}`;
    const region = textOrNull(source['region_name']) ?? 'us-east-1';
    if (bucket === '')
        return unsupported('s3', locator, 'the source has no `bucket`');
    if ((regexp === null) === (versionedFile === null)) {
        return unsupported('s3', locator, 'the source needs exactly one of `regexp` and `versioned_file`');
    }
    const unresolved = unresolvedIn('s3', locator, [bucket, regexp, versionedFile, endpoint, pinned, region]);
    const host = endpoint === null ? undefined : hostOf(endpoint);
    if (host !== undefined && surroundings.isInternal(host))
        return keep('s3', locator, `${host} is internal`);
    if (unresolved !== undefined)
        return unresolved;
    const wrongPin = unknownPin('s3', locator, version, ['path', 'version_id']);
    if (wrongPin !== undefined)
        return wrongPin;
    const role = ['aws_role_arn', 'enable_aws_creds_provider'].find((key) => source[key] !== undefined);
    if (role !== undefined)
        return unsupported('s3', locator, `the source option \`${role}\` is not supported`);
    const request = {
        kind: 's3',
        endpoint,
        region,
        bucket,
        regexp,
        versionedFile,
        pinned,
        pathStyle: endpoint !== null,
        ...insecureTls(source),
    };
    return {
        disposition: 'mirror',
        kind: 's3',
        locator,
        variant: pinned ?? '',
        name: (regexp ?? versionedFile ?? bucket)
            .split('/')
            .at(-1)
            ?.replace(/[^A-Za-z0-9._-]+/g, '') || bucket,
        request,
        credentials: credentialsOf(source, ['access_key_id', 'secret_access_key', 'session_token']),
    };
}
function withScheme(endpoint, disableSsl) {
    if (endpoint === null || /^[a-z]+:\/\//i.test(endpoint) || endpoint.startsWith('(('))
        return endpoint?.replace(/\/+$/, '') ?? null;
    return `${disableSsl ? 'http' : 'https'}://${endpoint.replace(/\/+$/, '')}`;
}

;// CONCATENATED MODULE: ./lib/dialects/concourse/kinds/registry.js







/** What this tool knows, by the name of the resource type. A new kind is one line here and one file beside. */
const KINDS = new Map([
    ['git', classifyGit],
    ['registry-image', classifyRegistryImage],
    ['docker-image', classifyDockerImage],
    ['s3', classifyS3],
    ['file-url', classifyFile],
    ['curl', classifyFile],
    ['curl-resource', classifyFile],
    ['concourse-curl-resource', classifyFile],
    ['http', classifyHttp],
    ['http-resource', classifyHttpResource],
    ['time', () => keep('time', '', 'needs no network')],
    ['mock', () => keep('mock', '', 'needs no network')],
]);
/** Images of resource types whose kind is known, by the last part of their repository. */
const TYPE_IMAGES = new Map([
    ['git-resource', 'git'],
    ['registry-image-resource', 'registry-image'],
    ['docker-image-resource', 'docker-image'],
    ['s3-resource', 's3'],
    ['time-resource', 'time'],
    ['mock-resource', 'mock'],
    ['concourse-curl-resource', 'file-url'],
]);
/** Repositories whose last part alone says too little. */
const TYPE_REPOSITORIES = new Map([['jgriff/http-resource', 'http-resource']]);
/** Types that come with Concourse; a pipeline that declares one of these names means something of its own. */
const BASE_TYPES = new Set([
    'git',
    'registry-image',
    'docker-image',
    's3',
    'time',
    'mock',
]);
/**
 * The known type behind a name: by the image of a custom type first, because its name is anybody's choice and may even
 * be that of a base type, then by the name itself. Undefined: nothing is known about it.
 */
function knownType(name, types) {
    const declared = types.find((type) => type.name === name);
    const byName = KINDS.has(name) ? name : undefined;
    if (declared === undefined)
        return byName;
    return typeOfImage(declared, types) ?? (BASE_TYPES.has(name) ? undefined : byName);
}
function typeOfImage(declaration, types) {
    const others = types.filter((type) => type !== declaration);
    const fetchedBy = knownType(declaration.type, others);
    if (fetchedBy !== 'registry-image' && fetchedBy !== 'docker-image')
        return undefined;
    const reference = (0,image_reference/* parseImageReference */.o)(textOrNull(declaration.source['repository']) ?? '');
    if (reference === undefined)
        return undefined;
    const last = reference.repository.split('/').at(-1) ?? '';
    return TYPE_REPOSITORIES.get(reference.repository) ?? TYPE_IMAGES.get(last);
}
/** Classifies a use of a resource type. Hosts that are internal are kept whatever the type. */
function classifyUse(type, use, types, surroundings) {
    const known = knownType(type, types);
    const classify = known === undefined ? undefined : KINDS.get(known);
    if (classify !== undefined)
        return distinct(classify(use, surroundings));
    const address = addressOf(use);
    const host = address === undefined ? undefined : (hostOf(address) ?? firstPart(address));
    if (host !== undefined && surroundings.isInternal(host))
        return keep(type, host, `${host} is internal`);
    const why = BASE_TYPES.has(type) ? ': this pipeline declares it with an image that is not known' : '';
    // Only the host: paths of webhooks and the like are secrets as often as not.
    return unsupported(type, host ?? '', `resource type \`${type}\` is not supported${why}`);
}
/** What can't be mirrored in one use is no obstacle for the uses that can. */
function distinct(found) {
    return found.disposition === 'unsupported' || found.disposition === 'unresolved'
        ? { ...found, variant: found.disposition }
        : found;
}
/** The host of `host/path`, as image repositories are written. */
function firstPart(address) {
    return /^([^/\s]+\.[^/\s]+)\//.exec(address)?.[1];
}
/** Where a resource of an unknown type points to, as far as its source tells. */
function addressOf({ source }) {
    for (const key of ['uri', 'url', 'endpoint', 'repository', 'host', 'target', 'api']) {
        const value = textOrNull(source[key]);
        if (value !== null)
            return value;
    }
    const repository = textOrNull(objectOf(source['repo'])['uri']);
    return repository ?? undefined;
}

;// CONCATENATED MODULE: ./lib/dialects/concourse/resource-types.js




/** The types of a list and the types those are made of. */
function closeOverTypes(names, types) {
    const needed = new Set();
    const queue = [...names];
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
        const declared = types.find((type) => type.name === name);
        if (declared === undefined || needed.has(name))
            continue;
        needed.add(name);
        queue.push(declared.type);
    }
    return needed;
}
/** One draft a resource type or prototype; types that nothing kept needs are kept out of the mirror. */
function typeDrafts(pipeline, needed, surroundings) {
    return [...pipeline.resourceTypes, ...pipeline.prototypes].map((type) => {
        const role = type.section === 'prototypes' ? 'prototype' : 'resource-type';
        const others = pipeline.resourceTypes.filter((other) => other !== type);
        const use = { source: type.source, params: type.params, version: null, container: true };
        const found = classifyUse(type.type, use, others, surroundings);
        const classified = role === 'resource-type' && !needed.has(type.name)
            ? keep(found.kind, found.locator, 'not needed offline: every resource of this type is mirrored')
            : found;
        const place = { file: pipeline.yaml.file, at: type.at, path: `${type.section}[${type.index}]` };
        return { type, draft: draftOf(classified, place, role, null) };
    });
}
/** A custom type called `s3` would take over every rewritten resource (a type may shadow a base type). */
function reservedTypeFindings(pipeline, needed) {
    return pipeline.resourceTypes
        .filter((type) => type.name === 's3' && needed.has('s3'))
        .map((type) => (0,rules/* finding */.g)('reserved-name', 'a custom resource type called `s3` would shadow the s3 of the offline pipeline', type.at));
}

// EXTERNAL MODULE: ./lib/yaml/value.js
var yaml_value = __webpack_require__(7738);
;// CONCATENATED MODULE: ./lib/dialects/concourse/resources.js







/** Variant of an artifact that something writes to. */
const PUT = 'put';
/** What one resource is: an artifact, something that stays, or a finding. */
function resourceUse(resource, steps, input) {
    const { pipeline } = input;
    const used = steps.filter((step) => step.resource === resource.name);
    const puts = used.filter((step) => step.kind === 'put');
    const gets = used.filter((step) => step.kind === 'get');
    const classified = puts.length > 0 ? classifyPut(resource, puts, input) : classifyGets(resource, gets, input);
    const draft = draftOf(classified, { file: pipeline.yaml.file, at: resource.at, path: `resources[${resource.index}]` }, 'resource', resource.name);
    const unused = used.length === 0
        ? [(0,rules/* finding */.g)('unused-resource', `resource \`${resource.name}\` is used by no step`, resource.at)]
        : [];
    const putFindings = classified.disposition === 'keep'
        ? []
        : puts.map((step) => (0,rules/* finding */.g)('put-outside', `\`put: ${step.name}\` writes to ${classified.locator === '' ? `a resource of type \`${resource.type}\`` : classified.locator}`, step.at));
    return {
        resource,
        classified,
        draft,
        // What a put does to a resource is said once, at the put.
        findings: [...(isPutOnlyMatter(classified) ? [] : dispositionFinding(draft)), ...unused, ...putFindings],
    };
}
/** Whether the resource could be mirrored but for a put. */
function isPutOnlyMatter(classified) {
    return 'variant' in classified && classified.variant === PUT;
}
/** All gets of one resource have to ask for the same content: the s3 resource can't choose by params. */
function classifyGets(resource, gets, input) {
    const uses = gets.length === 0 ? [useOf(resource, {}, null)] : gets.map((step) => useOfGet(resource, step, input));
    const all = uses.map((use) => classifyUse(resource.type, use, input.pipeline.resourceTypes, input.surroundings));
    const [first] = all;
    if (first === undefined)
        throw new Error('a resource has at least one use');
    const contents = new Set(all.map((one) => JSON.stringify(one.disposition === 'mirror' ? one.request : one.reason)));
    if (contents.size <= 1)
        return first;
    return {
        disposition: 'unsupported',
        kind: first.kind,
        locator: first.locator,
        variant: 'mixed',
        reason: 'its gets ask for different contents (params or pinned versions differ)',
    };
}
function useOfGet(resource, step, input) {
    const value = objectOf((0,concourse_vars/* interpolate */.GW)((0,yaml_value/* plainValue */._)(input.pipeline.yaml, step.node), input.vars).value);
    const version = value['version'];
    return useOf(resource, objectOf(value['params']), isObject(version) ? version : null);
}
function useOf(resource, params, version) {
    return { source: resource.source, params, version: version ?? resource.version };
}
/**
 * A resource that is put to has to stay what it is. It works offline when it needs no network or points to an internal
 * host; an address that is only known at run time is said to be unknown.
 */
function classifyPut(resource, puts, input) {
    const use = useOf(resource, {}, null);
    const classified = classifyUse(resource.type, use, input.pipeline.resourceTypes, input.surroundings);
    if (classified.disposition !== 'mirror')
        return classified;
    const { kind, locator } = classified;
    const address = addressOf(use) ?? '';
    const isKnown = !(0,concourse_vars/* hasToken */.y0)(hostOf(address) ?? address);
    return {
        disposition: isKnown ? 'unsupported' : 'unresolved',
        kind,
        locator,
        variant: PUT,
        reason: `\`put: ${puts[0]?.name ?? resource.name}\` writes to it`,
    };
}

// EXTERNAL MODULE: ./lib/yaml/lookup.js
var lookup = __webpack_require__(6009);
// EXTERNAL MODULE: ./lib/yaml/document.js + 1 modules
var yaml_document = __webpack_require__(1952);
;// CONCATENATED MODULE: ./lib/dialects/concourse/task-config.js






/** Tasks of these platforms run without containers: their images are ignored (concourse docs, tasks). */
const WITHOUT_CONTAINERS = new Set(['darwin', 'windows']);
/** Whether a task runs in an image; one whose platform is not known may. */
function usesContainer({ platform }) {
    return platform === null || !WITHOUT_CONTAINERS.has(platform);
}
/** Reads a task config, inline or the root of a task file; undefined when the node is no map. */
function readTaskConfig(yaml, node, vars) {
    if (!(0,dist/* isMap */.jh)(node))
        return undefined;
    const value = objectOf((0,concourse_vars/* interpolate */.GW)((0,yaml_value/* plainValue */._)(yaml, node), vars).value);
    const image = (0,lookup/* get */.Jt)(yaml, node, 'image_resource');
    const imageValue = value['image_resource'];
    return {
        platform: textOrNull(value['platform']),
        imageResource: isObject(imageValue) ? imageResource(imageValue, (0,yaml_document/* placeOf */.$t)(yaml, image)) : null,
        rootfsUri: textOrNull(value['rootfs_uri']) ?? textOrNull(value['image']),
        inputs: names(value['inputs']),
        outputs: names(value['outputs']),
        script: textOrNull(objectOf(value['run'])['path']),
    };
}
function imageResource(value, at) {
    const version = value['version'];
    return {
        type: textOrNull(value['type']) ?? '',
        source: objectOf(value['source']),
        params: objectOf(value['params']),
        version: isObject(version) ? version : null,
        at,
    };
}
function names(list) {
    if (!Array.isArray(list))
        return [];
    return list.map((entry) => textOrNull(objectOf(entry)['name'])).filter((name) => name !== null);
}

// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(3434);
;// CONCATENATED MODULE: ./lib/dialects/concourse/artifacts.js




/**
 * What an artifact's name means to a step: the last step before it that registers the name counts (concourse
 * `atc/exec/build/repository.go`). Outputs of tasks whose config is in a file count as far as the step maps them.
 * Undefined: nothing before the step makes it.
 */
function originOf(name, step, job, pipeline, vars) {
    let origin;
    for (const earlier of job.steps.slice(0, job.steps.indexOf(step))) {
        if (earlier.resource !== null && earlier.name === name)
            origin = { step: earlier, writtenBy: null };
        if (earlier.kind === 'task' && outputsOf(earlier, pipeline, vars).includes(name))
            origin = { step: origin?.step ?? null, writtenBy: earlier.name };
    }
    return origin;
}
/** Names under which a task step registers its outputs, as far as the pipeline itself says them. */
function outputsOf({ node }, { yaml }, vars) {
    const mapping = objectOf((0,yaml_value/* plainValue */._)(yaml, (0,lookup/* get */.Jt)(yaml, node, 'output_mapping')));
    const config = readTaskConfig(yaml, (0,lookup/* get */.Jt)(yaml, node, 'config'), vars);
    if (config === undefined)
        return Object.values(mapping)
            .map(textOrNull)
            .filter((name) => name !== null);
    return config.outputs.map((output) => textOrNull(mapping[output]) ?? output);
}

;// CONCATENATED MODULE: ./lib/dialects/concourse/task-file.js









/** Reads the file of a task step out of the git resource that it names (concourse `atc/exec/task_config_source.go`). */
async function followTaskFile(written, input) {
    const { step, job, analysis, resources } = input;
    // Reports show the path as it is written: the value of a variable may be a secret.
    const said = textOf((0,lookup/* get */.Jt)(analysis.pipeline.yaml, step.node, 'file')) || written;
    const artifact = written.slice(0, Math.max(written.indexOf('/'), 0));
    const path = written.slice(artifact.length + 1);
    if ((0,concourse_vars/* hasToken */.y0)(written))
        return dynamic(step, said, 'its path holds a value that is known only at run time');
    if (artifact === '') {
        const message = `the task file \`${said}\` names no artifact (expected \`artifact/path\`)`;
        return failed((0,rules/* finding */.g)('pipeline-invalid', message, step.at));
    }
    const origin = originOf(artifact, step, job, analysis.pipeline, analysis.vars);
    const resource = origin?.step?.resource ?? null;
    if (resource === null)
        return dynamic(step, said, `no get before it makes \`${artifact}\``);
    const classified = resources.get(resource);
    if (classified?.disposition !== 'mirror' || classified.request.kind !== 'git')
        return dynamic(step, said, notReadable(resource, classified));
    const { request, credentials } = classified;
    const answer = await analysis.readTaskFile({ id: idOf(classified), request, credentials }, path);
    if (answer.status === 'missing')
        return failed((0,rules/* finding */.g)('task-file-missing', `${classified.locator} has no file \`${path}\``, step.at));
    if (answer.status === 'not-followed') {
        const message = `the task file \`${said}\` was not read: ${answer.why}`;
        return failed((0,rules/* finding */.g)('task-file-not-followed', message, step.at));
    }
    const file = answer.file === '' ? said : answer.file;
    const read = parseTaskFile(answer.text, file, varsOf(input.value));
    if ('problem' in read) {
        const message = `task file \`${said}\`: ${read.problem}`;
        return failed((0,rules/* finding */.g)('task-file-invalid', message, step.at));
    }
    const findings = [
        ...(answer.assumed ? [assumption(step, said, classified.locator)] : []),
        ...overwritten(step, said, origin),
    ];
    return { status: 'read', config: read.config, path, resource, findings };
}
/** Vars of a task step: they go to its file, and nothing else does. */
function varsOf(step) {
    return new Map(Object.entries(objectOf(step['vars'])));
}
/** Reads the text of a task file. */
function parseTaskFile(text, file, vars) {
    try {
        const yaml = (0,yaml_document/* parseYaml */.hN)((0,concourse_vars/* modernizeVars */.aj)(text), file);
        const config = readTaskConfig(yaml, yaml.document.contents, vars);
        return config === undefined ? { problem: 'it is no map' } : { config };
    }
    catch (error) {
        return { problem: (0,errors/* describeError */.Uc)(error) };
    }
}
function assumption(step, written, locator) {
    const message = `\`${written}\` was read from this checkout, taken for ${locator}`;
    return (0,rules/* finding */.g)('task-file-assumed', message, step.at);
}
/** A task that writes to the artifact may change the file; most only add to it. */
function overwritten(step, written, origin) {
    const writer = origin?.writtenBy ?? null;
    if (writer === null)
        return [];
    const message = `the task file \`${written}\` was read as its resource has it, but task \`${writer}\` writes there before`;
    return [(0,rules/* finding */.g)('dynamic-file', message, step.at, { level: 'warning' })];
}
function notReadable(resource, classified) {
    const isGit = classified?.kind === 'git' && classified.disposition !== 'mirror';
    return isGit
        ? `the git resource \`${resource}\` is not mirrored (${classified.reason})`
        : `\`${resource}\` is no git resource that is mirrored`;
}
function dynamic(step, file, why) {
    const message = `the task file \`${file}\` can't be read ahead: ${why}`;
    return { status: 'dynamic', findings: [(0,rules/* finding */.g)('dynamic-file', message, step.at)] };
}
function failed(problem) {
    return { status: 'failed', findings: [problem] };
}

;// CONCATENATED MODULE: ./lib/dialects/concourse/tasks.js










/** Reads every task of a pipeline, its file included, and the image it runs in. */
async function analyzeTasks(input, resources) {
    const results = [];
    for (const job of input.pipeline.jobs) {
        for (const step of job.steps.filter((candidate) => candidate.kind === 'task')) {
            results.push(await analyzeTask(step, job, input, resources));
        }
    }
    return {
        drafts: results.map((result) => result.draft).filter((draft) => draft !== null),
        findings: results.flatMap((result) => result.findings),
        tasks: results.map((result) => result.task).filter((task) => task !== null),
        images: new Map(results.flatMap(({ step, draft }) => draft?.disposition === 'mirror' ? [[step.path, draft.id]] : [])),
        customImageTypes: results.map((result) => result.imageType).filter((type) => type !== null),
    };
}
async function analyzeTask(step, job, analysis, resources) {
    const { pipeline, vars } = analysis;
    const value = stepValue(step, analysis);
    // `image` on the step overrides whatever the config says.
    const hasImage = value['image'] !== undefined;
    const inline = (0,lookup/* get */.Jt)(pipeline.yaml, step.node, 'config');
    if ((0,dist/* isMap */.jh)(inline)) {
        const config = readTaskConfig(pipeline.yaml, inline, vars);
        const imagePath = `${step.path}.config.image_resource`;
        return withConfig(step, config, { analysis, file: null, resource: null, imagePath, hasImage });
    }
    const file = textOrNull(value['file']);
    if (file === null)
        return tasks_failed(step, `task \`${step.name}\` has neither \`file\` nor \`config\``);
    return fileTask(file, hasImage, { step, job, value, analysis, resources });
}
/** The step without its config, interpolated. */
function stepValue(step, { pipeline, vars }) {
    const value = (0,yaml_value/* plainValue */._)(pipeline.yaml, step.node);
    const { config: _config, ...rest } = isObject(value) ? value : {};
    return objectOf((0,concourse_vars/* interpolate */.GW)(rest, vars).value);
}
async function fileTask(file, hasImage, input) {
    const { step, analysis } = input;
    const answer = await followTaskFile(file, input);
    if (answer.status === 'dynamic' && hasImage)
        return nothing(step, []);
    if (answer.status !== 'read')
        return nothing(step, answer.findings);
    const { config, path, resource } = answer;
    const place = { analysis, file: path, resource, imagePath: 'image_resource', hasImage };
    const result = withConfig(step, config, place);
    const leftovers = result.draft?.disposition === 'mirror' ? leftoverTokens(step, file, config) : [];
    return { ...result, findings: [...answer.findings, ...result.findings, ...leftovers] };
}
/** Concourse resolves every variable of a task file, those of an overridden image too (`atc/exec/task_step.go`). */
function leftoverTokens(step, file, { imageResource }) {
    const tokens = [...new Set((0,concourse_vars/* tokensOf */.k8)(JSON.stringify(imageResource)))].map((token) => `((${token}))`);
    if (tokens.length === 0)
        return [];
    const message = `task file \`${file}\`: its image_resource, not used offline, still asks for ${tokens.join(', ')}`;
    const help = 'Give it any value under `vars` of the step, or in the isolated credential manager.';
    return [(0,rules/* finding */.g)('unresolved-variable', message, step.at, { help })];
}
function withConfig(step, config, place) {
    if (config === undefined)
        return tasks_failed(step, `task \`${step.name}\` has no task config`);
    const task = taskUse(step, config, place);
    const plain = { ...nothing(step, []), task };
    if (place.hasImage || !usesContainer(config))
        return plain;
    const { imageResource, rootfsUri } = config;
    if (imageResource !== null)
        return { ...plain, ...imageOf(imageResource, place) };
    const problem = rootfsUri === null
        ? (0,rules/* finding */.g)('task-without-image', `task \`${step.name}\` names no image`, step.at)
        : (0,rules/* finding */.g)('outside-reference', `task \`${step.name}\` runs in the image \`${rootfsUri}\` of its worker`, step.at);
    return { ...plain, findings: [problem] };
}
function imageOf(image, { analysis, imagePath }) {
    const { pipeline, surroundings } = analysis;
    const use = { ...image, container: true };
    const classified = classifyUse(image.type, use, pipeline.resourceTypes, surroundings);
    const isCustom = pipeline.resourceTypes.some((type) => type.name === image.type);
    const imageType = isCustom && classified.disposition !== 'mirror' ? image.type : null;
    if (classified.disposition === 'keep' && classified.kind === 'mock')
        return { draft: null, findings: [], imageType };
    const place = { file: image.at.file, at: image.at, path: imagePath };
    const draft = draftOf(classified, place, 'task-image', null);
    return { draft, findings: dispositionFinding(draft), imageType };
}
function taskUse(step, config, place) {
    const source = config.imageResource?.source;
    const repository = source === undefined ? null : textOrNull(source['repository']);
    return {
        pipeline: place.analysis.pipeline.yaml.file,
        job: step.job,
        task: step.name,
        file: place.file,
        resource: place.resource,
        image: repository === null ? null : { repository, tag: textOrNull(source?.['tag']) },
        inputs: config.inputs,
        outputs: config.outputs,
        script: config.script,
    };
}
function tasks_failed(step, message) {
    return nothing(step, [(0,rules/* finding */.g)('pipeline-invalid', message, step.at)]);
}
function nothing(step, findings) {
    return { step, draft: null, findings, task: null, imageType: null };
}

;// CONCATENATED MODULE: ./lib/dialects/concourse/analyze.js





/** Finds every outside thing a pipeline names. Asks the world only through `readTaskFile`. */
async function analyzePipeline(input) {
    const { pipeline } = input;
    const steps = pipeline.jobs.flatMap((job) => job.steps);
    const uses = pipeline.resources.map((resource) => resourceUse(resource, steps, input));
    const mirrored = uses.filter((use) => use.classified.disposition === 'mirror');
    const kept = uses.filter((use) => !mirrored.includes(use));
    const tasks = await analyzeTasks(input, new Map(uses.map((use) => [use.resource.name, use.classified])));
    const neededTypes = closeOverTypes([...kept.map((use) => use.resource.type), ...tasks.customImageTypes], pipeline.resourceTypes);
    const types = typeDrafts(pipeline, neededTypes, input.surroundings);
    return {
        pipeline,
        drafts: [...uses.map((use) => use.draft), ...tasks.drafts, ...types.map(({ draft }) => draft)],
        findings: [
            ...pipelineFindings(pipeline),
            ...uses.flatMap((use) => use.findings),
            ...tasks.findings,
            ...types.flatMap(({ draft }) => dispositionFinding(draft)),
            ...reservedTypeFindings(pipeline, neededTypes),
        ],
        tasks: tasks.tasks,
        resources: new Map(mirrored.map((use) => [use.resource.name, use.draft.id])),
        types: new Map(types
            .filter(({ draft }) => draft.disposition === 'mirror')
            .map(({ type, draft }) => [type.name, draft.id])),
        neededTypes,
        taskImages: tasks.images,
    };
}

;// CONCATENATED MODULE: ./lib/dialects/concourse/check-task.js










/** Proves that a task runs in an artifact of its build, or in an image that needs nothing from outside. */
async function taskFindings(step, job, checked) {
    const value = check_task_stepValue(step, checked);
    const outside = (why) => [(0,rules/* finding */.g)('outside-reference', `task \`${step.name}\` ${why}`, step.at)];
    if (value['image'] !== undefined) {
        const image = textOrNull(value['image']) ?? '';
        const isThere = !(0,concourse_vars/* hasToken */.y0)(image) && (await isArtifact(image, step, job, checked));
        return isThere ? [] : outside(`runs in the artifact \`${image}\`, which no step before it makes`);
    }
    const config = await configOf(step, job, value, checked);
    return 'problem' in config ? outside(config.problem) : configFindings(config, checked, outside);
}
/** The step without its config, interpolated. */
function check_task_stepValue(step, { pipeline, context }) {
    const value = (0,yaml_value/* plainValue */._)(pipeline.yaml, step.node);
    const { config: _config, ...rest } = isObject(value) ? value : {};
    return objectOf((0,concourse_vars/* interpolate */.GW)(rest, context.vars).value);
}
/** Whether a step before this one makes an artifact of that name; task files are read for their outputs when need be. */
async function isArtifact(name, step, job, checked) {
    if (originOf(name, step, job, checked.pipeline, checked.context.vars) !== undefined)
        return true;
    for (const earlier of job.steps.slice(0, job.steps.indexOf(step))) {
        if (earlier.kind !== 'task')
            continue;
        const value = check_task_stepValue(earlier, checked);
        const config = value['file'] === undefined ? undefined : await configOf(earlier, job, value, checked);
        const outputs = config === undefined || 'problem' in config ? [] : config.outputs;
        const mapping = objectOf(value['output_mapping']);
        if (outputs.some((output) => (textOrNull(mapping[output]) ?? output) === name))
            return true;
    }
    return false;
}
/** The config of a task, inline or in the archive that its file lies in. */
async function configOf(step, job, value, checked) {
    const { pipeline, context } = checked;
    const inline = (0,lookup/* get */.Jt)(pipeline.yaml, step.node, 'config');
    if ((0,dist/* isMap */.jh)(inline))
        return readTaskConfig(pipeline.yaml, inline, context.vars) ?? { problem: 'has no task config' };
    const written = textOrNull(value['file']) ?? '';
    const slash = written.indexOf('/');
    const object = objectOfArtifact(written.slice(0, Math.max(slash, 0)), step, job, checked);
    if (object === undefined || (0,concourse_vars/* hasToken */.y0)(written))
        return { problem: 'names a task file that can not be read, and no image' };
    const path = written.slice(slash + 1);
    const text = await context.readObjectFile(object.entry, path);
    if (text === undefined)
        return { problem: `names the file \`${path}\`, which its archive does not hold` };
    const read = parseTaskFile(text, written, varsOf(value));
    return 'problem' in read
        ? { problem: `names a task file that is not valid: ${read.problem}` }
        : read.config;
}
/** The object that an artifact is unpacked from; undefined when a task writes to it too. */
function objectOfArtifact(name, step, job, checked) {
    const { pipeline, objects, context } = checked;
    const origin = originOf(name, step, job, pipeline, context.vars);
    if (origin?.step?.kind !== 'get' || origin.writtenBy !== null)
        return undefined;
    const resource = origin.step.resource;
    const declaration = pipeline.resources.find((declared) => declared.name === resource);
    return declaration === undefined ? undefined : objects.get(declaration);
}
function configFindings(config, { types, context }, outside) {
    if (!usesContainer(config))
        return [];
    const { imageResource, rootfsUri } = config;
    if (imageResource === null)
        return outside(rootfsUri === null ? 'names no image' : `runs in the image \`${rootfsUri}\` of its worker`);
    const use = { ...imageResource, container: true };
    const classified = classifyUse(imageResource.type, use, types, context.surroundings);
    return classified.disposition === 'keep'
        ? []
        : outside(`runs in an image from outside: ${classified.locator}`);
}

;// CONCATENATED MODULE: ./lib/dialects/concourse/steps.js






/** In the order in which Concourse looks for them (concourse `atc/steps.go`, StepPrecedence). */
const LEAVES = ['run', 'task', 'put', 'get', 'set_pipeline', 'load_var'];
const NESTS = ['try', 'do', 'in_parallel', 'aggregate'];
const HOOKS = ['on_success', 'on_failure', 'on_error', 'on_abort', 'ensure'];
/** More steps than any pipeline has, over all aliases; also stops an alias that contains itself. */
const MAX_STEPS = 20_000;
const MAX_DEPTH = 200;
/**
 * Every leaf step of a job, in the order they stand in the file: plan, hooks at any depth, `do`, `in_parallel` in both
 * forms, the removed `aggregate`, `try` (concourse `atc/steps.go`).
 * Throws `OfflineGenError('pipeline')` when aliases make more steps than a pipeline can hold.
 */
function stepsOfJob(yaml, vars, job, path) {
    const walk = {
        yaml,
        vars,
        job: job.name,
        steps: [],
        aggregates: new Set(),
        problems: [],
        visited: 0,
    };
    const position = { path, through: job.through, inAcross: false, depth: 0 };
    visitNested(walk, job.node, 'plan', position);
    visitHooks(walk, job.node, position);
    return { steps: walk.steps, aggregates: [...walk.aggregates], problems: walk.problems };
}
function visitHooks(walk, map, position) {
    for (const hook of HOOKS)
        visitNested(walk, map, hook, position);
}
function visitNested(walk, map, key, position) {
    const found = (0,lookup/* find */.I6)(walk.yaml, map, key);
    if (found === undefined)
        return;
    const inner = throughMerge(found, { ...position, path: `${position.path}.${key}` });
    if (key === 'aggregate')
        addAggregates(walk, map);
    if (key === 'in_parallel')
        visitParallel(walk, found.value, inner);
    else if (key === 'plan' || key === 'do' || key === 'aggregate')
        visitList(walk, found.value, inner);
    else
        visitStep(walk, found.value, inner);
}
/** Overridden ones too: renamed, they stay overridden. */
function addAggregates({ yaml, aggregates }, map) {
    for (const origin of [map, ...(0,lookup/* allMergedMaps */.Vt)(yaml, map)]) {
        for (const pair of origin.items)
            if ((0,lookup/* keyText */.Pu)(yaml, pair) === 'aggregate')
                aggregates.add(pair);
    }
}
function visitParallel(walk, node, position) {
    const target = (0,yaml_document/* deref */.LA)(walk.yaml, node);
    if ((0,dist/* isMap */.jh)(target)) {
        const inner = throughAlias(node, position);
        const found = (0,lookup/* find */.I6)(walk.yaml, target, 'steps');
        visitList(walk, found?.value, throughMerge(found, { ...inner, path: `${inner.path}.steps` }));
    }
    else {
        visitList(walk, node, position);
    }
}
function visitList(walk, node, position) {
    const target = (0,yaml_document/* deref */.LA)(walk.yaml, node);
    if (!(0,dist/* isSeq */.oP)(target)) {
        if (!isNull(target))
            addProblem(walk, node, 'a list of steps');
        return;
    }
    const inner = throughAlias(node, position);
    for (const [index, item] of target.items.entries())
        visitStep(walk, item, { ...inner, path: `${inner.path}[${index}]` });
}
function visitStep(walk, node, position) {
    const { yaml } = walk;
    walk.visited += 1;
    if (walk.visited > MAX_STEPS || position.depth > MAX_DEPTH)
        throw (0,yaml_value/* tooMuch */.G)(yaml);
    const map = (0,yaml_document/* deref */.LA)(yaml, node);
    if ((0,dist/* isMap */.jh)(map))
        visitStepMap(walk, map, throughAlias(node, position));
    else
        addProblem(walk, map, 'a step');
}
function visitStepMap(walk, map, position) {
    const names = (0,lookup/* keys */.HP)(walk.yaml, map);
    const inAcross = position.inAcross || names.includes('across');
    const inner = { ...position, inAcross, depth: position.depth + 1 };
    const leaf = LEAVES.find((kind) => names.includes(kind));
    const nests = NESTS.filter((key) => names.includes(key));
    if (leaf !== undefined)
        walk.steps.push(leafStep(walk, map, leaf, inner));
    else if (nests.length > 0)
        for (const key of nests)
            visitNested(walk, map, key, inner);
    else
        addProblem(walk, map, 'a step of a known kind');
    visitHooks(walk, map, inner);
}
function leafStep(walk, map, kind, position) {
    const { yaml, job } = walk;
    const { path, through, inAcross } = position;
    const name = textUnder(walk, map, kind);
    const resource = kind === 'get' || kind === 'put' ? textUnder(walk, map, 'resource') || name : null;
    return { kind, name, resource, job, path, through, inAcross, node: map, at: (0,yaml_document/* placeOf */.$t)(yaml, map) };
}
function textUnder({ yaml, vars }, map, key) {
    return textValue((0,concourse_vars/* interpolate */.GW)(textOf((0,lookup/* get */.Jt)(yaml, map, key)), vars).value) ?? '';
}
function addProblem({ yaml, problems, job }, node, expected) {
    const target = (0,yaml_document/* deref */.LA)(yaml, node);
    const found = (0,dist/* isScalar */.jn)(target) ? `, not \`${textOf(target)}\`` : '';
    problems.push({
        at: (0,yaml_document/* placeOf */.$t)(yaml, node),
        message: `job \`${job}\`: ${expected} is expected here${found}`,
    });
}
function isNull(node) {
    return node === undefined || ((0,dist/* isScalar */.jn)(node) && node.value === null);
}
function throughAlias(node, position) {
    return (0,dist/* isAlias */.Vj)(node) ? { ...position, through: [...position.through, { alias: node }] } : position;
}
function throughMerge(found, position) {
    if (found?.merge === undefined)
        return position;
    return { ...position, through: [...position.through, { merge: found.merge }] };
}

;// CONCATENATED MODULE: ./lib/dialects/concourse/read.js








/** Lines of carvel's ytt, `#@ code` and `#@annotation`. */
const YTT = /^\s*#@(?:\s|[a-z]+\/)/m;
/**
 * Reads a pipeline: declarations with their values interpolated as far as `vars` goes, and the steps of every job.
 * Throws `OfflineGenError('pipeline')` when the file is no YAML or no pipeline.
 */
function readPipeline(text, file, vars) {
    const yaml = (0,yaml_document/* parseYaml */.hN)((0,concourse_vars/* modernizeVars */.aj)(text), file);
    const root = yaml.document.contents;
    // To YAML its directives are comments: what is read then is no pipeline yet.
    if (YTT.test(text))
        throw notAPipeline(file, 'it is a ytt template; give the rendered pipeline instead');
    if (!(0,dist/* isMap */.jh)(root))
        throw notAPipeline(file, 'a pipeline is a map with `jobs`');
    const problems = [];
    const read = (section) => listOf(yaml, root, section, problems).map((item) => declarationOf(yaml, item, section, vars));
    const jobs = listOf(yaml, root, 'jobs', problems).map((item) => jobOf(yaml, item, vars, problems));
    if (jobs.length === 0)
        throw notAPipeline(file, 'it has no job');
    return {
        yaml,
        resources: read('resources'),
        resourceTypes: read('resource_types'),
        prototypes: read('prototypes'),
        jobs,
        problems,
    };
}
function notAPipeline(file, why) {
    return new errors/* OfflineGenError */.iw('pipeline', `not a Concourse pipeline: ${why}`, {
        file,
        line: 1,
        column: 1,
        hint: 'Name the pipeline file with --pipeline, or leave the file out with `exclude`.',
    });
}
/** A top-level `jobs` whose value is a list, in block or flow style or behind an alias. */
const LIST_OF_JOBS = /^\uFEFF?["']?jobs["']?\s*:[ \t]*(?:&\S+[ \t]*)?(?:[[*]|(?:#.*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)*[ \t]*(?:-\s|\[))/m;
const JSON_LIST_OF_JOBS = /^\s*\{[\s\S]*["']?jobs["']?\s*:\s*\[/;
/**
 * Whether a text is worth reading as a pipeline: a top-level list of jobs of which one has a plan. Cheap, and certain
 * enough to tell pipelines from task files, workflows and other YAML.
 */
function looksLikePipeline(text) {
    const hasJobs = LIST_OF_JOBS.test(text) || JSON_LIST_OF_JOBS.test(text);
    return hasJobs && /(^|[\s{,-])["']?plan["']?\s*:/m.test(text);
}
function listOf(yaml, root, key, problems) {
    const found = (0,lookup/* find */.I6)(yaml, root, key);
    const list = (0,yaml_document/* deref */.LA)(yaml, found?.value);
    if (found === undefined || list === undefined || ((0,dist/* isScalar */.jn)(list) && list.value === null))
        return [];
    const expected = (what, at) => problems.push({ at: (0,yaml_document/* placeOf */.$t)(yaml, (0,yaml_document/* deref */.LA)(yaml, at)), message: `\`${key}\`: ${what} is expected here` });
    if (!(0,dist/* isSeq */.oP)(list)) {
        expected('a list', list);
        return [];
    }
    const merge = found.merge === undefined ? [] : [{ merge: found.merge }];
    const alias = (0,dist/* isAlias */.Vj)(found.value) ? [{ alias: found.value }] : [];
    return list.items.flatMap((item, index) => {
        const node = (0,yaml_document/* deref */.LA)(yaml, item);
        if (!(0,dist/* isMap */.jh)(node)) {
            expected('a map', item);
            return [];
        }
        const own = (0,dist/* isAlias */.Vj)(item) ? [{ alias: item }] : [];
        return [{ node, index, through: [...merge, ...alias, ...own] }];
    });
}
function jobOf(yaml, { node, index, through }, vars, problems) {
    const name = textValue((0,concourse_vars/* interpolate */.GW)(textOf((0,lookup/* get */.Jt)(yaml, node, 'name')), vars).value) ?? '';
    const found = stepsOfJob(yaml, vars, { name, node, through }, `jobs[${index}]`);
    problems.push(...found.problems);
    const { steps, aggregates } = found;
    return { name, index, node, through, at: (0,yaml_document/* placeOf */.$t)(yaml, node), steps, aggregates };
}
function declarationOf(yaml, { node, index, through }, section, vars) {
    const value = objectOf((0,concourse_vars/* interpolate */.GW)((0,yaml_value/* plainValue */._)(yaml, node), vars).value);
    const version = value['version'];
    return {
        section,
        index,
        node,
        through,
        name: textValue(value['name']) ?? '',
        type: textValue(value['type']) ?? '',
        source: objectOf(value['source']),
        params: objectOf(value['params']),
        version: isObject(version) ? version : null,
        at: (0,yaml_document/* placeOf */.$t)(yaml, node),
    };
}

;// CONCATENATED MODULE: ./lib/dialects/concourse/check.js








/**
 * Proves that an offline pipeline is closed: every resource and type is an object of the lock, or needs nothing from
 * outside; every container task runs in an artifact; no step brings an unchecked pipeline in. What can't be read is not
 * proven, and said.
 */
async function checkPipeline(text, file, context) {
    const pipeline = readPipeline(text, file, context.vars);
    const declared = [...pipeline.resources, ...pipeline.resourceTypes, ...pipeline.prototypes];
    const objects = new Map(declared.flatMap((declaration) => {
        const object = storedObject(declaration, context);
        return object === undefined ? [] : [[declaration, object]];
    }));
    const types = pipeline.resourceTypes.map((type) => originalType(type, objects.get(type)));
    const checked = { pipeline, objects, types, context };
    const findings = [
        ...pipelineFindings(pipeline),
        ...declared.flatMap((declaration) => declarationFindings(declaration, checked)),
        ...pipeline.jobs.flatMap((job) => job.steps).flatMap((step) => getFindings(step, checked)),
    ];
    for (const job of pipeline.jobs) {
        for (const step of job.steps.filter((candidate) => candidate.kind === 'task'))
            findings.push(...(await taskFindings(step, job, checked)));
    }
    return { findings, objects: [...objects.values()] };
}
/** The object of the lock that a declaration names, when it names one the way this tool writes it. */
function storedObject(declaration, context) {
    if (declaration.type !== 's3')
        return undefined;
    const { regexp, ...store } = declaration.source;
    const expected = objectOf((0,concourse_vars/* interpolate */.GW)(context.storeSource, context.vars).value);
    const isSame = Object.keys({ ...store, ...expected }).every((key) => store[key] === expected[key]);
    if (typeof regexp !== 'string' || !isSame)
        return undefined;
    const entry = context.entryOf(regexp);
    return entry === undefined ? undefined : { entry, regexp, at: declaration.at };
}
/** What a type is does not change with the place its image comes from. */
function originalType(type, object) {
    if (object === undefined)
        return type;
    return { ...type, type: 'registry-image', source: { repository: object.entry.locator } };
}
function declarationFindings(declaration, checked) {
    const { section, name, at } = declaration;
    const what = `${section === 'resources' ? 'resource' : 'resource type'} \`${name}\``;
    if (section === 'resource_types' && name === 's3')
        return [(0,rules/* finding */.g)('reserved-name', `${what} would take over every s3 resource`, at)];
    const object = checked.objects.get(declaration);
    if (object === undefined)
        return outsideFindings(declaration, what, checked);
    if (section !== 'resources')
        return declaration.params['unpack'] === true ? [] : [notUnpacked(what, object)];
    return declaration.version === null ? [] : [pinned(what, object)];
}
function outsideFindings(declaration, what, checked) {
    const { type, source, params, at } = declaration;
    const types = checked.types.filter((one) => one.name !== declaration.name || declaration.section === 'resources');
    const use = { source, params, version: null };
    const classified = classifyUse(type, use, types, checked.context.surroundings);
    if (classified.disposition === 'keep')
        return [];
    const where = classified.locator === '' ? `type \`${type}\`` : classified.locator;
    const regexp = type === 's3' ? source['regexp'] : undefined;
    const why = typeof regexp === 'string' ? `its object is not in the lock (${regexp})` : where;
    return [(0,rules/* finding */.g)('outside-reference', `${what} still needs the outside: ${why}`, at)];
}
/** A get of an object takes the one version there is, and unpacks it. */
function getFindings(step, { pipeline, objects, context }) {
    const declaration = pipeline.resources.find((resource) => resource.name === step.resource);
    const object = declaration === undefined ? undefined : objects.get(declaration);
    if (step.kind !== 'get' || object === undefined)
        return [];
    const value = objectOf((0,concourse_vars/* interpolate */.GW)((0,yaml_value/* plainValue */._)(pipeline.yaml, step.node), context.vars).value);
    const what = `\`get: ${step.name}\``;
    const at = { ...object, at: step.at };
    const isUnpacked = objectOf(value['params'])['unpack'] === true;
    return [
        ...(isObject(value['version']) ? [pinned(what, at)] : []),
        ...(object.entry.unpack && object.entry.kind !== 's3' && !isUnpacked ? [notUnpacked(what, at)] : []),
    ];
}
/** A version of the s3 resource is a key, any key: only without one is it the object of the lock. */
function pinned(what, { at }) {
    return (0,rules/* finding */.g)('outside-reference', `${what} pins a version, which is not proven to be its object`, at);
}
function notUnpacked(what, { at, entry }) {
    return (0,rules/* finding */.g)('pipeline-invalid', `${what} does not unpack its archive ${entry.key}`, at);
}

;// CONCATENATED MODULE: ./lib/yaml/span.js


/** Offset where a node's text begins, without its anchor and tag. */
function startOf(node) {
    return node?.range?.[0] ?? 0;
}
/** Offset just after a node's own text: no trailing comment, no trailing white space. */
function endOf(yaml, node) {
    if ((0,dist/* isCollection */.P3)(node) && node.flow !== true) {
        const last = node.items.at(-1);
        if ((0,dist/* isPair */.tO)(last))
            return endOfPair(yaml, last);
        if ((0,dist/* isSeq */.oP)(node) && last !== undefined)
            return endOfItem(yaml, node, node.items.length - 1);
    }
    const end = node.range?.[1] ?? 0;
    return (0,dist/* isScalar */.jn)(node) && isBlockScalar(node) ? endOfBlockScalar(yaml, node, end) : end;
}
function isBlockScalar(node) {
    return node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
}
/** Without the line break and the blank lines at its end, unless they are part of its value. */
function endOfBlockScalar(yaml, node, end) {
    const text = yaml.text.slice(startOf(node), end);
    const header = /^[^\n]*/.exec(text)?.[0] ?? '';
    if (/^[|>][1-9]?\+/.test(header))
        return end - (/\r?\n$/.exec(text)?.[0].length ?? 0);
    const indent = /\n([ ]*)[^\s]/.exec(text)?.[1]?.length ?? 0;
    const blank = new RegExp(`(?:\\r?\\n[ ]{0,${indent}}\\t*)*$`);
    return end - (blank.exec(text)?.[0].length ?? 0);
}
/** Offset where a pair begins: its `?`, its key's anchor or its key. */
function startOfPair(pair) {
    const { start = [], key, sep } = pair.srcToken ?? {};
    return property(start)?.offset ?? key?.offset ?? sep?.[0]?.offset ?? startOf(asNode(pair.key));
}
/** Offset just after a pair: its value, or its colon where it has none. */
function endOfPair(yaml, pair) {
    const value = asNode(pair.value);
    if (value !== undefined && hasText(value))
        return endOf(yaml, value);
    const last = pair.srcToken?.sep?.filter(isIndicator).at(-1);
    return last === undefined ? (asNode(pair.key)?.range?.[1] ?? 0) : last.offset + last.source.length;
}
/** Offset just after the colon of a pair, or after its key where it has none. */
function afterColon(pair) {
    const colon = pair.srcToken?.sep?.find((token) => token.type === 'map-value-ind');
    return colon === undefined ? (asNode(pair.key)?.range?.[1] ?? 0) : colon.offset + 1;
}
/** Offset where an item of a list begins: its anchor or its text, without the dash. */
function startOfItem(seq, index) {
    return property(itemStart(seq, index))?.offset ?? startOf(asNode(seq.items[index]));
}
/** Offset just after an item of a list: its value, or its dash where it has none. */
function endOfItem(yaml, seq, index) {
    const item = asNode(seq.items[index]);
    if (item !== undefined && hasText(item))
        return endOf(yaml, item);
    const last = itemStart(seq, index).filter(isIndicator).at(-1);
    return last === undefined ? (item?.range?.[1] ?? 0) : last.offset + last.source.length;
}
/** Offset of the dash of a block list's item. */
function dashOf(seq, index) {
    const dash = itemStart(seq, index).find((token) => token.type === 'seq-item-ind');
    return dash?.offset ?? startOfItem(seq, index);
}
/** Offset of the comma before an entry of a flow collection. */
function commaBefore(collection, index) {
    const item = collection.items[index];
    const start = (0,dist/* isPair */.tO)(item)
        ? (item.srcToken?.start ?? [])
        : (0,dist/* isSeq */.oP)(collection)
            ? itemStart(collection, index)
            : [];
    return start.find((token) => token.type === 'comma')?.offset;
}
/** The anchor's own token, `&name`. */
function anchorOf(yaml, node) {
    const parent = yaml.parents.get(node);
    const tokens = (0,dist/* isPair */.tO)(parent)
        ? parent.key === node
            ? parent.srcToken?.start
            : parent.srcToken?.sep
        : (0,dist/* isSeq */.oP)(parent)
            ? itemStart(parent, parent.items.indexOf(node))
            : undefined;
    return tokens?.find((token) => token.type === 'anchor');
}
/** The tokens before an item; the parser also keeps empty items, for comments at the end of a list. */
function itemStart(seq, index) {
    const token = seq.srcToken;
    if (token?.type !== 'block-seq' && token?.type !== 'flow-collection')
        return [];
    const items = token.items.filter(({ start, key, sep, value }) => value != null || key != null || sep != null || start.some(isIndicator));
    return items[index]?.start ?? [];
}
/** What stands for a node without text: `-`, `:`, an anchor or a tag. */
function isIndicator({ type }) {
    return ['seq-item-ind', 'map-value-ind', 'explicit-key-ind', 'anchor', 'tag'].includes(type);
}
function property(tokens) {
    return tokens.find(({ type }) => ['explicit-key-ind', 'anchor', 'tag'].includes(type));
}
function hasText(node) {
    return (0,dist/* isAlias */.Vj)(node) || (node.range != null && node.range[1] > node.range[0]);
}
function asNode(value) {
    return (0,yaml_document/* isNode */.Ll)(value) ? value : undefined;
}
/** 0-based column of the keys or dashes of a collection in block style. */
function indentOf(yaml, collection) {
    const token = collection.srcToken;
    if (token?.type === 'block-map' || token?.type === 'block-seq')
        return token.indent;
    return columnOf(yaml, startOf(collection));
}
/** Whether a node stands in flow style. */
function isInFlow(yaml, node) {
    let parent = yaml.parents.get(node);
    while (parent !== undefined) {
        if ((0,dist/* isCollection */.P3)(parent) && parent.flow === true)
            return true;
        parent = yaml.parents.get(parent);
    }
    return false;
}
/** A pair of a flow list written without braces: `[get: a]`. */
function isBare(yaml, node) {
    return (0,dist/* isMap */.jh)(node) && node.flow === true && node.srcToken === undefined && yaml.text[startOf(node)] !== '{';
}
/** Offset of the first character of a line. */
function startOfLine(yaml, offset) {
    return offset === 0 ? 0 : yaml.text.lastIndexOf('\n', offset - 1) + 1;
}
/** Offset of the line break that ends a line, or of the end of the text. */
function endOfLine(yaml, offset) {
    const end = yaml.text.indexOf('\n', offset);
    if (end < 0)
        return yaml.text.length;
    return yaml.text[end - 1] === '\r' && end > offset ? end - 1 : end;
}
/**
 * The lines from one that holds `start` to one that holds `end`, for removing: with the line break above them, so that
 * something can be added where they end, or with the one below at the top of the text.
 */
function linesOf(yaml, start, end) {
    const first = startOfLine(yaml, start);
    const last = endOfLine(yaml, end);
    if (first > 0)
        return { start: endOfLine(yaml, startOfLine(yaml, first - 1)), end: last };
    const below = /^\r?\n/.exec(yaml.text.slice(last, last + 2))?.[0].length ?? 0;
    return { start: 0, end: last + below };
}
/** 0-based column of an offset. */
function columnOf(yaml, offset) {
    return offset - startOfLine(yaml, offset);
}
/** Whether nothing but white space stands before an offset on its line. */
function startsLine(yaml, offset) {
    return /^\s*$/.test(yaml.text.slice(startOfLine(yaml, offset), offset));
}

;// CONCATENATED MODULE: ./lib/yaml/cut.js

/** Cuts entries out of a flow collection, so that commas, comments and the lines of the others stay as they are. */
function cutEntries(yaml, collection, entries, isCut) {
    return runs(entries.length, isCut).map(([first, last]) => {
        const run = { start: entries[first]?.start ?? 0, end: entries[last]?.end ?? 0 };
        const gap = { before: entries[first - 1], after: entries[last + 1] };
        return { ...cut(yaml, run, gap, commaBefore(collection, last + 1)), text: '' };
    });
}
/** Ranges of neighbours that are cut. */
function runs(count, isCut) {
    const found = [];
    for (let index = 0; index < count; index += 1) {
        if (!isCut(index))
            continue;
        const last = found.at(-1);
        if (last !== undefined && last[1] === index - 1)
            last[1] = index;
        else
            found.push([index, index]);
    }
    return found;
}
function cut(yaml, run, kept, comma) {
    if (kept.after !== undefined && isOneLine(yaml, run.end, kept.after.start)) {
        return { start: run.start, end: kept.after.start };
    }
    if (kept.before !== undefined && isOneLine(yaml, kept.before.end, run.start)) {
        return { start: kept.before.end, end: run.end };
    }
    if (kept.before !== undefined &&
        kept.after === undefined &&
        !hasComment(yaml, kept.before.end, run.start)) {
        const comment = /^[ \t]+#[^\r\n]*/.exec(yaml.text.slice(run.end))?.[0].length ?? 0;
        return { start: kept.before.end, end: run.end + comment };
    }
    const trailing = kept.after === undefined ? /^\s*,/.exec(yaml.text.slice(run.end))?.[0].length : undefined;
    const end = comma === undefined ? run.end + (trailing ?? 0) : afterComma(yaml, comma);
    const rest = yaml.text.slice(end, endOfLine(yaml, end));
    if (startsLine(yaml, run.start) && /^\s*,?\s*(#.*)?$/.test(rest)) {
        return linesOf(yaml, run.start, end);
    }
    return { start: run.start, end };
}
/** Offset after a comma and the space behind it, unless a line ends there. */
function afterComma(yaml, comma) {
    return comma + 1 + (/^[ \t]+(?=[^\s#])/.exec(yaml.text.slice(comma + 1, comma + 100))?.[0].length ?? 0);
}
function hasComment(yaml, start, end) {
    return yaml.text.slice(start, end).includes('#');
}
function isOneLine(yaml, start, end) {
    return !yaml.text.slice(start, end).includes('\n');
}

;// CONCATENATED MODULE: ./lib/yaml/emit.js

const CREATE = {
    version: '1.1',
    aliasDuplicateObjects: false,
    customTags: (tags) => tags.filter((tag) => (typeof tag === 'string' ? tag !== 'merge' : !tag.tag.endsWith(':merge'))),
};
const OPTIONS = { lineWidth: 0, flowCollectionPadding: false, indentSeq: false };
/** Text that only double quotes can carry on one line: line breaks and what does not print. */
const NEEDS_ESCAPES = /[^\t\x20-\x7E\xA0-\uFFFD]|[\u2028\u2029\uFEFF]/;
/** Text that a block scalar would not give back: its trailing blank lines would be taken for the space below it. */
const NO_BLOCK = /\n\s*\n$|^\s|[^\n]\s\n$|[^\t\n\x20-\x7E\xA0-\uFFFD]|[\u2028\u2029\uFEFF]/;
/** Words that go-yaml reads as something else than text, and the library does not know of. */
const WORDS = /^(<<|[-+]?0o[0-7_]+)$/;
function needsQuotes(value, obstacle) {
    return typeof value === 'string' && (WORDS.test(value) || obstacle.test(value));
}
/** A value in flow style, on one line; right inside a flow collection too. */
function emitFlow(value) {
    const document = new dist/* Document */.yo([value], CREATE);
    (0,dist/* visit */.YR)(document, (_key, node) => {
        if ((0,dist/* isCollection */.P3)(node))
            node.flow = true;
        if ((0,dist/* isScalar */.jn)(node) && needsQuotes(node.value, NEEDS_ESCAPES))
            node.type = 'QUOTE_DOUBLE';
    });
    const text = document.toString({
        ...OPTIONS,
        defaultStringType: 'PLAIN',
        doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY,
    });
    return text
        .trimEnd()
        .replace(/\n\s*/g, ' ')
        .replace(/^\[\s*/, '')
        .replace(/\s*\]$/, '');
}
/** Longest small collection that stays on one line in block style. */
const SMALL = 40;
/**
 * A value in block style whose lines start at column `indent` (0-based); the first line is not indented, because the
 * caller stands there already. Small maps and lists of plain values inside it are on one line.
 */
function emitBlock(value, indent) {
    const document = new dist/* Document */.yo(value, CREATE);
    (0,dist/* visit */.YR)(document, (_key, node) => {
        if ((0,dist/* isCollection */.P3)(node) && node !== document.contents && isSmall(node.toJS(document)))
            node.flow = true;
        if ((0,dist/* isScalar */.jn)(node) && needsQuotes(node.value, NO_BLOCK))
            node.type = 'QUOTE_DOUBLE';
    });
    const text = document.toString({ ...OPTIONS, doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY });
    return indentLines(text.trimEnd(), indent);
}
/** Whether a map or list of plain values reads better on one line. */
function isSmall(value) {
    if (value === null || typeof value !== 'object')
        return true;
    const isPlain = Object.values(value).every((inner) => inner === null || typeof inner !== 'object');
    return isPlain && emitFlow(value).length <= SMALL;
}
/** Indents every line but the first and the blank ones. */
function indentLines(text, indent) {
    const space = ' '.repeat(indent);
    return text.replace(/\n(?!\r?\n|\r?$)/g, `\n${space}`);
}
/** Moves every line but the first by `delta` columns. */
function shiftLines(text, delta) {
    if (delta === 0)
        return text;
    if (delta > 0)
        return indentLines(text, delta);
    const surplus = new RegExp(`\\n {1,${-delta}}`, 'g');
    return text.replace(surplus, '\n');
}

;// CONCATENATED MODULE: ./lib/yaml/edit.js





/** Applies edits that do not overlap; at one place insertions come first, in the order given. */
function applyEdits(text, edits) {
    const ordered = edits
        .map((edit, order) => ({ edit, order }))
        .sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.order - b.order);
    const parts = [];
    let at = 0;
    for (const { edit } of ordered) {
        if (edit.start < at)
            throw new Error(`edits overlap at offset ${edit.start}`);
        parts.push(text.slice(at, edit.start), edit.text);
        at = edit.end;
    }
    return [...parts, text.slice(at)].join('');
}
/** Sets a key: replaces its pair, or adds one at the end of the line of the pair `after`. */
function setPair(yaml, map, key, value, after) {
    const own = (name) => map.items.findLast((pair) => !(0,lookup/* isMergePair */.tR)(pair) && (0,lookup/* keyText */.Pu)(yaml, pair) === name);
    const pair = own(key);
    if (pair !== undefined)
        return { ...replacePair(yaml, map, pair, key, value), of: map, keys: [key] };
    const anchor = own(after) ?? map.items.at(-1);
    return { ...addPair(yaml, map, anchor, key, value), of: map, keys: [key] };
}
function replacePair(yaml, map, pair, key, value) {
    const start = startOfPair(pair);
    const end = endOfPair(yaml, pair);
    const text = pairText(yaml, map, key, value);
    return { start, end: isBlockValue(pair) ? endOfLine(yaml, end) : end, text };
}
/** A comment behind the last line of a block belongs to that line, and goes with it. */
function isBlockValue({ value }) {
    return (0,dist/* isCollection */.P3)(value) && value.flow !== true;
}
function addPair(yaml, map, after, key, value) {
    const text = pairText(yaml, map, key, value);
    if (after === undefined) {
        const inside = startOf(map) + 1;
        return { start: inside, end: inside, text };
    }
    const end = endOfPair(yaml, after);
    if (map.flow === true)
        return { start: end, end, text: `, ${text}` };
    const at = endOfLine(yaml, end);
    return { start: at, end: at, text: `\n${' '.repeat(indentOf(yaml, map))}${text}` };
}
/** `key: value` in the style of the map it goes to. */
function pairText(yaml, map, key, value) {
    if (map.flow === true && isJson(map))
        return `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
    if (map.flow === true || isSmall(value))
        return `${emitFlow(key)}: ${emitFlow(value)}`;
    const column = indentOf(yaml, map) + 2;
    return `${emitFlow(key)}:\n${' '.repeat(column)}${emitBlock(value, column)}`;
}
/** Whether a map in flow style is written as JSON has it. */
function isJson(map) {
    const key = map.items[0]?.key;
    return (0,dist/* isScalar */.jn)(key) && key.type === dist/* Scalar */.X5.QUOTE_DOUBLE;
}
/** Removes every pair of the given keys, with their lines or their commas. */
function removePairs(yaml, map, keys) {
    return removeWhere(yaml, map, (pair) => !(0,lookup/* isMergePair */.tR)(pair) && keys.includes((0,lookup/* keyText */.Pu)(yaml, pair)));
}
/** Removes one pair, as `removePairs` does. */
function removePair(yaml, map, pair) {
    return removeWhere(yaml, map, (candidate) => candidate === pair);
}
function removeWhere(yaml, map, isRemoved) {
    const removed = map.items.filter(isRemoved);
    const keys = removed.map((pair) => (0,lookup/* keyText */.Pu)(yaml, pair));
    return removed.length === 0 ? [] : cutPairs(yaml, map, removed).map((edit) => ({ ...edit, of: map, keys }));
}
function cutPairs(yaml, map, removed) {
    const spans = map.items.map((pair) => ({ start: startOfPair(pair), end: endOfPair(yaml, pair) }));
    if (map.flow === true)
        return cutEntries(yaml, map, spans, (index) => removed.some((pair) => pair === map.items[index]));
    if (removed.length === map.items.length)
        return [{ start: spans[0]?.start ?? 0, end: endOf(yaml, map), text: '{}' }];
    const lead = map.items.findIndex((pair) => !removed.includes(pair));
    const [first] = spans;
    const next = spans[lead];
    if (lead === 0 || first === undefined || next === undefined || startsLine(yaml, first.start))
        return removed.map((pair) => removeLines(yaml, map, pair));
    const others = removed.slice(lead).map((pair) => removeLines(yaml, map, pair));
    if (!edit_hasComment(yaml, spans.slice(0, lead), next.start))
        return [{ start: first.start, end: next.start, text: '' }, ...others];
    const space = /[ \t]*$/.exec(yaml.text.slice(0, first.start))?.[0].length ?? 0;
    const line = { start: first.start - space, end: endOfLine(yaml, first.end), text: '' };
    return [line, ...removed.slice(1, lead).map((pair) => removeLines(yaml, map, pair)), ...others];
}
/** Whether a comment stands on a line of its own between the pairs, or between them and what follows. */
function edit_hasComment(yaml, spans, next) {
    const last = spans.at(-1)?.end ?? next;
    const gaps = spans.slice(0, -1).map(({ end }) => yaml.text.slice(endOfLine(yaml, end), last));
    return [...gaps, yaml.text.slice(endOfLine(yaml, last), next)].some((gap) => /^\s*#/m.test(gap));
}
/** The lines of a pair, and the blank lines below it when a blank line stands above too and a pair follows. */
function removeLines(yaml, map, pair) {
    const lines = linesOf(yaml, startOfPair(pair), endOfPair(yaml, pair));
    const isBlankAbove = /(^|\n)[ \t]*\r?$/.test(yaml.text.slice(0, lines.start));
    if (!isBlankAbove || map.items.at(-1) === pair)
        return { ...lines, text: '' };
    const below = /^(?:\r?\n[ \t]*(?=\r?\n))*/.exec(yaml.text.slice(lines.end))?.[0].length ?? 0;
    return { ...lines, end: lines.end + below, text: '' };
}
/** Adds a pair with a list in block style to the root map of a document. */
function appendRootList(yaml, root, key, values) {
    const last = root.items.at(-1);
    if (root.flow === true || last === undefined)
        return setPair(yaml, root, key, values, '');
    const at = endOfLine(yaml, endOfPair(yaml, last));
    const text = `\n\n${key}:\n- ${values.map((value) => emitBlock(value, 2)).join('\n- ')}`;
    return { start: at, end: at, text, of: root, keys: [key] };
}

;// CONCATENATED MODULE: ./lib/yaml/copy.js





/**
 * The text of a node for another place: its own text where that keeps its meaning there, comments included, else its
 * value written anew. A copy defines no anchors: they are defined already, and a later alias means the original.
 */
function copyNode(yaml, node, to) {
    if ((0,dist/* isAlias */.Vj)(node))
        return copyAlias(yaml, node, to);
    const column = columnAt(yaml, node, to);
    const text = ownText(yaml, node, to, column);
    const isValue = to.itemColumn === undefined;
    if (text !== undefined)
        return { text, ownLine: isValue && isBlock(node), column };
    const value = (0,yaml_value/* plainValue */._)(yaml, node);
    if (to.inFlow || !(0,dist/* isCollection */.P3)(node) || node.items.length === 0)
        return { text: emitFlow(value), ownLine: false, column };
    return { text: emitBlock(value, column), ownLine: isValue, column };
}
function copyAlias(yaml, alias, to) {
    const target = (0,yaml_document/* deref */.LA)(yaml, alias);
    if (target !== undefined && !isUnique(yaml, alias.source))
        return copyNode(yaml, target, to);
    return { text: `*${alias.source}`, ownLine: false, column: to.indent };
}
function isBlock(node) {
    return (0,dist/* isCollection */.P3)(node) && node.flow !== true;
}
/** Where the keys or dashes of the copy stand: as far from what holds them as in the original. */
function columnAt(yaml, node, to) {
    if (to.itemColumn !== undefined)
        return to.itemColumn;
    const least = (0,dist/* isSeq */.oP)(node) ? 0 : 1;
    const usual = (0,dist/* isSeq */.oP)(node) ? 0 : 2;
    const holder = holderOf(yaml, node);
    const distance = (0,dist/* isCollection */.P3)(node) && isBlock(node) && (0,dist/* isMap */.jh)(holder) && holder.flow !== true
        ? indentOf(yaml, node) - indentOf(yaml, holder)
        : usual;
    return to.indent + (distance >= least ? distance : usual);
}
/** The collection that holds a node. */
function holderOf(yaml, node) {
    const parent = yaml.parents.get(node);
    const holder = (0,dist/* isPair */.tO)(parent) ? yaml.parents.get(parent) : parent;
    return (0,yaml_document/* isNode */.Ll)(holder) ? holder : undefined;
}
function ownText(yaml, node, to, column) {
    if (node.tag !== undefined || !keepsMeaning(yaml, node))
        return undefined;
    if (to.inFlow && isOnlyInBlock(yaml, node))
        return undefined;
    const text = withoutAnchors(yaml, node);
    if (!text.includes('\n'))
        return text === '' ? undefined : text;
    if (to.inFlow)
        return undefined;
    if (isBlock(node) && (0,dist/* isCollection */.P3)(node))
        return shiftLines(text, column - indentOf(yaml, node));
    const holder = holderOf(yaml, node);
    if (!(0,dist/* isCollection */.P3)(holder) || holder.flow === true)
        return undefined;
    return shiftLines(text, to.indent - indentOf(yaml, holder));
}
/** Block style, or plain text that ends at a comma or a bracket in flow style. */
function isOnlyInBlock(yaml, node) {
    if (isBlock(node))
        return true;
    if (!(0,dist/* isScalar */.jn)(node))
        return false;
    return isBlockScalar(node) || (node.type === 'PLAIN' && /[,[\]{}]/.test(copy_textOf(yaml, node)));
}
function copy_textOf(yaml, node) {
    return yaml.text.slice(startOf(node), endOf(yaml, node));
}
/** Aliases inside a copied text have to mean the same at the new place: their anchor must be the only one of its name. */
function keepsMeaning(yaml, node) {
    let keeps = true;
    (0,dist/* visit */.YR)(node, {
        Alias(_key, alias) {
            if (isUnique(yaml, alias.source))
                return undefined;
            keeps = false;
            return dist/* visit */.YR.BREAK;
        },
    });
    return keeps;
}
function isUnique(yaml, anchor) {
    return yaml.anchors.get(anchor) === 1;
}
function withoutAnchors(yaml, node) {
    const offset = startOf(node);
    const cuts = [];
    (0,dist/* visit */.YR)(node, (_key, inner) => {
        if (inner === node || !(0,yaml_document/* isNode */.Ll)(inner))
            return;
        const token = anchorOf(yaml, inner);
        if (token === undefined)
            return;
        const after = token.offset + token.source.length;
        const space = /^[ \t]*/.exec(yaml.text.slice(after))?.[0].length ?? 0;
        const endsLine = /[\r\n]/.test(yaml.text[after + space] ?? '\n');
        const before = endsLine ? (/[ \t]*$/.exec(yaml.text.slice(offset, token.offset))?.[0].length ?? 0) : 0;
        cuts.push({ start: token.offset - before - offset, end: after + space - offset, text: '' });
    });
    let text = copy_textOf(yaml, node);
    for (const cut of cuts.sort((a, b) => b.start - a.start))
        text = text.slice(0, cut.start) + text.slice(cut.end);
    return text;
}
/** A pair written at another place, its key as it was. */
function copyPair(yaml, { pair }, name, to) {
    const value = (0,yaml_document/* isNode */.Ll)(pair.value) ? pair.value : undefined;
    const key = emitFlow(name);
    if (value === undefined)
        return `${key}:`;
    const { text, ownLine, column } = copyNode(yaml, value, to);
    return ownLine ? `${key}:\n${' '.repeat(column)}${text}` : `${key}: ${text}`;
}

;// CONCATENATED MODULE: ./lib/yaml/expand.js






/** The edits that write an alias or a merge key out, or put braces around a pair; no value changes by them. */
function expand(yaml, what) {
    if ('alias' in what)
        return expandAlias(yaml, what.alias);
    return 'merge' in what ? expandMerge(yaml, what.merge) : addBraces(yaml, what.bare);
}
function expandAlias(yaml, alias) {
    const target = (0,yaml_document/* deref */.LA)(yaml, alias);
    if (target === undefined)
        return [];
    const start = startOf(alias);
    const end = alias.range?.[1] ?? start;
    const { text, ownLine, column } = copyNode(yaml, target, destinationOf(yaml, alias));
    const parent = yaml.parents.get(alias);
    const colon = (0,dist/* isPair */.tO)(parent) ? afterColon(parent) : start;
    if (!ownLine || yaml.text.slice(colon, start).includes('\n'))
        return replaceInPlace(yaml, start, end, ownLine ? moved(yaml, target, start) : text);
    const line = endOfLine(yaml, end);
    return [
        { start: colon, end, text: '' },
        { start: line, end: line, text: `\n${' '.repeat(column)}${text}` },
    ];
}
/** The text for an alias that stands on a line of its own, below its key. */
function moved(yaml, target, start) {
    const column = columnOf(yaml, start);
    return copyNode(yaml, target, { inFlow: false, indent: column, itemColumn: column }).text;
}
function destinationOf(yaml, node) {
    const parent = yaml.parents.get(node);
    const holder = (0,dist/* isPair */.tO)(parent) ? yaml.parents.get(parent) : parent;
    const indent = (0,dist/* isMap */.jh)(holder) || (0,dist/* isSeq */.oP)(holder) ? indentOf(yaml, holder) : 0;
    const itemColumn = (0,dist/* isSeq */.oP)(parent) && !(0,dist/* isPair */.tO)(node) ? columnOf(yaml, startOf(node)) : undefined;
    return { inFlow: isInFlow(yaml, node), indent, itemColumn };
}
function expandMerge(yaml, merge) {
    const map = yaml.parents.get(merge);
    if (!(0,dist/* isMap */.jh)(map))
        return [];
    const entries = [...(0,lookup/* entriesOf */.Mc)(yaml, map)].filter(([, found]) => found.merge === merge);
    if (entries.length === 0)
        return removePair(yaml, map, merge).map(plainEdit);
    const to = {
        inFlow: isInFlow(yaml, merge),
        indent: indentOf(yaml, map),
        itemColumn: undefined,
    };
    const parts = entries.map(([name, found]) => copyPair(yaml, found, name, to));
    const text = parts.join(to.inFlow ? ', ' : `\n${' '.repeat(to.indent)}`);
    const overridden = entries.map(([name]) => name);
    return [
        ...replaceInPlace(yaml, startOfPair(merge), endOfPair(yaml, merge), text),
        ...removePairs(yaml, map, overridden).map(plainEdit),
    ];
}
/** What is removed here is written elsewhere: the map holds what it held. */
function plainEdit({ start, end, text }) {
    return { start, end, text };
}
function addBraces(yaml, map) {
    const [pair] = map.items;
    if (pair === undefined)
        return [];
    const start = startOfPair(pair);
    const end = endOfPair(yaml, pair);
    return [{ start, end, text: `{${yaml.text.slice(start, end)}}` }];
}
/** Text of several lines takes a comment behind it to a line above, where it can't become part of a value. */
function replaceInPlace(yaml, start, end, text) {
    const line = endOfLine(yaml, end);
    const comment = /^\s+(#.*)$/.exec(yaml.text.slice(end, line))?.[1];
    if (comment === undefined || !text.includes('\n'))
        return [{ start, end, text }];
    const above = startOfLine(yaml, start);
    const indent = /^[ \t]*/.exec(yaml.text.slice(above))?.[0] ?? '';
    return [
        { start: above, end: above, text: `${indent}${comment}\n` },
        { start, end: line, text },
    ];
}

;// CONCATENATED MODULE: ./lib/dialects/concourse/rewrite/changes.js




const NO_CHANGES = { edits: [], expand: [] };
function join(changes) {
    return {
        edits: changes.flatMap((change) => change.edits),
        expand: changes.flatMap((change) => change.expand),
    };
}
function edit(...edits) {
    return { edits, expand: [] };
}
/** The changes, unless they stand behind an alias: then only the outermost alias is written out in this round. */
function behind(through, changes) {
    const [outermost] = through;
    return outermost === undefined ? changes() : { edits: [], expand: [outermost] };
}
/** As `behind`, for a pair found in a map: its merge key and an alias as its value. */
function inPair(found, changes) {
    if (found.merge !== undefined)
        return { edits: [], expand: [{ merge: found.merge }] };
    return (0,dist/* isAlias */.Vj)(found.value) ? { edits: [], expand: [{ alias: found.value }] } : changes();
}
/** The changes of a map's pairs; a map written without braces gets them first. */
function inMap(yaml, map, changes) {
    return isBare(yaml, map) ? { edits: [], expand: [{ bare: map }] } : changes();
}
/**
 * Aliases and merge keys that would mean something else once the edits are made, because what they name is changed or
 * removed: they have to be written out first.
 */
function disturbedBy(yaml, edits) {
    const changed = changedBy(yaml, edits);
    const merges = new Set();
    const found = [];
    for (const [alias, target] of yaml.targets) {
        if (changed.isReplaced(alias))
            continue;
        const merge = mergeOf(yaml, alias);
        if (merge === undefined) {
            if (changed.has(target))
                found.push({ alias });
        }
        else if (!merges.has(merge) && (changed.isReplaced(target) || changed.hasMerged(merge))) {
            merges.add(merge);
            found.push({ merge });
        }
    }
    return found;
}
/** The merge key whose value an alias is, or stands in. */
function mergeOf(yaml, alias) {
    const parent = yaml.parents.get(alias);
    const pair = (0,dist/* isPair */.tO)(parent) || parent === undefined ? parent : yaml.parents.get(parent);
    return (0,dist/* isPair */.tO)(pair) && (0,lookup/* isMergePair */.tR)(pair) && pair.key !== alias ? pair : undefined;
}
function changedBy(yaml, edits) {
    const replaced = edits.filter((one) => one.end > one.start);
    const nodeEdits = edits.filter((one) => 'of' in one);
    const touched = new Set(nodeEdits.flatMap(({ of }) => ancestorsOf(yaml, of)));
    const isReplaced = (node) => replaced.some((range) => range.start <= startOf(node) && startOf(node) < range.end);
    const has = (node) => node !== undefined && (touched.has(node) || isReplaced(node));
    const hasMerged = (merge) => {
        const map = yaml.parents.get(merge);
        if (!(0,dist/* isMap */.jh)(map))
            return false;
        const entries = (0,lookup/* entriesOf */.Mc)(yaml, map);
        const origins = new Set((0,lookup/* mergedMaps */.Y_)(yaml, merge).flatMap((one) => [one, ...(0,lookup/* allMergedMaps */.Vt)(yaml, one)]));
        const at = map.items.indexOf(merge);
        // What stands before the merge key gives way to it.
        const isTaken = (key) => {
            const entry = entries.get(key);
            return entry === undefined || map.items.indexOf(entry.merge ?? entry.pair) <= at;
        };
        return ([...entries.values()].some((found) => found.merge === merge && has(found.value)) ||
            nodeEdits.some((one) => origins.has(one.of) && one.keys.some(isTaken)));
    };
    return { has, hasMerged, isReplaced };
}
/** A collection and everything that holds it, innermost first. */
function ancestorsOf(yaml, collection) {
    const nodes = [];
    let node = collection;
    while (node !== undefined) {
        if ((0,yaml_document/* isNode */.Ll)(node))
            nodes.push(node);
        node = yaml.parents.get(node);
    }
    return nodes;
}

;// CONCATENATED MODULE: ./lib/dialects/concourse/rewrite/images.js



/** One resource an image, with a name that no resource or artifact of the pipeline has. */
function planImages(pipeline, input) {
    const steps = pipeline.jobs.flatMap((job) => job.steps).filter((step) => step.kind === 'task');
    const taken = takenNames(pipeline, input);
    const byId = new Map();
    const byStep = new Map();
    for (const step of steps) {
        const id = input.analysis.taskImages.get(step.path);
        const replacement = id === undefined ? undefined : input.replacement(id);
        if (id === undefined || replacement === undefined)
            continue;
        const users = steps.filter((other) => input.analysis.taskImages.get(other.path) === id);
        const image = byId.get(id) ?? {
            name: freeName(`offline-image-${identifier(replacement.name)}`, taken),
            replacement,
            tags: commonTags(pipeline, users),
        };
        byId.set(id, image);
        byStep.set(step.path, image);
    }
    return { resources: [...byId.values()], byStep };
}
/** Names that a get of ours would clash with: resources, and artifacts of gets, puts and task outputs. */
function takenNames(pipeline, { analysis, vars }) {
    const steps = pipeline.jobs.flatMap((job) => job.steps);
    const tasks = steps.filter((step) => step.kind === 'task');
    return new Set([
        ...pipeline.resources.map((resource) => resource.name),
        ...steps.map((step) => step.name),
        ...tasks.flatMap((step) => outputsOf(step, pipeline, vars)),
        ...analysis.tasks.flatMap((task) => task.outputs),
    ]);
}
function freeName(wanted, taken) {
    let name = wanted;
    for (let count = 2; taken.has(name); count += 1)
        name = `${wanted}-${count}`;
    taken.add(name);
    return name;
}
/** Concourse warns of anything else in an identifier (`atc/configwarning.go`). */
function identifier(name) {
    return name.toLowerCase().replace(/[^a-z0-9._-]+/g, '-');
}
/** Tags that all steps share, or none. */
function commonTags(pipeline, steps) {
    const lists = steps.map((step) => textList(objectOf((0,yaml_value/* plainValue */._)(pipeline.yaml, step.node))['tags']));
    const [first = [], ...rest] = lists;
    return rest.every((list) => JSON.stringify(list) === JSON.stringify(first)) ? first : [];
}

;// CONCATENATED MODULE: ./lib/dialects/concourse/rewrite/modernize.js



/**
 * `aggregate` was removed in Concourse 7.0; `in_parallel` with a list is the same step. Behind an alias it is renamed
 * where it stands, which changes it for every job that uses it.
 */
function modernizeSteps(pipeline) {
    const pairs = new Set(pipeline.jobs.flatMap((job) => job.aggregates));
    return edit(...[...pairs].flatMap(({ key }) => {
        if (!(0,yaml_document/* isNode */.Ll)(key))
            return [];
        const start = startOf(key);
        return [{ start, end: key.range?.[1] ?? start, text: 'in_parallel' }];
    }));
}

;// CONCATENATED MODULE: ./lib/dialects/concourse/rewrite/resources.js



/** Keys of a resource that mean nothing, or harm, once it is an s3 object (a pin names a version of the other type). */
const DROPPED = ['version', 'webhook_token', 'expose_build_created_by'];
/** Every mirrored resource becomes `type: s3` under its own name. */
function rewriteResources(pipeline, input) {
    return join(pipeline.resources.map((resource) => {
        const replacement = replacementOf(resource, input);
        return replacement === undefined
            ? NO_CHANGES
            : rewriteDeclaration(pipeline.yaml, resource, { source: storeSource(replacement, input) });
    }));
}
/** The object that takes the place of a mirrored resource. */
function replacementOf({ name }, input) {
    const id = input.analysis.resources.get(name);
    return id === undefined ? undefined : input.replacement(id);
}
/** Makes a declaration one of type s3, sets some of its keys and drops what no longer applies. */
function rewriteDeclaration(yaml, { node, through }, values) {
    const names = Object.keys(values);
    return behind(through, () => unmerged(yaml, node, ['type', ...names], DROPPED, () => inMap(yaml, node, () => edit(setPair(yaml, node, 'type', 's3', 'name'), ...names.map((name, index) => setPair(yaml, node, name, values[name], names[index - 1] ?? 'type')), ...removePairs(yaml, node, DROPPED)))));
}
/**
 * The changes, unless a merge key gives one of the keys that are set, or would give one that is removed: then it is
 * written out in this round.
 */
function unmerged(yaml, map, set, removed, changes) {
    const merge = map.items.filter(lookup/* isMergePair */.tR).find((pair) => {
        const names = [...(0,lookup/* mergedEntries */.nG)(yaml, pair).keys()];
        const given = names.filter((name) => (0,lookup/* find */.I6)(yaml, map, name)?.merge === pair);
        return given.some((name) => set.includes(name)) || names.some((name) => removed.includes(name));
    });
    return merge === undefined ? changes() : { edits: [], expand: [{ merge }] };
}
function storeSource(replacement, input) {
    return { ...input.storeSource, regexp: replacement.regexp };
}

;// CONCATENATED MODULE: ./lib/yaml/edit-list.js





/** Adds items before the first one of a list, and before the comment that stands above it. */
function prependItems(yaml, seq, values) {
    return { ...prepend(yaml, seq, values), of: seq, keys: [] };
}
function prepend(yaml, seq, values) {
    if (seq.flow === true) {
        const at = startOf(seq) + 1;
        const rest = seq.items.length === 0 ? '' : ', ';
        return { start: at, end: at, text: `${flowItems(seq, values)}${rest}` };
    }
    const dash = dashOf(seq, 0);
    const indent = ' '.repeat(columnOf(yaml, dash));
    const items = values.map((value) => `- ${emitBlock(value, indent.length + 2)}\n${indent}`).join('');
    if (!startsLine(yaml, dash))
        return { start: dash, end: dash, text: items };
    const at = commentsAbove(yaml, startOfLine(yaml, dash), indent) + indent.length;
    return { start: at, end: at, text: items };
}
/** Adds items after the last one of a list. */
function appendItems(yaml, seq, values) {
    return { ...append(yaml, seq, values), of: seq, keys: [] };
}
function append(yaml, seq, values) {
    const last = seq.items.length - 1;
    if (seq.flow === true) {
        const at = last < 0 ? startOf(seq) + 1 : endOfItem(yaml, seq, last);
        return { start: at, end: at, text: `${last < 0 ? '' : ', '}${flowItems(seq, values)}` };
    }
    const indent = indentOf(yaml, seq);
    const at = endOfLine(yaml, endOf(yaml, seq));
    const items = values.map((value) => `\n${' '.repeat(indent)}- ${emitBlock(value, indent + 2)}`);
    return { start: at, end: at, text: items.join('') };
}
function flowItems(seq, values) {
    const [first] = seq.items;
    const emit = (0,dist/* isMap */.jh)(first) && isJson(first) ? JSON.stringify : emitFlow;
    return values.map((value) => emit(value)).join(', ');
}
/** Removes some but not all items of a list, with the comment lines directly above them that speak of them. */
function removeItems(yaml, seq, indexes) {
    const edits = indexes.length === 0 ? [] : remove(yaml, seq, indexes);
    return edits.map((edit) => ({ ...edit, of: seq, keys: [] }));
}
function remove(yaml, seq, indexes) {
    if (seq.flow === true) {
        const spans = seq.items.map((_item, index) => ({
            start: startOfItem(seq, index),
            end: endOfItem(yaml, seq, index),
        }));
        return cutEntries(yaml, seq, spans, (index) => indexes.includes(index));
    }
    return indexes.map((index) => removeBlockItem(yaml, seq, index));
}
function removeBlockItem(yaml, seq, index) {
    const dash = dashOf(seq, index);
    const end = endOfItem(yaml, seq, index);
    if (!startsLine(yaml, dash))
        return { start: dash, end: dashOf(seq, index + 1), text: '' };
    const indent = ' '.repeat(columnOf(yaml, dash));
    const start = commentsAbove(yaml, startOfLine(yaml, dash), indent);
    return { ...linesOf(yaml, start, end), text: '' };
}
/** Start of the comment lines directly above a line that are indented as it is. */
function commentsAbove(yaml, lineStart, indent) {
    let at = lineStart;
    while (at > 0) {
        const above = startOfLine(yaml, at - 1);
        if (!yaml.text.startsWith(`${indent}#`, above))
            return at;
        at = above;
    }
    return at;
}

;// CONCATENATED MODULE: ./lib/dialects/concourse/rewrite/steps.js








/** A get of a mirrored resource keeps name, `passed` and `trigger`; its params now belong to the s3 resource. */
function rewriteGets(pipeline, input) {
    const { yaml, resources } = pipeline;
    const gets = pipeline.jobs.flatMap((job) => job.steps).filter((step) => step.kind === 'get');
    return join(gets.map((step) => {
        const resource = resources.find(({ name }) => name === step.resource);
        const replacement = resource === undefined ? undefined : replacementOf(resource, input);
        if (replacement === undefined)
            return NO_CHANGES;
        return behind(step.through, () => rewriteGet(yaml, step, replacement));
    }));
}
function rewriteGet(yaml, { node }, { keepParams, unpack }) {
    // A pin of the original type's version means nothing to s3; `every` and `latest` do.
    const pinned = (0,dist/* isMap */.jh)((0,yaml_document/* deref */.LA)(yaml, (0,lookup/* find */.I6)(yaml, node, 'version')?.value)) ? ['version'] : [];
    const params = keepParams ? [] : ['params'];
    const dropped = unpack ? pinned : [...pinned, ...params];
    return unmerged(yaml, node, params, dropped, () => inMap(yaml, node, () => edit(...removePairs(yaml, node, dropped), ...(keepParams || !unpack ? [] : [setPair(yaml, node, 'params', { unpack: true }, 'get')]))));
}
/** Every task whose image is mirrored runs in an artifact that its job gets first. */
function rewriteTasks(pipeline, images) {
    return join(pipeline.jobs.map((job) => join([
        leadingGets(pipeline, job, images),
        ...job.steps.map((step) => rewriteTask(pipeline.yaml, step, images)),
    ])));
}
function rewriteTask(yaml, step, images) {
    if (step.kind !== 'task')
        return NO_CHANGES;
    const image = images.byStep.get(step.path);
    const isOverridden = (0,lookup/* find */.I6)(yaml, step.node, 'image') !== undefined;
    if (image === undefined && !isOverridden)
        return NO_CHANGES;
    const inline = () => withoutImageResource(yaml, step);
    if (image === undefined)
        return inline();
    return behind(step.through, () => inMap(yaml, step.node, () => join([edit(setPair(yaml, step.node, 'image', image.name, 'task')), inline()])));
}
/** `image` on the step wins over `image_resource`, but fly warns of both in an inline config. */
function withoutImageResource(yaml, step) {
    const config = (0,lookup/* find */.I6)(yaml, step.node, 'config');
    const map = (0,yaml_document/* deref */.LA)(yaml, config?.value);
    if (config === undefined || !(0,dist/* isMap */.jh)(map) || (0,lookup/* find */.I6)(yaml, map, 'image_resource') === undefined)
        return NO_CHANGES;
    return behind(step.through, () => inPair(config, () => unmerged(yaml, map, [], ['image_resource'], () => edit(...removePairs(yaml, map, ['image_resource'])))));
}
/** The images of a job, before anything else it does: a task can only use what its build has already. */
function leadingGets(pipeline, job, images) {
    const { yaml } = pipeline;
    const wanted = new Set(job.steps.map((step) => images.byStep.get(step.path)).filter((image) => image !== undefined));
    if (wanted.size === 0)
        return NO_CHANGES;
    const gets = [...wanted].map((image) => {
        const users = job.steps.filter((step) => images.byStep.get(step.path) === image);
        const tags = commonTags(pipeline, users);
        return { get: image.name, params: { unpack: true }, ...(tags.length === 0 ? {} : { tags }) };
    });
    const items = gets.length === 1 ? gets : [{ in_parallel: gets }];
    return behind(job.through, () => {
        const found = (0,lookup/* find */.I6)(yaml, job.node, 'plan');
        if (found === undefined)
            return edit(setPair(yaml, job.node, 'plan', items, 'name'));
        return inPair(found, () => {
            const plan = (0,yaml_document/* deref */.LA)(yaml, found.value);
            return edit((0,dist/* isSeq */.oP)(plan) ? prependItems(yaml, plan, items) : setPair(yaml, job.node, 'plan', items, 'name'));
        });
    });
}

;// CONCATENATED MODULE: ./lib/dialects/concourse/rewrite/types.js








/**
 * Resource types that something still needs come from the store; the others go. An s3 object as a type's image is the
 * use that `params` of a type was made for (Concourse 3.7).
 */
function rewriteTypes(pipeline, input) {
    const types = pipeline.resourceTypes;
    const needed = types.filter(({ name }) => isNeeded(name, pipeline, input));
    const kept = [...needed, ...pipeline.prototypes].map((type) => rewriteType(pipeline, type, input));
    return join([...kept, removeTypes(pipeline, needed)]);
}
/** Something kept needs it, or something that should be mirrored and is not in the store. */
function isNeeded(name, pipeline, input) {
    const stays = pipeline.resources.filter((resource) => replacementOf(resource, input) === undefined);
    const unmirrored = closeOverTypes(stays.map((resource) => resource.type), pipeline.resourceTypes);
    return input.analysis.neededTypes.has(name) || unmirrored.has(name);
}
function rewriteType(pipeline, type, input) {
    const id = input.analysis.types.get(type.name);
    const replacement = id === undefined ? undefined : input.replacement(id);
    if (replacement === undefined)
        return NO_CHANGES;
    const source = storeSource(replacement, input);
    return rewriteDeclaration(pipeline.yaml, type, { source, params: { unpack: true } });
}
function removeTypes({ yaml, resourceTypes }, needed) {
    const root = yaml.document.contents;
    const found = (0,dist/* isMap */.jh)(root) ? (0,lookup/* find */.I6)(yaml, root, 'resource_types') : undefined;
    const removed = resourceTypes.filter((type) => !needed.includes(type)).map((type) => type.index);
    if (!(0,dist/* isMap */.jh)(root) || found === undefined || removed.length === 0)
        return NO_CHANGES;
    if (needed.length === 0 && found.merge === undefined)
        return edit(...removePairs(yaml, root, ['resource_types']));
    return inPair(found, () => (0,dist/* isSeq */.oP)(found.value) ? edit(...removeItems(yaml, found.value, removed)) : NO_CHANGES);
}
/** Declares the images that tasks get from the store. */
function addImageResources({ yaml }, images, input) {
    const root = yaml.document.contents;
    if (images.length === 0 || !(0,dist/* isMap */.jh)(root))
        return NO_CHANGES;
    const values = images.map((image) => ({
        name: image.name,
        type: 's3',
        source: storeSource(image.replacement, input),
        ...(image.tags.length === 0 ? {} : { tags: image.tags }),
    }));
    const found = (0,lookup/* find */.I6)(yaml, root, 'resources');
    if (found === undefined)
        return edit(appendRootList(yaml, root, 'resources', values));
    return inPair(found, () => {
        const list = (0,yaml_document/* deref */.LA)(yaml, found.value);
        return edit((0,dist/* isSeq */.oP)(list) && list.items.length > 0
            ? appendItems(yaml, list, values)
            : setPair(yaml, root, 'resources', values, ''));
    });
}

;// CONCATENATED MODULE: ./lib/dialects/concourse/rewrite/rewrite.js










/** Rounds of writing aliases out before giving up; each round goes one level deeper. */
const MAX_ROUNDS = 100;
/** Characters of a pipeline with its aliases written out: an alias bomb ends here. */
const MAX_LENGTH = 20_000_000;
/**
 * Writes the offline form of a pipeline by editing its text: what is not changed keeps its order, comments and
 * formatting. Throws `OfflineGenError('pipeline')` when aliases nest too deep to be written out.
 */
function rewritePipeline(input) {
    let { text } = input;
    for (let round = 0; round < MAX_ROUNDS && text.length < MAX_LENGTH; round += 1) {
        const pipeline = readPipeline(text, input.file, input.vars);
        const { edits, expand: wanted } = planChanges(pipeline, input);
        const expansions = wanted.length > 0 ? wanted : disturbedBy(pipeline.yaml, edits);
        const current = pipeline.yaml.text;
        if (expansions.length === 0)
            return finished(applyEdits(current, deepestFirst(pipeline, edits)), input.text, input.header);
        text = applyEdits(current, outermost(expansionsOf(pipeline, expansions)));
    }
    throw new errors/* OfflineGenError */.iw('pipeline', 'its aliases nest too deep to be rewritten', { file: input.file });
}
/** At the end of a line several maps and lists may end: what is added to an inner one comes first. */
function deepestFirst({ yaml }, edits) {
    const depthOf = (edit) => ('of' in edit ? ancestorsOf(yaml, edit.of).length : 0);
    return edits
        .map((edit) => ({ edit, depth: depthOf(edit) }))
        .sort((a, b) => b.depth - a.depth)
        .map(({ edit }) => edit);
}
function planChanges(pipeline, input) {
    const images = planImages(pipeline, input);
    return join([
        rewriteResources(pipeline, input),
        addImageResources(pipeline, images.resources, input),
        rewriteTypes(pipeline, input),
        rewriteGets(pipeline, input),
        rewriteTasks(pipeline, images),
        modernizeSteps(pipeline),
    ]);
}
/**
 * The edits of each thing to write out, once. Where they would drop an anchor that something else needs, that goes
 * first.
 */
function expansionsOf(pipeline, wanted, before = new Set()) {
    const unique = new Map(wanted.map((one) => [nodeOf(one), one]));
    const edits = [...unique.values()].map((one) => expand(pipeline.yaml, one));
    const known = new Set([...before, ...unique.keys()]);
    const orphans = disturbedBy(pipeline.yaml, edits.flat()).filter((one) => !known.has(nodeOf(one)));
    return orphans.length > 0 ? expansionsOf(pipeline, orphans, known) : edits;
}
function nodeOf(one) {
    return Object.values(one)[0];
}
/** Of expansions that reach into each other the outer one; the others come in the next round. */
function outermost(expansions) {
    const ranged = expansions.map((edits) => ({
        edits,
        start: Math.min(...edits.map((edit) => edit.start)),
        end: Math.max(...edits.map((edit) => edit.end)),
    }));
    const kept = [];
    let end = -1;
    for (const one of ranged.sort((a, b) => a.start - b.start || b.end - a.end)) {
        if (one.start < end)
            continue;
        kept.push(...one.edits);
        end = one.end;
    }
    return kept;
}
/** The text with the header, and with the line breaks of the original. */
function finished(text, original, header) {
    const whole = `${header.map((line) => `# ${line}`).join('\n')}\n${text}`;
    const isCrLf = original.includes('\r\n') && !/(^|[^\r])\n/.test(original);
    return isCrLf ? whole.replace(/\r?\n/g, '\r\n') : whole;
}

;// CONCATENATED MODULE: ./lib/dialects/concourse/dialect.js




/** Concourse pipelines and their task files. */
const concourse = {
    name: 'concourse',
    looksLike: looksLikePipeline,
    check: checkPipeline,
    analyze: async (text, file, context) => {
        const pipeline = readPipeline(text, file, context.vars);
        const analysis = await analyzePipeline({ ...context, pipeline });
        return {
            summary: {
                file,
                dialect: 'concourse',
                jobs: pipeline.jobs.length,
                resources: pipeline.resources.length,
                tasks: pipeline.jobs.flatMap((job) => job.steps).filter((step) => step.kind === 'task').length,
            },
            drafts: analysis.drafts,
            findings: analysis.findings,
            tasks: analysis.tasks,
            rewrite: (input) => rewritePipeline({ ...input, text, file, vars: context.vars, analysis }),
        };
    },
};

;// CONCATENATED MODULE: ./lib/dialects/registry.js

const DIALECTS = [concourse];


/***/ }),

/***/ 9559:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DD: () => (/* binding */ asList),
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   e1: () => (/* binding */ asText),
/* harmony export */   qF: () => (/* binding */ parseJson)
/* harmony export */ });
/** A JSON object, as opposed to a list, a text, a number or null. */
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** The value as a text; undefined for anything else. */
function asText(value) {
    return typeof value === 'string' ? value : undefined;
}
/** The value as a list; empty for anything else. */
function asList(value) {
    return Array.isArray(value) ? value : [];
}
/** Parses JSON; undefined when the text is none. */
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 3411:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ TOOL)
/* harmony export */ });
/** Name and version of this program, as in `package.json`; a test keeps the two equal. */
const TOOL = { name: 'offline-gen', version: '0.1.0' };


/***/ }),

/***/ 1952:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  LA: () => (/* binding */ deref),
  Ll: () => (/* binding */ isNode),
  hN: () => (/* binding */ parseYaml),
  $t: () => (/* binding */ placeOf)
});

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(3434);
;// CONCATENATED MODULE: ./lib/yaml/tags.js
/** Tags of YAML 1.1 that go-yaml does not know, or reads in its own way. */
const REPLACED = /:(timestamp|omap|pairs|set|int|float)$/;
/** The tags by which go-yaml v2 (`resolve.go`), and so Concourse, reads plain scalars. */
function concourseTags(tags) {
    return [...tags.filter((tag) => typeof tag === 'string' || !REPLACED.test(tag.tag)), number];
}
/** Go's `ParseInt` with base 0, underscores left out, then floats; no base-60 numbers, no lone dot. */
const NUMBER = /^[-+]?(?:0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|\d[\d_]*(?:\.[\d_]*)?(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)$/;
const number = {
    tag: 'tag:yaml.org,2002:float',
    default: true,
    test: NUMBER,
    resolve: numberOf,
};
function numberOf(text) {
    const digits = text.replaceAll('_', '').replace(/^[-+]/, '');
    const value = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
    return text.startsWith('-') ? 0 - value : value;
}

;// CONCATENATED MODULE: ./lib/yaml/document.js



/**
 * Parses YAML as Concourse does: 1.1 words and numbers, without base-60 numbers and timestamps (go-yaml v2); merge
 * keys; several anchors of one name; of several documents the first. A key given twice is no error there (the last one
 * counts), but it is one here in a file that looks like a template, which nobody can have meant to be read.
 *
 * Throws `OfflineGenError('pipeline')` with file, line and column.
 */
function parseYaml(text, file) {
    const lines = new dist/* LineCounter */.HN();
    const source = text.replace(/^\uFEFF/, '');
    try {
        const document = parse(source, lines);
        const error = document.errors.find((candidate) => isFatal(candidate, source));
        if (error !== undefined)
            throw invalid(error, source, file, lines);
        return { file, text: source, document, lines, ...relations(document, file, lines) };
    }
    catch (error) {
        if (error instanceof RangeError)
            throw tooDeep(file, error);
        throw error;
    }
}
function parse(text, lines) {
    return (0,dist/* parseDocument */.Tp)(text, {
        version: '1.1',
        merge: true,
        keepSourceTokens: true,
        lineCounter: lines,
        prettyErrors: false,
        customTags: concourseTags,
    });
}
function isFatal(error, text) {
    if (error.code === 'MULTIPLE_DOCS')
        return false;
    return error.code !== 'DUPLICATE_KEY' || looksLikeTemplate(text) !== undefined;
}
function invalid(error, text, file, lines) {
    if (error.code === 'RESOURCE_EXHAUSTION')
        return tooDeep(file, error);
    const { line, col } = lines.linePos(error.pos[0]);
    const kind = looksLikeTemplate(text);
    return new errors/* OfflineGenError */.iw('pipeline', `not valid YAML: ${error.message.split('\n', 1)[0]}`, {
        file,
        line,
        column: col,
        hint: kind === undefined
            ? 'Correct the file at this place.'
            : `The file looks like a ${kind}: give the rendered pipeline instead.`,
        cause: error,
    });
}
function looksLikeTemplate(text) {
    if (/^\s*#@/m.test(text))
        return 'ytt template';
    return /<%[=-]?|\{%/.test(text) ? 'template' : undefined;
}
function tooDeep(file, cause) {
    return new errors/* OfflineGenError */.iw('pipeline', 'it is nested deeper than a pipeline can be', { file, cause });
}
function relations(document, file, lines) {
    const named = new Map();
    const anchors = new Map();
    const targets = new Map();
    const parents = new Map();
    (0,dist/* visit */.YR)(document, (_key, node, path) => {
        if (!(0,dist/* isPair */.tO)(node) && !isNode(node))
            return;
        const parent = path.at(-1);
        if ((0,dist/* isPair */.tO)(parent) || isNode(parent))
            parents.set(node, parent);
        if ((0,dist/* isAlias */.Vj)(node)) {
            const target = named.get(node.source);
            if (target === undefined)
                throw unknownAnchor(node, file, lines);
            targets.set(node, target);
        }
        else if (isNode(node) && node.anchor !== undefined) {
            named.set(node.anchor, node);
            anchors.set(node.anchor, (anchors.get(node.anchor) ?? 0) + 1);
        }
    });
    return { targets, parents, anchors };
}
function unknownAnchor(alias, file, lines) {
    const { line, col } = lines.linePos(alias.range?.[0] ?? 0);
    const message = `the alias *${alias.source} names no anchor before it`;
    return new errors/* OfflineGenError */.iw('pipeline', message, { file, line, column: col });
}
/** Where a node stands, 1-based. A null value (`key:`) stands where its text would be. */
function placeOf(yaml, node) {
    const { line, col } = yaml.lines.linePos(node?.range?.[0] ?? 0);
    return { file: yaml.file, line, column: col };
}
function isNode(value) {
    return (0,dist/* isAlias */.Vj)(value) || (0,dist/* isMap */.jh)(value) || (0,dist/* isSeq */.oP)(value) || (0,dist/* isScalar */.jn)(value);
}
/** The node behind an alias; any other node is itself. */
function deref(yaml, node) {
    if ((0,dist/* isAlias */.Vj)(node))
        return yaml.targets.get(node);
    return isNode(node) ? node : undefined;
}


/***/ }),

/***/ 6009:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HP: () => (/* binding */ keys),
/* harmony export */   I6: () => (/* binding */ find),
/* harmony export */   Jt: () => (/* binding */ get),
/* harmony export */   Mc: () => (/* binding */ entriesOf),
/* harmony export */   Pu: () => (/* binding */ keyText),
/* harmony export */   Vt: () => (/* binding */ allMergedMaps),
/* harmony export */   Y_: () => (/* binding */ mergedMaps),
/* harmony export */   nG: () => (/* binding */ mergedEntries),
/* harmony export */   tR: () => (/* binding */ isMergePair)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _document_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1952);


/**
 * Text of a key as Concourse has it: keys become JSON names, so that a plain `on` is `true` and a plain `1.10` is `1.1`.
 */
function keyText(yaml, pair) {
    const key = (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .deref */ .LA)(yaml, pair.key);
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key))
        return '';
    if (typeof key.value === 'boolean' || typeof key.value === 'number')
        return String(key.value);
    return key.source ?? String(key.value);
}
function isMergePair(pair) {
    return ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(pair.key) &&
        (pair.key.source === '<<' || pair.key.value === '<<') &&
        pair.key.type === yaml__WEBPACK_IMPORTED_MODULE_0__/* .Scalar */ .X5.PLAIN);
}
/** Looks a key up in a map, merged ones included. */
function find(yaml, map, key) {
    return entriesOf(yaml, map).get(key);
}
/** The value under a key, aliases followed. */
function get(yaml, map, key) {
    return (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .deref */ .LA)(yaml, find(yaml, map, key)?.value);
}
/** Keys of a map, merged ones included, in order, each once. */
function keys(yaml, map) {
    return [...entriesOf(yaml, map).keys()];
}
const known = new WeakMap();
/**
 * What a map holds, each key where the pair stands that counts: the last one, be it merged or not (go-yaml v2 merges
 * in place, so that a merge key overrides what stands before it).
 */
function entriesOf(yaml, map) {
    const before = known.get(map);
    if (before !== undefined)
        return before;
    const entries = new Map();
    known.set(map, entries);
    for (const pair of map.items) {
        const added = isMergePair(pair) ? mergedEntries(yaml, pair) : [own(yaml, map, pair)];
        for (const [key, found] of added) {
            entries.delete(key);
            entries.set(key, found);
        }
    }
    return entries;
}
function own(yaml, map, pair) {
    const value = (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .isNode */ .Ll)(pair.value) ? pair.value : undefined;
    return [keyText(yaml, pair), { pair, value, map, merge: undefined }];
}
/** What a merge key offers, whether or not it counts; in a list of maps, the first one that has a key. */
function mergedEntries(yaml, merge) {
    const entries = new Map();
    for (const map of mergedMaps(yaml, merge)) {
        for (const [key, found] of entriesOf(yaml, map)) {
            if (!entries.has(key))
                entries.set(key, { ...found, merge });
        }
    }
    return entries;
}
/** The maps that a merge key names. */
function mergedMaps(yaml, merge) {
    const value = (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .deref */ .LA)(yaml, merge.value);
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(value))
        return [value];
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(value))
        return [];
    return value.items.map((item) => (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .deref */ .LA)(yaml, item)).filter((item) => (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(item));
}
/** The maps that are merged into a map, at any depth. */
function allMergedMaps(yaml, map, found = new Set()) {
    for (const merged of map.items.filter(isMergePair).flatMap((pair) => mergedMaps(yaml, pair))) {
        if (found.has(merged))
            continue;
        found.add(merged);
        allMergedMaps(yaml, merged, found);
    }
    return found;
}


/***/ }),

/***/ 7738:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ tooMuch),
/* harmony export */   _: () => (/* binding */ plainValue)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3434);
/* harmony import */ var _document_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1952);
/* harmony import */ var _lookup_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6009);




/** Deeper nesting than any pipeline has; also stops an alias that contains itself. */
const MAX_DEPTH = 200;
/** Values made from one node, over all aliases: an alias bomb ends here instead of in memory. */
const MAX_VALUES = 2_000_000;
/**
 * The plain value of a node, aliases and merges resolved. Map keys are text.
 * Throws `OfflineGenError('pipeline')` when aliases expand to more than a pipeline can hold.
 */
function plainValue(yaml, node) {
    return convert(yaml, node, { left: MAX_VALUES }, 0);
}
function convert(yaml, node, budget, depth) {
    budget.left -= 1;
    if (depth > MAX_DEPTH || budget.left < 0)
        throw tooMuch(yaml);
    const target = (0,_document_js__WEBPACK_IMPORTED_MODULE_2__/* .deref */ .LA)(yaml, node);
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(target))
        return scalarValue(target);
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(target))
        return target.items.map((item) => convert(yaml, item, budget, depth + 1));
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(target))
        return null;
    return Object.fromEntries([...(0,_lookup_js__WEBPACK_IMPORTED_MODULE_3__/* .entriesOf */ .Mc)(yaml, target)].map(([key, found]) => [
        key,
        convert(yaml, found.value, budget, depth + 1),
    ]));
}
function scalarValue({ value }) {
    if (typeof value === 'bigint')
        return Number(value);
    return value === undefined ? null : value;
}
/** What an alias bomb, or an alias that contains itself, is told. */
function tooMuch(yaml) {
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .OfflineGenError */ .iw('pipeline', 'aliases expand to more than a pipeline can hold', {
        file: yaml.file,
    });
}


/***/ })

};
