export const id = 72;
export const ids = [72];
export const modules = {

/***/ 1072:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runCommand: () => (/* binding */ runCommand)
/* harmony export */ });
/** Each command is loaded when it is asked for: the bundle starts without the S3 and git clients. */
const LOADERS = {
    analyze: async () => (await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(347), __webpack_require__.e(703), __webpack_require__.e(942)]).then(__webpack_require__.bind(__webpack_require__, 4942))).analyze,
    mirror: async () => (await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(347), __webpack_require__.e(577), __webpack_require__.e(703), __webpack_require__.e(98)]).then(__webpack_require__.bind(__webpack_require__, 6098))).mirror,
    generate: async () => (await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(347), __webpack_require__.e(703), __webpack_require__.e(692)]).then(__webpack_require__.bind(__webpack_require__, 9311))).generate,
    verify: async () => (await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(347), __webpack_require__.e(577), __webpack_require__.e(703), __webpack_require__.e(98), __webpack_require__.e(684)]).then(__webpack_require__.bind(__webpack_require__, 8684))).verify,
    run: async () => (await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(347), __webpack_require__.e(577), __webpack_require__.e(703), __webpack_require__.e(98), __webpack_require__.e(547)]).then(__webpack_require__.bind(__webpack_require__, 2547))).run,
};
async function runCommand(command, options, io) {
    const run = await LOADERS[command]();
    return run(options, io);
}


/***/ })

};
