import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import '../engine/environment';
import { PackageDirectoryLoader } from 'n8n-core';
import type { INodeType } from 'n8n-workflow';
import { operations } from '../../nodes/ThreeCx/catalog';
import { ThreeCx } from '../../nodes/ThreeCx/ThreeCx.node';
import { ThreeCxCallTrigger } from '../../nodes/ThreeCx/ThreeCxCallTrigger.node';
import { ThreeCxCrmTrigger } from '../../nodes/ThreeCx/ThreeCxCrmTrigger.node';
import { ThreeCxTrigger } from '../../nodes/ThreeCx/ThreeCxTrigger.node';

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
		// 175 KB of it are what the nodes say of themselves, so that n8n need not load the rest when it starts.
		expect(size).toBeLessThan(1_065_000);
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

	it.each([ThreeCx, ThreeCxTrigger, ThreeCxCallTrigger, ThreeCxCrmTrigger])('says of itself what its source says: %p', (source) => {
		const { name } = source;
		const { [name]: Built } = jest.requireActual<Record<string, new () => INodeType>>(join(packed, `dist/nodes/ThreeCx/${name}.node.js`));
		const [built, other] = [new Built!(), new Built!()];
		expect(JSON.stringify(built.description)).toBe(JSON.stringify(new source().description));
		// n8n adds to it, and loads nodes anew when a package changes.
		expect(built.description.properties).not.toBe(other.description.properties);
	});

	it('has n8n load little when it starts: neither the catalog nor what executions need', () => {
		const { n8n } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8')) as { n8n: { nodes: string[]; credentials: string[] } };
		const program = `
			for (const path of ${JSON.stringify([...n8n.nodes, ...n8n.credentials].map((path) => join(packed, path)))}) {
				for (const Class of Object.values(require(path))) new Class();
			}
			process.stdout.write(JSON.stringify(Object.keys(require.cache)));`;
		const loaded = JSON.parse(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' })) as string[];
		const folders = loaded.filter((path) => path.startsWith(realpathSync(packed))).map((path) => path.split(/dist.(?:nodes.ThreeCx.)?/)[1]?.split(/[\\/]/)[0]);
		expect([...new Set(folders)].filter((folder) => !folder?.includes('.')).sort()).toEqual([
			'catalog',
			'credentials',
			'crm',
			'errors',
			'input',
			'startup',
			'timing',
			'token',
		]);
		expect(loaded.filter((path) => path.includes('facts') || path.endsWith('operations.js'))).toEqual([]);
	});
});
