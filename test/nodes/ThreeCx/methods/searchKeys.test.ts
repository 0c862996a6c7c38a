import { LoadOptionsContext } from 'n8n-core';
import { Workflow, type INodeListSearchResult } from 'n8n-workflow';
import { ThreeCx } from '../../../../nodes/ThreeCx/ThreeCx.node';
import { manyLogos, setUp, type Setting } from '../../../engine/setUp';
import { deleteLogo, workflowAround } from '../../../engine/threeCx';

/** Opens the list of Filename as the editor does. */
async function search(
	{ engine, credential }: Setting,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const { nodes, connections } = workflowAround({ parameters: deleteLogo(''), credential });
	const workflow = new Workflow({ nodes, connections, active: false, nodeTypes: engine.nodeTypes });
	const node = workflow.getNode('3CX')!;
	const additionalData = { ...engine.additionalData(), currentNodeParameters: node.parameters };
	const context = new LoadOptionsContext(workflow, node, additionalData, '');
	return await new ThreeCx().methods.listSearch.searchKeys.call(context, filter, paginationToken);
}

describe('list of phone logos in the editor', () => {
	it('shows display name and filename, sorted by the PBX', async () => {
		const setting = await setUp({
			logos: [
				{ Filename: 'b.png', DisplayName: 'Zebra' },
				{ Filename: 'a.png', DisplayName: 'a.png' },
				{ Filename: 'c.png', DisplayName: null },
			],
		});
		const { results } = await search(setting);
		expect(results).toEqual(
			expect.arrayContaining([
				{ name: 'Zebra (b.png)', value: 'b.png' },
				{ name: 'a.png', value: 'a.png' },
				{ name: 'c.png', value: 'c.png' },
			]),
		);
	});

	it('pages by 100 and goes on where it stopped', async () => {
		for (const nextLinks of ['none', 'always'] as const) {
			const setting = await setUp({ logos: manyLogos(230), nextLinks });
			const first = await search(setting);
			const second = await search(setting, undefined, first.paginationToken);
			const third = await search(setting, undefined, second.paginationToken);
			const values = [first, second, third].flatMap(({ results }) => results.map(({ value }) => value));
			expect([first, second, third].map(({ results }) => results.length)).toEqual([100, 100, 30]);
			expect(new Set(values).size).toBe(230);
			expect(third.paginationToken).toBeUndefined();
		}
	});

	it('comes to the last row on a PBX whose links end early', async () => {
		const setting = await setUp({ logos: manyLogos(230), nextLinks: 'aspNet', maxPageSize: 50 });
		const values: unknown[] = [];
		let token: string | undefined;
		do {
			const { results, paginationToken } = await search(setting, undefined, token);
			values.push(...results.map(({ value }) => value));
			token = paginationToken;
		} while (token !== undefined);
		expect([values.length, new Set(values).size]).toEqual([230, 230]);
	});

	it.each([
		['LOGO 12', ['logo-0012.png', 'logo-0120.png']],
		["o'b", ["o'brien.png"]],
		["x') or true or contains(Filename,'", []],
		['  ', 'all'],
	])('searches %j on the PBX', async (filter, expected) => {
		const logos = [...manyLogos(120), { Filename: "o'brien.png", DisplayName: null }];
		const { results } = await search(await setUp({ logos }), filter);
		const values = results.map(({ value }) => value);
		if (expected === 'all') expect(values).toHaveLength(100);
		else expect(values).toEqual(expected);
	});

	it('does not follow a page token that leads elsewhere', async () => {
		const setting = await setUp();
		await expect(search(setting, undefined, 'https://elsewhere.example/xapi/v1/PhoneLogos')).rejects.toThrow(
			'The PBX returned a link to the next page that leads elsewhere',
		);
		expect(setting.pbx.requests).toEqual([]);
	});

	it('says why it is empty', async () => {
		const setting = await setUp({ clients: [{ clientId: 'n8n', apiKey: 'standin-api-key', access: 'unticked' }] });
		await expect(search(setting)).rejects.toThrow('The API client isn\'t allowed to use "Get Many Phone Logos" (HTTP 403)');
	});
});
