import { createCredential, createWorkflow, NODE_ID } from './session';
import { describeInBrowser, useSession } from './useSession';
import type { NodePanel } from './markup/nodePanel';

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
		expect(searchParams.get('$orderby')).toBe('Number desc,Id');
	});

	it('a list says that Limit left rows out, and what to check where it is empty', async () => {
		const panel = await open('user', 'getAll');
		await panel.fill('limit', '1');
		await panel.execute();
		await panel.outputSays('"Get Many Users" returned 1 of 3 rows.');
		await session.editor.look('list-limited');
		await panel.addOption('Filter');
		await panel.fill('filter', "Number eq '999'");
		await panel.execute();
		await panel.outputSays('"Get Many Users" returned no rows. Check Filter.');
		await session.editor.look('list-empty');
	});

	it('a form creates a record from a choice, a date and a text', async () => {
		const panel = await open('ipBlacklistEntry', 'create');
		await panel.fill('IPAddrMask', '203.0.113.0/24');
		await panel.choose('BlockType', 'Block');
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
		await panel.fill('recId', String(session.pbx.rows('Recordings')[0]?.Id));
		await panel.execute();
		await session.editor.look('download');
		const { name, content } = await panel.downloadOutput();
		expect(name).toBe('DownloadRecording.wav');
		expect(content.subarray(0, 4).toString()).toBe('RIFF');
	});

	it('shows what belongs to the operation only, from create to get, delete, and list', async () => {
		const panel = await open('user', 'create');
		await panel.shows(['bodyMode', 'Number', 'FirstName', 'LastName', 'EmailAddress']);
		await session.editor.look('switch-1-create');
		await panel.choose('operation', 'Get User');
		await panel.shows(['key', 'simplify']);
		await panel.omits(['bodyMode', 'FirstName', 'returnAll', 'limit']);
		await session.editor.look('switch-2-get');
		await panel.choose('operation', 'Delete User');
		await panel.shows(['key']);
		await panel.omits(['bodyMode', 'FirstName', 'simplify', 'returnAll', 'limit']);
		await session.editor.look('switch-3-delete');
		await panel.choose('operation', 'Get Many Users');
		await panel.shows(['returnAll', 'limit', 'simplify']);
		await panel.omits(['bodyMode', 'FirstName', 'key']);
		await session.editor.look('switch-4-list');
	});

	it('a resource opens with a list, and a purge says what is lost', async () => {
		const panel = await open('user', 'getAll');
		await panel.choose('resource', 'Event Log');
		expect(await panel.chosen('operation')).toMatch(/^Get Many/);
		await panel.choose('operation', 'Purge All Logs');
		await panel.says('Deletes all logs of the PBX for good.');
		await panel.omits(['returnAll', 'limit', 'simplify']);
		await session.editor.look('purge-notice');
	});

	it('a report opens with a period instead of two empty dates', async () => {
		const panel = await open('report', 'getQueueCallbacks');
		await panel.shows(['period']);
		expect(await panel.chosen('period')).toBe('Last 7 Days');
		await session.editor.look('report-period');
		await panel.execute();
		await session.editor.look('report-ran');
		expect(decodeURIComponent(lastRequest().url)).toMatch(/startDt=\d{4}-\d\d-\d\dT\d\d:00:00Z,endDt=\d{4}-\d\d-\d\dT\d\d:59:59Z/);
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
