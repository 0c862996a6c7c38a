const { rm } = require('node:fs/promises');
const { execFile } = require('node:child_process');
const { dirname, join } = require('node:path');
const { promisify } = require('node:util');
const { dest, parallel, series, src } = require('gulp');

const tscPath = join(dirname(require.resolve('@typescript/native/package.json')), 'bin', 'tsc');

/** Removes the previous build, so that a deleted source file leaves nothing behind. */
const clean = () => rm('dist', { recursive: true, force: true });

/** Compiles nodes and credentials to the CommonJS that n8n loads. */
const compile = async () => {
	try {
		await promisify(execFile)(process.execPath, [tscPath, '-p', 'tsconfig.json']);
	} catch (error) {
		throw new Error(error.stdout || error.message, { cause: error });
	}
};

/** Copies what n8n reads beside the compiled code: icons, codex and output schemas. Raw bytes, or binary files break. */
const assets = () =>
	src(['nodes/**/*.{svg,png,json}', 'credentials/**/*.{svg,png}'], { base: '.', encoding: false }).pipe(
		dest('dist'),
	);

/** Runs a TypeScript program of this repository and shows what it prints. */
const runTypeScript = async (file, args = []) => {
	const { stdout, stderr } = await promisify(execFile)(process.execPath, [require.resolve('tsx/cli'), file, ...args]);
	process.stdout.write(stdout + stderr);
};

/** Writes the output schemas that follow from the catalog. */
const schemas = () => runTypeScript('generator/package/outputSchemas.ts');

/** Evaluates what n8n reads when it starts, then leaves out what served for nothing else. */
const startup = () => runTypeScript('generator/package/startup.ts');
const prune = () => runTypeScript('generator/package/unreached.ts');

/** Writes the catalog from OpenAPI documents: `npx gulp catalog --spec <openapi.yaml> [--spec <older.yaml>] [--accept-renames]`. */
const catalog = () => runTypeScript('generator/index.ts', process.argv.slice(process.argv.indexOf('catalog') + 1));

/** Writes the lists of operations in README.md and docs/. */
const docs = () => runTypeScript('generator/coverage.ts');

const build = series(clean, parallel(compile, assets), parallel(schemas, startup), prune);

module.exports = { clean, build, catalog, docs, default: build };
