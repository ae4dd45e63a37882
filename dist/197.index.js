export const id = 197;
export const ids = [197];
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


/***/ }),

/***/ 8197:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openS3Store: () => (/* binding */ openS3Store)
});

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(3434);
// EXTERNAL MODULE: ./lib/net/stream.js
var stream = __webpack_require__(5339);
// EXTERNAL MODULE: ./lib/store/digest.js
var digest = __webpack_require__(6917);
// EXTERNAL MODULE: ./lib/store/object-key.js
var object_key = __webpack_require__(9464);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
;// CONCATENATED MODULE: ./lib/model/log.js
const SILENT = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    progress: () => undefined,
};

// EXTERNAL MODULE: ./lib/model/redact.js
var redact = __webpack_require__(9848);
;// CONCATENATED MODULE: ./lib/store/s3-client.js





/** Milliseconds for the connection, and for silence on it. */
const CONNECTION_TIMEOUT = 30_000;
const SOCKET_TIMEOUT = 120_000;
const MAX_ATTEMPTS = 5;
const PROXY_VARIABLES = ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY'];
/** Loads the SDK and configures it. Throws `OfflineGenError('usage')` for an endpoint that is no http(s) address. */
async function createS3(options) {
    const sdk = await __webpack_require__.e(/* import() */ 711).then(__webpack_require__.t.bind(__webpack_require__, 3711, 19));
    const endpoint = endpointOf(options);
    warnAboutProxy(options.env, options.log ?? SILENT);
    const agentOptions = { keepAlive: true, proxyEnv: { ...options.env } };
    const httpAgent = new external_node_http_.Agent(agentOptions);
    const httpsAgent = new external_node_https_.Agent(agentOptions);
    const client = new sdk.S3Client({
        ...regionAndCredentials(options, endpoint),
        ...(endpoint === undefined ? {} : { endpoint }),
        forcePathStyle: options.pathStyle ?? endpoint !== undefined,
        maxAttempts: MAX_ATTEMPTS,
        // The newer default checksums are refused by many S3-compatible stores.
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
        requestHandler: {
            httpAgent,
            httpsAgent,
            connectionTimeout: CONNECTION_TIMEOUT,
            socketTimeout: SOCKET_TIMEOUT,
        },
    });
    const close = () => {
        client.destroy();
        httpAgent.destroy();
        httpsAgent.destroy();
    };
    return { sdk, client, bucket: options.bucket, endpoint: (0,redact/* redactUrl */.B)(endpoint ?? 'Amazon S3'), close };
}
function endpointOf({ endpoint, env }) {
    const text = endpoint ?? (env['AWS_ENDPOINT_URL_S3'] || env['AWS_ENDPOINT_URL']);
    if (text === undefined || text === '')
        return undefined;
    if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))
        return text;
    throw new errors/* OfflineGenError */.iw('usage', `the S3 endpoint ${(0,redact/* redactUrl */.B)(text)} is no http or https address`, {
        hint: 'Write https://host or https://host:port.',
    });
}
/** What is not said here the SDK looks for itself: profile files, web identity, container and instance roles. */
function regionAndCredentials({ region, env }, endpoint) {
    const said = region ?? (env['AWS_REGION'] || env['AWS_DEFAULT_REGION']);
    const known = said || (endpoint === undefined ? undefined : 'us-east-1');
    const accessKeyId = env['AWS_ACCESS_KEY_ID'];
    const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'];
    const sessionToken = env['AWS_SESSION_TOKEN'];
    return {
        ...(known === undefined ? {} : { region: known }),
        ...(accessKeyId && secretAccessKey
            ? { credentials: { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) } }
            : {}),
    };
}
/** Node's agents read proxy variables from 24.5 on. */
function warnAboutProxy(env, log) {
    const named = PROXY_VARIABLES.find((name) => env[name]);
    if (named === undefined || hasProxyAgent(process.versions.node))
        return;
    log.warn(`${named} is set, but Node ${process.versions.node} ignores it for S3: that needs Node 24.5 or newer`);
}
/** Whether this version of Node (`24.5.0`) has agents that use proxies. */
function hasProxyAgent(version) {
    const [major = 0, minor = 0] = version.split('.').map(Number);
    return major > 24 || (major === 24 && minor >= 5);
}

