import { createCredential, createWorkflow, NODE_ID } from './session';
import { describeInBrowser, useSession } from './useSession';
import type { NodePanel } from './nodePanel';

describeInBrowser('in the panel', () => {
	const session = useSession();
	let credential: { id: string; name: string };

	beforeAll(async () => {
		credential = await createCredential(session);
	});

	async function open(resource: string, operation: string): Promise<NodePanel> {
		const workflow = await createWorkflow(session, credential, { resource, operation });
		return await session.editor.openNode(workflow, NODE_ID);
	}

	function lastRequest() {
		return session.pbx.requests.at(-1)!;
	}

	it('a list takes options', async () => {
		const panel = await open('user', 'getAll');
		await panel.addOption('Filter');
		await panel.fill('filter', 'Enabled eq true');
		await panel.addOption('Order By');
		await panel.fill('orderBy', 'Number desc');
		await panel.execute();
		await panel.outputSays('2 items');
		await panel.outputSays("Brian O'Neill");
		await session.editor.look('list-with-options');
		const { searchParams } = new URL(lastRequest().url, session.pbx.baseUrl);
		expect(searchParams.get('$filter')).toBe('Enabled eq true');
		expect(searchParams.get('$orderby')).toBe('Number desc');
	});

	it('a form creates a record from a choice, a date and a text', async () => {
		const panel = await open('ipBlacklistEntry', 'create');
		await panel.addField('IP Address Mask');
		await panel.fill('IPAddrMask', '203.0.113.0/24');
		await panel.addField('Block Type');
		await panel.choose('BlockType', 'Block');
		await panel.addField('Expires At');
		await panel.fill('ExpiresAt', '2027-01-31 12:30:00');
		await session.editor.look('create-form');
		await panel.execute();
		await panel.outputSays('203.0.113.0/24');
		await session.editor.look('created');
		expect(lastRequest()).toMatchObject({ method: 'POST', url: '/xapi/v1/Blocklist' });
		expect(JSON.parse(lastRequest().body)).toEqual({
			IPAddrMask: '203.0.113.0/24',
			BlockType: 'Block',
			// As the clock of the workflow reads it: n8n's default is New York.
			ExpiresAt: '2027-01-31T17:30:00Z',
		});
	});

	it('an update sends only what was set', async () => {
		const panel = await open('user', 'update');
		const list = await panel.openList('key');
		await list.search('ada');
		await list.untilShown('100 Ada Byron ada@example.com (28)');
		await list.pick('100 Ada Byron ada@example.com (28)');
		await panel.addField('Mobile');
		await panel.fill('Mobile', '+12025550123');
		await panel.execute();
		await panel.outputSays('success Id true 28');
		await session.editor.look('updated');
		const patch = session.pbx.requests.find(({ method }) => method === 'PATCH')!;
		expect(patch.url).toBe('/xapi/v1/Users(28)');
		expect(JSON.parse(patch.body)).toEqual({ Mobile: '+12025550123' });
	});

	it('a download gives a file to save', async () => {
		const panel = await open('recording', 'downloadRecording');
		await panel.fill('recId', '1');
		await panel.execute();
		await session.editor.look('download');
		const { name, content } = await panel.downloadOutput();
		expect(name).toBe('DownloadRecording.wav');
		expect(content.subarray(0, 4).toString()).toBe('RIFF');
	});

	it('Get Unused reports what each logo is', async () => {
		const panel = await open('phoneLogo', 'getUnused');
		await session.editor.look('get-unused-before');
		await panel.execute();
		await panel.outputSays('9 items');
		await panel.viewOutput('Table');
		await panel.outputSays('old-2021.bmp');
	});
});
