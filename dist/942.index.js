export const id = 942;
export const ids = [942];
export const modules = {

/***/ 4942:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   analyze: () => (/* binding */ analyze)
/* harmony export */ });
/* harmony import */ var _model_finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5268);
/* harmony import */ var _report_of_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5362);
/* harmony import */ var _repository_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8388);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(758);




/** Finds and reports what the pipelines need; writes nothing. */
function analyze(options, io) {
    return (0,_session_js__WEBPACK_IMPORTED_MODULE_3__/* .withSession */ .fQ)(options, io, async (session) => {
        const repository = await (0,_repository_js__WEBPACK_IMPORTED_MODULE_2__/* .readRepository */ .N)(session, 'newest');
        const report = (0,_report_of_js__WEBPACK_IMPORTED_MODULE_1__/* .reportOf */ .E)(session, repository);
        const failOn = options.failOn ?? session.config.failOn;
        return { report, exitCode: (0,_model_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .reaches */ .O6)(report.inventory.findings, failOn) ? 1 : 0 };
    });
}


/***/ })

};