// EXTERNAL MODULE: ./lib/net/failure.js
var failure = __webpack_require__(9521);
;// CONCATENATED MODULE: ./lib/store/s3-error.js



/** Reads an error of the SDK; one that this program made from it is read through its cause. */
function failureOf(error) {
    const source = error instanceof errors/* OfflineGenError */.iw ? error.details.cause : error;
    if (!(source instanceof Error))
        return { code: '', status: 0, region: undefined };
    return { code: codeOf(source), status: statusOf(source), region: regionOf(source) };
}
/** The error for a person: what failed, why, what to do. `OfflineGenError` passes unchanged. */
function s3Error(what, error, place) {
    if (error instanceof errors/* OfflineGenError */.iw)
        return error;
    const { reason, hint } = explain(failureOf(error), error, place);
    return new errors/* OfflineGenError */.iw('store', `${what}: ${reason}`, {
        cause: error,
        ...(hint === undefined ? {} : { hint }),
    });
}
const CREDENTIALS_HINT = 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE.';
function explain(failure, error, place) {
    return (explainCredentials(failure, place) ??
        explainBucket(failure, error, place) ??
        explainRest(failure, error, place));
}
function explainCredentials({ code, status }, place) {
    switch (code) {
        case 'CredentialsProviderError':
            return { reason: 'no credentials found', hint: CREDENTIALS_HINT };
        case 'InvalidAccessKeyId':
        case 'XAdminUserNotFound':
            return {
                reason: 'the access key is not known there',
                hint: 'Check AWS_ACCESS_KEY_ID and the endpoint.',
            };
        case 'SignatureDoesNotMatch':
            return { reason: 'the secret key does not fit the access key', hint: 'Check AWS_SECRET_ACCESS_KEY.' };
        case 'ExpiredToken':
        case 'TokenRefreshRequired':
        case 'InvalidToken':
            return {
                reason: 'the session token is expired or wrong',
                hint: 'Log in again and set AWS_SESSION_TOKEN.',
            };
        case 'RequestTimeTooSkewed':
            return {
                reason: "this machine's clock is wrong by more than the server allows",
                hint: 'Set the clock.',
            };
        default:
            if (code !== 'AccessDenied' && status !== 401 && status !== 403)
                return undefined;
            return {
                reason: 'access denied',
                hint: `The credentials need ListBucket, GetObject, PutObject and AbortMultipartUpload on ${place.bucket}.`,
            };
    }
}
const WRONG_REGION = new Set([
    'PermanentRedirect',
    'AuthorizationHeaderMalformed',
    'IllegalLocationConstraintException',
    'InvalidRegion',
]);
function explainBucket({ code, status, region }, error, place) {
    if (code === 'NoSuchBucket') {
        return { reason: `the bucket ${place.bucket} does not exist`, hint: 'Create it, or correct --store.' };
    }
    if (/region is missing/i.test((0,errors/* messageOf */.bD)(error))) {
        return { reason: 'no region is set', hint: 'Set AWS_REGION, or s3.region in the configuration.' };
    }
    if (!WRONG_REGION.has(code) && status !== 301)
        return undefined;
    return region === undefined
        ? { reason: 'the bucket is in another region', hint: 'Set AWS_REGION to the region of the bucket.' }
        : { reason: `wrong region: the server expects ${region}`, hint: `Set AWS_REGION=${region}.` };
}
function explainRest({ code, status }, error, place) {
    if (status !== 0) {
        const message = (0,redact/* redactText */.R)((0,errors/* messageOf */.bD)(error).split('\n', 1)[0] ?? '');
        const isNotS3 = code === 'SyntaxError' || /deserialization/i.test(message);
        if (!isNotS3)
            return { reason: `the server answered ${status} ${code}: ${message}` };
        return {
            reason: `${place.endpoint} answered ${status}, but not as S3 does`,
            hint: 'Check the endpoint.',
        };
    }
    const { reason, hint } = (0,failure/* explainFailure */.S)(error);
    return {
        reason: `${place.endpoint}: ${reason}`,
        hint: hint ?? 'Check the endpoint, the network and the proxy.',
    };
}
function codeOf(error) {
    const code = 'Code' in error && typeof error.Code === 'string' ? error.Code : error.name;
    return code === 'NotFound' ? 'NoSuchKey' : code;
}
function statusOf(error) {
    const metadata = '$metadata' in error ? error.$metadata : undefined;
    if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata))
        return 0;
    return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : 0;
}
/** `Region` in the error document (Amazon), else `expecting 'eu-west-1'` in its text (others repeat that wording). */
function regionOf(error) {
    if ('Region' in error && typeof error.Region === 'string' && error.Region !== '')
        return error.Region;
    return /expecting '?([a-z0-9-]+)'?/i.exec(error.message)?.[1];
}

