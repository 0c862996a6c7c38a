import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import '../engine/environment';
import { PackageDirectoryLoader } from 'n8n-core';
import { operations } from '../../nodes/ThreeCx/catalog';

const root = resolve(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'threecx-package-'));
const packed = join(folder, 'package');

const run = (script: string, ...args: string[]) =>
	execFileSync(process.execPath, [script, ...args], { cwd: root, encoding: 'utf8', stdio: 'pipe' });

const filesBelow = (path: string): string[] =>
	readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
		entry.isDirectory() ? filesBelow(join(path, entry.name)) : [relative(packed, join(path, entry.name))],
	);

beforeAll(() => {
	run(join(root, 'node_modules/gulp/bin/gulp.js'), 'build');
	execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
		cwd: root,
		shell: process.platform === 'win32',
	});
	const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))!;
	execFileSync('tar', ['-xzf', tarball], { cwd: folder });
	// n8n lends its own n8n-workflow to the packages it loads.
	symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
});

afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

describe('the tarball that users install', () => {
	it('holds what n8n needs and nothing else', () => {
		const files = filesBelow(packed).filter((name) => !/^dist\/.*\.js$/.test(name));
		expect(files.sort()).toEqual(
			[
				'LICENSE',
				'README.md',
				'package.json',
				'dist/nodes/ThreeCx/ThreeCx.node.json',
				'dist/nodes/ThreeCx/ThreeCxCallTrigger.node.json',
				'dist/nodes/ThreeCx/ThreeCxCrmTrigger.node.json',
				'dist/nodes/ThreeCx/ThreeCxTrigger.node.json',
				'dist/nodes/ThreeCx/threeCx.svg',
				'dist/nodes/ThreeCx/threeCx.dark.svg',
				'dist/nodes/ThreeCx/threeCxTrigger.svg',
				'dist/nodes/ThreeCx/threeCxTrigger.dark.svg',
				...operations
					.filter(({ kind }) => kind !== 'rawRequest')
					.map(
					({ resource, operation }) => `dist/nodes/ThreeCx/__schema__/v1.0.0/${resource}/${operation}.json`,
				),
			].sort(),
		);
		const scripts = filesBelow(packed).filter((name) => name.endsWith('.js'));
		expect(scripts.every((name) => /^dist\/(nodes|credentials)\//.test(name))).toBe(true);
	});

	it('stays small, schemas aside', () => {
		const size = filesBelow(packed).filter((name) => !name.includes('__schema__')).reduce((sum, name) => sum + statSync(join(packed, name)).size, 0);
		// Two triggers and all jobs included; it may grow by a trigger more, and not unnoticed.
		expect(size).toBeLessThan(1_050_000);
	});

	it('is what n8n accepts: no dependencies, one peer, no lifecycle scripts', () => {
		const manifest = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8')) as Record<string, object>;
		expect(manifest.dependencies ?? {}).toEqual({});
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(Object.keys(manifest.scripts ?? {}).filter((name) => /^(pre|post)|prepare/.test(name))).toEqual([]);
		expect(manifest.keywords).toContain('n8n-community-node-package');
	});

	it("is loaded by n8n's loader, with icons, codex and credentials", async () => {
		const loader = new PackageDirectoryLoader(packed);
		await loader.loadAll();
		const node = loader.types.nodes.find(({ name }) => name === 'threeCx');
		expect(node).toMatchObject({
			name: 'threeCx',
			displayName: '3CX',
			iconUrl: {
				light: 'icons/n8n-nodes-threecx/dist/nodes/ThreeCx/threeCx.svg',
				dark: 'icons/n8n-nodes-threecx/dist/nodes/ThreeCx/threeCx.dark.svg',
			},
			codex: { categories: ['Communication'], alias: expect.arrayContaining(['PBX', 'VoIP', 'branding']) as unknown },
		});
		expect(loader.types.credentials).toMatchObject([
			{ name: 'threeCxApi', displayName: '3CX API', supportedNodes: ['threeCx', 'threeCxCallTrigger', 'threeCxTrigger'] },
			{ name: 'threeCxCrmApi', supportedNodes: ['threeCx', 'threeCxCrmTrigger'] },
			{ name: 'threeCxOAuth2Api', displayName: '3CX OAuth2 API', extends: ['oAuth2Api'], supportedNodes: ['threeCx'] },
		]);
		for (const { iconUrl } of loader.types.credentials) {
			const { light } = iconUrl as { light: string };
			expect(existsSync(join(packed, light.replace('icons/n8n-nodes-threecx/', '')))).toBe(true);
		}
	});
});
