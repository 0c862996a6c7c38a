/**
 * n8n's own gate for verified community nodes, offline: the rules it applies to the public source and to the published
 * tarball. What it checks besides (provenance) exists only after publishing.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';

interface Verdict {
	passed: boolean;
	message?: string;
	details?: string;
}

interface Scanner {
	analyzePackage: (directory: string, patterns?: string[]) => Promise<Verdict>;
	SOURCE_FILE_PATTERNS: string[];
}

const root = resolve(__dirname, '..');
const run = promisify(execFile);

/** Packs the built package and returns the folder with the tarball's content. */
async function unpackTarball(folder: string): Promise<string> {
	const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', folder], {
		cwd: root,
		shell: process.platform === 'win32',
	});
	await run('tar', ['-xzf', stdout.trim()], { cwd: folder });
	return join(folder, 'package');
}

async function main() {
	// The scanner is an ES module whose entry point the package does not export.
	const path = '@n8n/scan-community-package/scanner/scanner.mjs';
	const { analyzePackage, SOURCE_FILE_PATTERNS } = (await import(path)) as Scanner;
	const folder = await mkdtemp(join(tmpdir(), 'threecx-scan-'));
	try {
		const verdicts = {
			source: await analyzePackage(root, SOURCE_FILE_PATTERNS),
			tarball: await analyzePackage(await unpackTarball(folder)),
		};
		for (const [name, { passed, message, details }] of Object.entries(verdicts)) {
			console.log(`Scan of the ${name}: ${passed ? 'passed' : `not passed: ${message ?? ''}\n${details ?? ''}`}`);
			if (!passed) process.exitCode = 1;
		}
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