;// CONCATENATED MODULE: ./lib/store/s3-part.js
const MIB = 1024 * 1024;
/** Bytes of a part, and of an object that needs no parts. */
const PART_SIZE = 5 * MIB;
/** Bytes of parts on their way at the same time; one more part is being filled. */
const IN_FLIGHT_BYTES = 15 * MIB;
const EQUAL_PARTS = 4000;
const PARTS_PER_STEP = 500;
const LARGEST_PART = 2048 * MIB;
/**
 * Bytes of part `number`: 5 MiB, the least that S3 takes, for the first 19 GiB, then growing, so that the 10,000 parts that S3 allows are more
 * than the 5 TiB that it allows for an object. Some stores want equal parts: growth starts as late as it can.
 */
function partSize(number) {
    if (number <= EQUAL_PARTS)
        return PART_SIZE;
    const step = 1 + Math.floor((number - EQUAL_PARTS - 1) / PARTS_PER_STEP);
    return Math.min(PART_SIZE * 2 ** step, LARGEST_PART);
}
/** Parts of this size that may be on their way at the same time. */
function partsInFlight(size) {
    return Math.max(1, Math.floor(IN_FLIGHT_BYTES / size));
}
/** Cuts a body into parts; an empty body is one empty part. The buffers of released parts are used again. */
async function* readParts(body, meter) {
    const buffers = createBuffers();
    let number = 1;
    let buffer = buffers.take(partSize(number));
    let used = 0;
    for await (const chunk of body) {
        const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
        meter.update(bytes);
        for (let offset = 0; offset < bytes.length;) {
            if (used === buffer.length) {
                yield part(number, buffer, used, false, buffers);
                number++;
                buffer = buffers.take(partSize(number));
                used = 0;
            }
            const copied = bytes.copy(buffer, used, offset);
            used += copied;
            offset += copied;
        }
    }
    yield part(number, buffer, used, true, buffers);
}
function createBuffers() {
    const free = [];
    return {
        take: (size) => {
            const known = free.pop();
            return known?.length === size ? known : Buffer.allocUnsafeSlow(size);
        },
        give: (buffer) => {
            free.push(buffer);
        },
    };
}
function part(number, buffer, used, last, buffers) {
    return { number, bytes: buffer.subarray(0, used), last, release: () => buffers.give(buffer) };
}

;// CONCATENATED MODULE: ./lib/store/s3-upload.js



/** Clients of servers that know no conditional writes: there a write goes without the condition. */
const unconditional = new WeakSet();
/**
 * Streams `body` under the key, in one request or in parts; at most 20 MiB of it are in memory (more above 19 GiB).
 * Undefined when another writer was faster: that object is kept. Errors of the body pass unchanged.
 */
