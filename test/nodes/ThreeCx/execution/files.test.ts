import { outputOf } from '../../../engine';
import { setUp } from '../../../engine/setUp';
import { runNode } from '../../../engine/threeCx';
import { fields, run } from './runOperation';

describe('files', () => {
	const recording = { resource: 'recording', operation: 'downloadRecording', ...fields({ recId: 7 }) };

	it('become binary items with the name and type that the PBX gives', async () => {
		const { items, sent } = await run(recording);
		expect(sent[0]?.path).toBe('/Recordings/Pbx.DownloadRecording(recId=7)');
		expect(items[0]?.json).toEqual({ fileName: 'DownloadRecording.wav', mimeType: 'audio/x-wav' });
		expect(items[0]?.binary?.data).toMatchObject({ fileName: 'DownloadRecording.wav', mimeType: 'audio/x-wav' });
		expect(Buffer.from(items[0]?.binary?.data?.data ?? '', 'base64').subarray(0, 4).toString()).toBe('RIFF');
	});

	it('go into the field that is chosen', async () => {
		const { items } = await run({ ...recording, options: { binaryPropertyName: 'sound' } });
		expect(Object.keys(items[0]?.binary ?? {})).toEqual(['sound']);
	});

	it('may be JSON after all, which becomes items', async () => {
		const { engine, credential, pbx } = await setUp();
		pbx.addFault({
			url: /DownloadCallLog/,
			answer: { status: 200, headers: { 'content-type': 'application/json' }, body: '{"value":[{"CdrId":"c1"}]}' },
		});
		const parameters = {
			resource: 'callLog',
			operation: 'downloadCallLog',
			...fields({ periodFrom: '2026-03-01T00:00:00Z', periodTo: '2026-03-02T00:00:00Z' }),
		};
		const execution = await runNode(engine, { parameters: parameters as never, credential });
		expect(outputOf(execution, '3CX')).toEqual([{ json: { CdrId: 'c1' }, pairedItem: { item: 0 } }]);
	});

	it('may be CSV that the PBX calls JSON, with a mark of UTF-8 in front', async () => {
		const { engine, credential, pbx } = await setUp();
		const csv = '\ufeffNumber,Name\r\n100,Ada\r\n';
		pbx.addFault({ url: /ExportExtensions/, answer: { status: 200, headers: { 'content-type': 'application/json' }, body: csv } });
		const execution = await runNode(engine, { parameters: { resource: 'user', operation: 'exportUsers' }, credential });
		const [item] = outputOf(execution, '3CX');
		expect(item?.json).toEqual({ fileName: 'exportUsers.csv', mimeType: 'text/csv' });
		expect(Buffer.from(item?.binary?.data?.data ?? '', 'base64').toString()).toBe(csv);
	});

	it('are refused where they are JSON that was cut', async () => {
		const { engine, credential, pbx } = await setUp();
		pbx.addFault({ url: /ExportExtensions/, answer: { status: 200, headers: { 'content-type': 'application/json' }, body: '{"value":[' } });
		const execution = await runNode(engine, { parameters: { resource: 'user', operation: 'exportUsers' }, credential });
		expect(execution.data.resultData.error?.message).toBe('The response from the PBX is incomplete');
	});

	it('tell the reasons of a refusal', async () => {
		const { engine, credential, pbx } = await setUp();
		const body = JSON.stringify({ error: { message: 'WARNINGS.XAPI.FILE_NOT_FOUND' } });
		pbx.addFault({ url: /Download/, answer: { status: 400, headers: { 'content-type': 'application/json' }, body } });
		const execution = await runNode(engine, { parameters: recording as never, credential });
		expect(execution.data.resultData.error?.message).toBe(
			'The PBX rejected "Download Recording" as invalid (HTTP 400): there is no such file on the PBX ' +
				'(WARNINGS.XAPI.FILE_NOT_FOUND)',
		);
	});

	it('are asked for with a new token where the old one died', async () => {
		const { engine, credential, pbx } = await setUp();
		pbx.addFault({ url: /Download/, killToken: true });
		const execution = await runNode(engine, { parameters: recording as never, credential });
		expect(outputOf(execution, '3CX')[0]?.json.mimeType).toBe('audio/x-wav');
	});
});
