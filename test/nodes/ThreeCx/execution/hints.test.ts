import type { IExecuteFunctions, INodeParameters, NodeExecutionHint } from 'n8n-workflow';
import { operations } from '../../../../nodes/ThreeCx/catalog';
import { ExecutionHints } from '../../../../nodes/ThreeCx/execution/hints';
import { manyLogos, setUp } from '../../../engine/setUp';
import { getLogos, runNode } from '../../../engine/threeCx';

/** Runs the node and returns what it says beside its output. */
async function hintsOf(parameters: INodeParameters, items: object[] = [{}]): Promise<NodeExecutionHint[]> {
	const { engine, credential } = await setUp({ logos: manyLogos(120), rows: { Recordings: [], Queues: [] } });
	const run = await runNode(engine, { parameters, credential, items: items as never });
	expect(run.data.resultData.error).toBeUndefined();
	return run.data.resultData.runData['3CX']?.[0]?.hints ?? [];
}

const info = (message: string) => ({ message, type: 'info', location: 'outputPane' });
const filtered = (filter: string) => getLogos({ returnAll: true, options: { filter } });

/** Resource and operation by 3CX's own name. */
function operationOf(name: string): INodeParameters {
	const { resource, operation } = operations.find(({ id }) => id === name)!;
	return { resource, operation };
}

const OWNER = 'To see calls, recordings, and chats, the API client may need the role System Owner.';

describe('what is said beside an output', () => {
	it('names Filter where no row matches it', async () => {
		await expect(hintsOf(filtered("Filename eq 'none'"))).resolves.toEqual([info('"Get Many Phone Logos" returned no rows. Check Filter.')]);
	});

	it('names all that narrows a list', async () => {
		await expect(hintsOf({ resource: 'user', operation: 'getAll', options: { filter: "Number eq '999'", search: 'nobody' } })).resolves.toEqual([
			info('"Get Many Users" returned no rows. Check Filter and Search.'),
		]);
	});

	it('names the period and the role where a report is empty', async () => {
		const fields = { mappingMode: 'defineBelow', value: { periodFrom: '1999-01-01', periodTo: '1999-01-02' } };
		const callLog = { ...operationOf('GetCallLogData'), fields, returnAll: true, options: { filter: "SourceDn eq '100'" } };
		await expect(hintsOf(callLog as never)).resolves.toEqual([
			info(`"Get Call Log" returned no rows. Check Filter and the period. ${OWNER}`),
		]);
	});

	it('names the period where a job finds nothing in it', async () => {
		const CUSTOM = { period: 'custom', periodStart: '1999-01-01T00:00:00Z', periodEnd: '1999-01-02T00:00:00Z' };
		const fetch = { resource: 'recording', operation: 'fetchRecordings', ...CUSTOM, returnAll: true, downloadAudio: false };
		await expect(hintsOf(fetch)).resolves.toEqual([info(`"Fetch Recordings" returned no rows. Check the period. ${OWNER}`)]);
	});

	it('names the role where a lower one sees nothing, though nothing narrows the list', async () => {
		await expect(hintsOf({ ...operationOf('ListRecording'), returnAll: true })).resolves.toEqual([
			info(`"Get Many Recordings" returned no rows. ${OWNER}`),
		]);
	});

	it('says of a path of the user what it says of the operation', async () => {
		const request = { resource: 'apiRequest', operation: 'sendGet', path: "/PhoneLogos?$filter=Filename eq 'none'", returnAll: true };
		await expect(hintsOf(request)).resolves.toEqual([info('"Get Many Phone Logos" returned no rows. Check Filter.')]);
	});

	it('tells how many rows Limit leaves out', async () => {
		await expect(hintsOf(getLogos({}))).resolves.toEqual([
			info('"Get Many Phone Logos" returned 50 of 120 rows.'),
		]);
	});

	it('says each thing once, however many items it is about', async () => {
		const items = [{ name: 'none' }, { name: 'nothing' }, { name: 'logo-0001.png' }];
		const [hint, ...others] = await hintsOf(filtered("={{ \"Filename eq '\" + $json.name + \"'\" }}"), items);
		expect(others).toEqual([]);
		expect(hint?.message).toMatch(/^"Get Many Phone Logos" returned no rows for [23] of 3 items\. Check Filter\.$/);
		await expect(hintsOf(getLogos({ limit: 7 }), [{}, {}])).resolves.toEqual([
			info('"Get Many Phone Logos" returned only part of the rows for 2 of 2 items, such as 7 of 120. To get all, turn on Return All.'),
		]);
	});

	it.each([
		['an empty list that nothing narrows', { resource: 'queue', operation: 'getAll', returnAll: true }],
		['a whole list', getLogos()],
		['a limit that fits', getLogos({ limit: 120 })],
	])('is nothing for %s', async (_name, parameters) => {
		await expect(hintsOf(parameters)).resolves.toEqual([]);
	});

	const emptyUsers = () => {
		const hints = new ExecutionHints();
		const operation = operations.find(({ id }) => id === 'ListUser')!;
		const request = { method: 'GET', path: '/Users', query: { $filter: "Number eq '999'" }, headers: {} } as const;
		hints.noteList({ operation, request, rows: 0, limit: 50, counted: 0, isReport: false, hasPeriod: false });
		hints.warn('Mind the step.');
		return hints;
	};

	it.each([
		['to a version of n8n without hints', {}],
		['to an AI agent, which does not see them', { isToolExecution: () => true }],
	])('is not said %s', (_who, more) => {
		const addExecutionHints = jest.fn();
		const context = { ...more, ...('isToolExecution' in more ? { addExecutionHints } : {}) };
		emptyUsers().show(context as unknown as IExecuteFunctions);
		expect(addExecutionHints).not.toHaveBeenCalled();
	});

	it('is a warning where something is wrong, once for the same words', () => {
		const addExecutionHints = jest.fn();
		const hints = emptyUsers();
		hints.warn('Mind the step.');
		hints.show({ addExecutionHints } as unknown as IExecuteFunctions);
		expect(addExecutionHints.mock.calls).toEqual([
			[{ message: 'Mind the step.', type: 'warning', location: 'outputPane' }],
			[info('"Get Many Users" returned no rows. Check Filter.')],
		]);
	});
});