async function upload(target, body) {
    const meter = (0,digest/* createMeter */.q)();
    const parts = readParts(body, meter);
    try {
        const first = await nextPart(parts);
        const isNew = first.last
            ? await putWhole(target, first.bytes)
            : await putParts(target, first, parts, (error) => body.destroy(error));
        return isNew ? meter.result() : undefined;
    }
    finally {
        body.destroy();
    }
}
async function nextPart(parts) {
    const { value } = await parts.next();
    if (value === undefined)
        throw new Error('the body has no further part');
    return value;
}
async function putWhole(target, bytes) {
    const { s3, contentType } = target;
    const input = { ...locationOf(target), Body: bytes, ContentLength: bytes.length };
    const type = contentType === undefined ? {} : { ContentType: contentType };
    return writeOnce(target, (condition) => s3.client.send(new s3.sdk.PutObjectCommand({ ...input, ...type, ...condition })));
}
async function putParts(target, first, rest, stopBody) {
    const hadLeftovers = await abortLeftovers(target);
    const multipart = await createMultipart(target);
    try {
        const uploaded = await sendParts(target, multipart, first, rest, stopBody);
        const isNew = await complete(target, multipart, uploaded);
        if (!isNew)
            await abort(target.s3, multipart);
        // A part that was still on its way can bring an aborted upload back (S3 API, AbortMultipartUpload).
        if (hadLeftovers)
            await abortLeftovers(target);
        return isNew;
    }
    catch (error) {
        await abort(target.s3, multipart);
        throw error;
    }
}
async function createMultipart(target) {
    const { s3, contentType } = target;
    const location = locationOf(target);
    const type = contentType === undefined ? {} : { ContentType: contentType };
    const created = await s3.client
        .send(new s3.sdk.CreateMultipartUploadCommand({ ...location, ...type }))
        .catch((error) => fail(target, error));
    if (created.UploadId === undefined)
        return fail(target, new Error('the server gave no upload id'));
    return { ...location, UploadId: created.UploadId };
}
/** Several parts at a time. A part that fails, after the SDK's own repetitions, stops the others and the body. */
async function sendParts(target, multipart, first, rest, stopBody) {
    const stop = new AbortController();
    const inFlight = new Set();
    const uploaded = [];
    const start = (part) => {
        const work = sendPart(target.s3, multipart, part, stop.signal)
            .then((completed) => void uploaded.push(completed))
            .catch((error) => {
            if (stop.signal.aborted)
                return;
            const reason = s3Error(describe(target), error, target.s3);
            stop.abort(reason);
            stopBody(reason);
        })
            .finally(() => inFlight.delete(work));
        inFlight.add(work);
    };
    try {
        for (let part = first;; part = await nextPart(rest)) {
            while (inFlight.size >= partsInFlight(part.bytes.length))
                await Promise.race(inFlight);
            stop.signal.throwIfAborted();
            start(part);
            if (part.last)
                break;
        }
        await Promise.all(inFlight);
        stop.signal.throwIfAborted();
    }
    catch (error) {
        stop.abort(error);
        await Promise.all(inFlight);
        throw error;
    }
    return uploaded.sort((a, b) => (a.PartNumber ?? 0) - (b.PartNumber ?? 0));
}
async function sendPart(s3, multipart, part, abortSignal) {
    const input = { ...multipart, PartNumber: part.number, Body: part.bytes, ContentLength: part.bytes.length };
    const { ETag } = await s3.client.send(new s3.sdk.UploadPartCommand(input), { abortSignal });
    part.release();
    return { PartNumber: part.number, ...(ETag === undefined ? {} : { ETag }) };
}
async function complete(target, multipart, parts) {
    const { s3 } = target;
    const input = { ...multipart, MultipartUpload: { Parts: [...parts] } };
    return writeOnce(target, (condition) => s3.client.send(new s3.sdk.CompleteMultipartUploadCommand({ ...input, ...condition })));
}
/**
 * Writes on the condition that the key is free. False when it is not: 412, or a conflict or a vanished upload (the
 * answer to an earlier try was lost) while an object is there.
 */
async function writeOnce(target, write) {
    const { s3 } = target;
    try {
        await write(unconditional.has(s3) ? {} : { IfNoneMatch: '*' });
        return true;
    }
    catch (error) {
        const { status, code } = failureOf(error);
        if (status === 412)
            return false;
        if ((status === 409 || code === 'NoSuchUpload') && (await target.exists()))
            return false;
        if ((status !== 501 && code !== 'NotImplemented') || unconditional.has(s3))
            return fail(target, error);
    }
    unconditional.add(s3);
    return writeOnce(target, write);
}
/**
 * Unfinished uploads of this very key: a killed run left them, and they cost storage. Not every server lists them.
 * Returns whether there were any.
 */
