import { LoadOptionsContext } from 'n8n-core';
import { Workflow } from 'n8n-workflow';
import { ThreeCx } from '../../../../nodes/ThreeCx/ThreeCx.node';
import { setUp, type Setting } from '../../../engine/setUp';
import { workflowAround } from '../../../engine/threeCx';

const methods = new ThreeCx().methods.listSearch;
type Picker = 'searchDepartments' | 'searchQueues' | 'searchRingGroups' | 'searchUsers';

/** Opens a list as the editor does. */
async function pick({ engine, credential }: Setting, name: Picker, filter?: string, paginationToken?: string) {
	const { nodes, connections } = workflowAround({ parameters: { resource: 'queue', operation: 'addAgents' }, credential });
	const workflow = new Workflow({ nodes, connections, active: false, nodeTypes: engine.nodeTypes });
	const node = workflow.getNode('3CX')!;
	const additionalData = { ...engine.additionalData(), currentNodeParameters: node.parameters };
	return await methods[name].call(new LoadOptionsContext(workflow, node, additionalData, ''), filter, paginationToken);
}

const rows = {
	Queues: [
		{ Id: 40, Number: '800', Name: 'Sales' },
		{ Id: 41, Number: '801', Name: "O'Neill's" },
	],
	RingGroups: [{ Id: 50, Number: '900', Name: 'Reception' }],
	Groups: [
		{ Id: 1, Number: '', Name: 'DEFAULT' },
		{ Id: 2, Number: 'GRP0001', Name: 'Sales' },
		{ Id: 9, Number: '', Name: '___FAVORITES___100' },
	],
};
const users = [{ Id: 28, Number: '100', DisplayName: 'Ada Byron', EmailAddress: 'ada@example.com' }];

describe('lists to pick from in the forms of jobs', () => {
	it.each<[Picker, { name: string; value: string }[]]>([
		['searchQueues', [{ name: '800 Sales', value: '800' }, { name: "801 O'Neill's", value: '801' }]],
		['searchRingGroups', [{ name: '900 Reception', value: '900' }]],
		['searchUsers', [{ name: '100 Ada Byron ada@example.com', value: '100' }]],
		['searchDepartments', [{ name: 'DEFAULT', value: 'DEFAULT' }, { name: 'GRP0001 Sales', value: 'Sales' }]],
	])('%s', async (name, expected) => {
		expect((await pick(await setUp({ rows, users }), name)).results).toEqual(expected);
	});

	it.each(["O'NEILL", '801'])('finds %s', async (term) => {
		expect((await pick(await setUp({ rows }), 'searchQueues', term)).results.map(({ value }) => value)).toEqual(['801']);
	});

	it('goes on where the first page stopped', async () => {
		const Queues = Array.from({ length: 130 }, (_, index) => ({ Id: index + 1, Number: String(1000 + index), Name: `Queue ${index}` }));
		const setting = await setUp({ rows: { Queues } });
		const first = await pick(setting, 'searchQueues');
		const second = await pick(setting, 'searchQueues', undefined, first.paginationToken);
		expect([first.results.length, second.results.length]).toEqual([100, 30]);
		expect(new Set([...first.results, ...second.results].map(({ value }) => value)).size).toBe(130);
	});

	it('says why a list cannot be read', async () => {
		const setting = await setUp({ rows });
		setting.pbx.addFault({ url: /\/Queues/, answer: { status: 403 } });
		await expect(pick(setting, 'searchQueues')).rejects.toThrow('The API client isn\'t allowed to use "Get Many Queues" (HTTP 403)');
	});
});
