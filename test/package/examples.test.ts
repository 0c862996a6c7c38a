import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { jsonOf, type WorkflowJson } from '../engine';
import { setUp } from '../engine/setUp';
import { NODE_TYPE } from '../engine/threeCx';

const folder = resolve(__dirname, '../../examples');
const readExample = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as WorkflowJson;

describe('examples', () => {
	it.each(readdirSync(folder))('%s can be imported: no credential, no owner, every node connected', (name) => {
		const { nodes, connections } = readExample(name);
		const targets = Object.values(connections).flatMap((outputs) =>
			Object.values(outputs).flatMap((output) => output.flatMap((links) => (links ?? []).map(({ node }) => node))),
		);
		const known = nodes.map((node) => node.name);
		expect(targets.filter((target) => !known.includes(target))).toEqual([]);
		expect(nodes.filter(({ credentials }) => credentials)).toEqual([]);
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
	});

	it('delete-phone-logo.json deletes the outdated logos and leaves those that changed meanwhile', async () => {
		const { pbx, engine, credential } = await setUp({ etags: 'optional' });
		const workflow = readExample('delete-phone-logo.json');
		for (const node of workflow.nodes) {
			if (node.type === NODE_TYPE) node.credentials = { threeCxApi: credential };
		}
		pbx.addFault({
			method: 'DELETE',
			run: () => {
				pbx.touch('PhoneLogos', 'old-2021.bmp');
			},
		});
		const outdated = pbx.rows('PhoneLogos').filter(({ Filename }) => String(Filename).startsWith('old-'));

		const run = await engine.run(workflow);
		expect(run.data.resultData.error).toBeUndefined();
		expect(jsonOf(run, 'Deleted')).toHaveLength(outdated.length - 1);
		expect(jsonOf(run, 'Not Deleted').map(({ Filename, error }) => [Filename, error])).toEqual([
			[
				'old-2021.bmp',
				'The phone logo "old-2021.bmp" has changed since its ETag was read (HTTP 412), so nothing was done to it',
			],
		]);
		const left = pbx.rows('PhoneLogos').map(({ Filename }) => String(Filename));
		expect(left.filter((name) => name.startsWith('old-'))).toEqual(['old-2021.bmp']);
	});
});
