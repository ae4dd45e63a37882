export const id = 364;
export const ids = [364];
export const modules = {

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


/***/ })

};
