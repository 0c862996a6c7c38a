import { setUp } from '../../engine/setUp';
import { runNode } from '../../engine/threeCx';
import { run } from './execution/runOperation';

describe('versions of 3CX', () => {
	it('says that an operation came later than the PBX', async () => {
		const { error } = await run({ resource: 'aiSettings', operation: 'get' }, { version: '20.0.7.100' });
		expect(error?.message).toBe('"Get AI Settings" needs a 3CX version newer than 20.0.8; this PBX runs 20.0.7.100 (HTTP 404)');
		expect(error?.description).toBe('Update the PBX, or use another operation.');
	});

	it('says that the PBX is newer than what the node knows', async () => {
		const { engine, credential, pbx } = await setUp({ version: '20.0.12.5' });
		pbx.addFault({ url: /Defs/, answer: { status: 404, headers: { 'X-3CX-Version': '20.0.12.5' } } });
		const execution = await runNode(engine, { parameters: { resource: 'user', operation: 'checkSystemOwner' }, credential });
		expect(execution.data.resultData.error?.description).toContain(
			'it runs 20.0.12.5, newer than what this node knows (20.0.10)',
		);
	});
});
