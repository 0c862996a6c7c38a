/**
 * The size of the package that users download and unpack, beside its goal: 500 KB for everything but the output schemas,
 * which n8n reads one at a time. test/package/tarball.test.ts holds what it may grow to.
 */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { packTarball } from '../test/e2e/n8n/pack';
import { inKilobytes, report } from './bars';
import { run } from './measure';

const GOAL = 500_000;

interface PackedFile {
	path: string;
	size: number;
}

/** The files that npm packs. */
function packedFiles(): PackedFile[] {
	const report = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		encoding: 'utf8',
		shell: process.platform === 'win32',
	});
	const [{ files }] = JSON.parse(report) as [{ files: PackedFile[] }];
	return files;
}

/** Where a file belongs in the table. */
function partOf(path: string): string {
	if (path.includes('__schema__')) return 'output schemas';
	const inside = /^dist\/nodes\/ThreeCx\/(\w+)\//.exec(path)?.[1];
	return inside ?? (path.startsWith('dist/') ? 'node and credential' : 'README and the like');
}

const kilobytes = (bytes: number) => `${inKilobytes(bytes)} KB`;

run(async () => {
	const tarball = statSync(await packTarball()).size;
	const parts = new Map<string, number>();
	for (const { path, size } of packedFiles()) parts.set(partOf(path), (parts.get(partOf(path)) ?? 0) + size);
	const unpacked = [...parts.values()].reduce((sum, size) => sum + size, 0);
	const counted = unpacked - (parts.get('output schemas') ?? 0);
	console.log('\nSize of the package');
	console.table(
		Object.fromEntries(
			[
				['tarball', tarball] as const,
				['unpacked', unpacked] as const,
				...[...parts].sort(([, a], [, b]) => b - a).map(([part, size]) => [`  ${part}`, size] as const),
			].map(([name, size]) => [name, { size: kilobytes(size), 'of all': `${Math.round((100 * size) / unpacked)}%` }]),
		),
	);
	console.log(`Without output schemas ${kilobytes(counted)}; goal: at most ${kilobytes(GOAL)}`);
	report([{ name: 'Package without output schemas', value: inKilobytes(counted), goal: inKilobytes(GOAL), unit: 'KB' }]);
});
