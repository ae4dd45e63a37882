export const id = 521;
export const ids = [521];
export const modules = {

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


/***/ })

};