async function abortLeftovers(target) {
    const { s3, key } = target;
    const found = await s3.client
        .send(new s3.sdk.ListMultipartUploadsCommand({ Bucket: s3.bucket, Prefix: key }))
        .catch(() => undefined);
    const leftovers = (found?.Uploads ?? []).filter((upload) => upload.Key === key);
    for (const { UploadId } of leftovers) {
        if (UploadId !== undefined)
            await abort(s3, { ...locationOf(target), UploadId });
    }
    return leftovers.length > 0;
}
/** Never fails: it comes after something else did, or before a new start. */
async function abort(s3, multipart) {
    await s3.client.send(new s3.sdk.AbortMultipartUploadCommand(multipart)).catch(() => undefined);
}
function locationOf({ s3, key }) {
    return { Bucket: s3.bucket, Key: key };
}
function describe({ s3, key }) {
    return `s3://${s3.bucket}/${key} can't be written`;
}
function fail(target, error) {
    throw s3Error(describe(target), error, target.s3);
}

;// CONCATENATED MODULE: ./lib/store/s3.js








/** A bucket, or a part of one, as a store. Nothing is contacted before the first call. */
async function openS3Store(options) {
    const s3 = await createS3(options);
    const { bucket, prefix } = options;
    const withPrefix = (key) => (prefix === '' ? key : `${prefix}/${key}`);
    const locate = (key) => {
        (0,object_key/* assertKey */.sM)(key);
        return { s3, key, fullKey: withPrefix(key) };
    };
    return {
        url: prefix === '' ? `s3://${bucket}` : `s3://${bucket}/${prefix}`,
        prefix,
        check: () => checkBucket(s3, withPrefix('')),
        head: async (key) => headObject(locate(key)),
        get: async (key) => getObject(locate(key)),
        put: async (key, body, putOptions) => {
            const location = locate(key);
            const exists = async () => (await headObject(location)) !== undefined;
            const target = { s3, key: location.fullKey, contentType: putOptions?.contentType, exists };
            const stored = await (0,object_key/* unless */.NJ)(exists, body, () => upload(target, body));
            if (stored !== undefined)
                return stored;
            return (0,digest/* measure */.x)(await getObject(location));
        },
        list: (start) => listObjects(s3, withPrefix(''), start),
        close: async () => s3.close(),
    };
}
/** A listing is the one request that needs the bucket, the region and the credentials, and whose failure has words. */
async function checkBucket(s3, prefix) {
    try {
        await s3.client.send(new s3.sdk.ListObjectsV2Command({ Bucket: s3.bucket, Prefix: prefix, MaxKeys: 1 }));
    }
    catch (error) {
        throw s3Error(`the store s3://${s3.bucket} can't be used`, error, s3);
    }
}
async function headObject({ s3, key, fullKey }) {
    try {
        const found = await s3.client.send(new s3.sdk.HeadObjectCommand({ Bucket: s3.bucket, Key: fullKey }));
        return { key, size: found.ContentLength ?? 0 };
    }
    catch (error) {
        if (failureOf(error).status === 404)
            return undefined;
        throw s3Error(`s3://${s3.bucket}/${fullKey} can't be looked up`, error, s3);
    }
}
async function getObject({ s3, fullKey }) {
    const name = `s3://${s3.bucket}/${fullKey}`;
    const toError = (error) => s3Error(`${name} can't be read`, error, s3);
    try {
        const found = await s3.client.send(new s3.sdk.GetObjectCommand({ Bucket: s3.bucket, Key: fullKey }));
        if (found.Body instanceof external_node_stream_.Readable)
            return (0,stream/* translateErrors */.wk)(found.Body, toError);
    }
    catch (error) {
        if (failureOf(error).code !== 'NoSuchKey')
            throw toError(error);
        throw new errors/* OfflineGenError */.iw('store', `${name} is not in the store`, { cause: error });
    }
    throw new errors/* OfflineGenError */.iw('store', `${name} came without a body`);
}
async function* listObjects(s3, prefix, start) {
    const input = { Bucket: s3.bucket, Prefix: `${prefix}${start}` };
    let token;
    do {
        const position = token === undefined ? {} : { ContinuationToken: token };
        const page = await s3.client
            .send(new s3.sdk.ListObjectsV2Command({ ...input, ...position }))
            .catch((error) => {
            throw s3Error(`s3://${s3.bucket}/${input.Prefix} can't be listed`, error, s3);
        });
        for (const { Key, Size } of page.Contents ?? []) {
            // Consoles make empty objects that end with a slash, as directories to look at.
            if (Key !== undefined && !Key.endsWith('/'))
                yield { key: Key.slice(prefix.length), size: Size ?? 0 };
        }
        token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
}


/***/ })

};
