/**
 * Replaces a file of an installed package by what Node's own require gives for it: loaded once for all test files of a
 * process, and without jest's work for each of its modules.
 *
 * @type {import('@jest/transform').SyncTransformer}
 */
module.exports = {
	// environment.ts provides the function.
	process: () => ({ code: "module.exports = globalThis[Symbol.for('threecx.requireOnce')](__filename);" }),
};
