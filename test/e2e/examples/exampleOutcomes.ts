import type { INodeExecutionData } from 'n8n-workflow';
import type { Pbx } from '../../pbx';

/** What a node put out, at its first output unless an index says otherwise. */
export type Output = (node: string, index?: number) => INodeExecutionData[];

/** What changed something on the PBX so far: everything but reading and getting a token. */
export const writesTo = (pbx: Pbx) => pbx.requests.filter(({ method, url }) => method !== 'GET' && !url.includes('/connect/token'));

const CALLER = '0014155550199';

/** Two calls of yesterday: one was recorded, one nobody answered. */
export function addYesterday(pbx: Pbx): void {
	const at = new Date(Date.now() - 24 * 60 * 60 * 1000);
	pbx.calls.add({ at, legs: [{ from: CALLER, to: '100', talks: 30, recording: { canBeTranscribed: true } }] });
	pbx.calls.add({ at, legs: [{ from: CALLER, to: '101', rings: 20 }] });
}

/** What the examples of jobs do, as they come. */
export const outcomes: Readonly<Record<string, (output: Output, pbx: Pbx) => void>> = {
	'block-callers-from-list.json': (output, pbx) => {
		expect(output('Block Numbers').map(({ json }) => json.changed)).toEqual([true, true]);
		expect(pbx.rows('BlackListNumbers').map(({ CallerId }) => CallerId)).toEqual(expect.arrayContaining(['+15550100', '+15550101']));
	},
	'call-log-to-spreadsheet.json': (output) => {
		const [file] = output('Spreadsheet');
		expect(file?.json.rows).toBeGreaterThan(0);
		expect(file?.binary?.data).toMatchObject({ mimeType: 'text/csv', fileName: expect.stringMatching(/^calls-.*\.csv$/) as string });
	},
	'contacts-from-crm.json': (output, pbx) => {
		expect(output('Sync Contacts').map(({ json }) => [json.wouldChange, json.created])).toEqual([
			[true, ['Ada Byron +15550123', 'Edith Clarke +15550124']],
		]);
		expect(writesTo(pbx)).toEqual([]);
	},
	'download-recordings.json': (output) => {
		const [recording, ...others] = output('Recording File');
		expect(others).toEqual([]);
		expect(recording?.json).toMatchObject({ from: { number: CALLER }, to: { number: '100' }, audioError: null });
		expect(recording?.binary?.data?.mimeType).toBe('audio/x-wav');
	},
	'health-check-to-email.json': (output) => {
		expect(output('Message')[0]?.json.text).toContain('critical: ');
	},
	'holiday-calendar.json': (output) => {
		expect(output('Add Holidays')[0]?.json.steps).toEqual(['Added 12-25 Christmas', 'Added 2030-05-31 Company party']);
	},
	'join-queue-and-ring-group.json': (output, pbx) => {
		expect(output('Add Ring Group Members').map(({ json }) => json.changed)).toEqual([true, true]);
		const numbers = (set: string, property: string, Id: number) =>
			(pbx.rows(set).find((row) => row.Id === Id)?.[property] as { Number: string }[]).map(({ Number: number }) => number);
		expect(numbers('Queues', 'Agents', 40)).toEqual(['100', '101', '102']);
		expect(numbers('RingGroups', 'Members', 50)).toEqual(['101', '102']);
	},
	'make-call.json': (output, pbx) => {
		expect(output('Make Call From Device')[0]?.json.steps).toEqual(['Called +12025550123 from extension 100']);
		expect(writesTo(pbx)).toHaveLength(1);
	},
	'missed-calls-report.json': (output) => {
		const text = String(output('Message')[0]?.json.text);
		expect(text).toMatch(/^\d+ calls, \d+ answered, [1-9]\d* missed, longest wait \d+ s\.\n/);
		expect(text).toContain("→ Brian O'Neill");
	},
	'offboard-users.json': (output, pbx) => {
		expect(output('Offboard User').map(({ json }) => [json.user, json.wouldChange])).toEqual([["101 Brian O'Neill", true]]);
		expect(writesTo(pbx)).toEqual([]);
	},
	'on-call-roster.json': (output) => {
		expect(output('Set Forwarding')[0]?.json).toMatchObject({
			changed: true,
			after: { NoAnswerExternal: expect.stringMatching(/^External \+1202555010\d$/) as string },
		});
	},
	'onboard-users-from-csv.json': (output) => {
		expect(output('Onboard User').map(({ json }) => [json.user, json.created])).toEqual([
			['100 Ada Byron', false],
			['103 Grace Hopper', true],
		]);
	},
	'queue-shifts.json': (output) => {
		expect(output('Log Agents In or Out').flatMap(({ json }) => json.steps)).toHaveLength(2);
	},
	'voicemails-to-chat.json': (output) => {
		expect(output('Post to Chat').map(({ json }) => json.text)).toEqual(['New voicemail from +12025550123 (2026-03-02T10:00:00.000Z)']);
	},
};
