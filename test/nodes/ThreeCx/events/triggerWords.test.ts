import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { ThreeCxTrigger } from '../../../../nodes/ThreeCx/ThreeCxTrigger.node';
import { useVirtualClock } from '../../../virtualClock';
import { FOREVER, started } from './activeTrigger';

useVirtualClock();

describe('what a person reads of 3CX Trigger', () => {
	it('shows the newest calls to a test in the editor', async () => {
		const { trigger } = await started({ event: 'callEnded' });
		const items = await trigger.test();
		expect(items).toHaveLength(3);
		const times = items.map(({ json }) => String(json.endedAt));
		expect(times).toEqual([...times].sort().reverse());
	});

	it.each([
		['callEnded', 'No calls yet', 'Make a call, hang up, and test again'],
		['newRecording', 'No recordings yet', 'Record a call and test again'],
	])('says to a test of %s how to get one where there is none', async (event, message, description) => {
		const { pbx, trigger } = await started({ event }, { calls: [] });
		for (const { Id } of pbx.rows('Recordings')) pbx.remove('Recordings', Id);
		const error = await trigger.test().catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect((error as NodeOperationError).message).toBe(message);
		expect((error as NodeOperationError).description).toContain(description);
	});

	it('says who may read the call log', async () => {
		const { pbx, trigger } = await started({ event: 'callEnded' });
		pbx.addFault({ url: /GetCallLogData/, answer: { status: 403 }, ...FOREVER });
		await trigger.activate();
		const error = await trigger.poll().catch((thrown: unknown) => thrown as NodeApiError);
		expect(error).toBeInstanceOf(NodeApiError);
		expect((error as NodeApiError).message).toContain('allowed to use "Get Call Log" (HTTP 403)');
		expect((error as NodeApiError).description).toContain('System Owner');
	});

	it('leaves a failure to the next poll when n8n starts, and reports the next one', async () => {
		const { pbx, trigger } = await started({ event: 'callEnded' });
		await trigger.activate();
		pbx.addFault({ url: /./, answer: { status: 500 }, ...FOREVER });
		trigger.restart('init');
		expect(await trigger.poll()).toEqual([]);
		await expect(trigger.poll()).rejects.toThrow('HTTP 500');
		trigger.restart('activate');
		await expect(trigger.poll()).rejects.toThrow('HTTP 500');
	});

	it('refuses an event or an option that there is not', async () => {
		const unknown = await started({ event: 'voicemail' });
		await expect(unknown.trigger.poll()).rejects.toThrow('This version of the 3CX Trigger node doesn\'t have this event');
		const timeout = await started({ event: 'callEnded', options: { timeout: 0 } });
		await expect(timeout.trigger.poll()).rejects.toThrow('Timeout must be a whole number of at least 1');
		expect(timeout.pbx.requests).toEqual([]);
	});
});

describe('the description of the trigger', () => {
	const { description } = new ThreeCxTrigger();

	it('is another list of properties for each instance, because n8n adds Poll Times to it', () => {
		expect(new ThreeCxTrigger().description.properties).not.toBe(description.properties);
	});

	it('shows each parameter for one event only, without patterns, which n8n times out under load', () => {
		const shown = description.properties.slice(1).map(({ displayOptions }) => displayOptions);
		expect(shown.every((options) => options?.show?.event?.length === 1)).toBe(true);
		expect(JSON.stringify(shown)).not.toContain('regex');
	});

	it('names its ten events', () => {
		const [event] = description.properties;
		expect(event?.options?.map((option) => option.name)).toEqual([
			'Call Ended',
			'Extension Status Changed',
			'Missed Call',
			'New Chat Message',
			'New Event Log Entry',
			'New Recording',
			'Queue SLA Breach',
			'System Alert',
			'Transcript Ready',
			'Trunk, SBC or Service Changed State',
		]);
	});

	it("keeps abbreviations in capitals in n8n's list of triggers", () => {
		const [event] = description.properties;
		expect(event?.options?.map((option) => 'action' in option && option.action)).toEqual([
			'On call ended',
			'On extension status changed',
			'On missed call',
			'On new chat message',
			'On new event log entry',
			'On new recording',
			'On queue SLA breach',
			'On system alert',
			'On transcript ready',
			'On trunk, SBC or service changed state',
		]);
	});
});
