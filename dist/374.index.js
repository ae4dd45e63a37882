export const id = 374;
export const ids = [374];
export const modules = {

/***/ 2374:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  dispatch: () => (/* binding */ dispatch)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(3434);
;// CONCATENATED MODULE: ./lib/cli/write-output.js




/**
 * Writes a text file in one step: a reader finds the old file or the whole new one. Missing directories are made; a
 * symbolic link at `path` is replaced, not followed. Throws `OfflineGenError('usage')` when that is not possible.
 */
async function writeOutput(path, text) {
    const temporary = (0,external_node_path_.join)((0,external_node_path_.dirname)(path), `.${(0,external_node_path_.basename)(path)}.${(0,external_node_crypto_.randomUUID)()}`);
    try {
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
        await (0,promises_.writeFile)(temporary, text, { flag: 'wx' });
        await (0,promises_.rename)(temporary, path);
    }
    catch (error) {
        await (0,promises_.rm)(temporary, { force: true }).catch(() => undefined);
        throw new errors/* OfflineGenError */.iw('usage', `can't write the report to ${path}: ${(0,errors/* messageOf */.bD)(error)}`, {
            cause: error,
        });
    }
}

;// CONCATENATED MODULE: ./lib/cli/dispatch.js

/** Runs the command and puts its report where it belongs; returns the exit code. */
async function dispatch(options, io) {
    if (options.command === 'auto') {
        const { auto } = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(347), __webpack_require__.e(577), __webpack_require__.e(579)]).then(__webpack_require__.bind(__webpack_require__, 3579));
        return auto(options, io);
    }
    const { runCommand } = await __webpack_require__.e(/* import() */ 72).then(__webpack_require__.bind(__webpack_require__, 1072));
    const { report, exitCode } = await runCommand(options.command, options, io);
    const { render } = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(577), __webpack_require__.e(364)]).then(__webpack_require__.bind(__webpack_require__, 577));
    const text = render(options.format, report);
    if (options.output === null)
        io.stdout(text);
    else
        await writeOutput(options.output, text);
    return exitCode;
}


/***/ })

};
