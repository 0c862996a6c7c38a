import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { jsonOf, type WorkflowJson } from '../engine';
import { Workflow, type IDataObject } from 'n8n-workflow';
import { ActiveTrigger, TRIGGER_TYPE } from '../engine/pollTrigger';
import { setUp, startTestPbx } from '../engine/setUp';
import type { Pbx } from '../pbx';
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

	it.each(readdirSync(folder))('%s is among the recipes', (name) => {
		expect(readFileSync(resolve(folder, '../docs/recipes.md'), 'utf8')).toContain(`(../examples/${name})`);
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
				'The phone logo "old-2021.bmp" has changed since its ETag was read (HTTP 412), so it was left unchanged',
			],
		]);
		const left = pbx.rows('PhoneLogos').map(({ Filename }) => String(Filename));
		expect(left.filter((name) => name.startsWith('old-'))).toEqual(['old-2021.bmp']);
	});

	describe('that begin with 3CX Trigger', () => {
		const now = new Date('2026-03-02T08:00:00Z');
		const caller = '0033155550142';
		const call = { at: now, legs: [{ from: caller, to: '100', talks: 30, recording: { transcriptAfter: 60, transcript: 'Good morning' } }] };
		const missed = { at: now, legs: [{ from: caller, to: '100', rings: 25 }] };

		/** What the trigger of an example puts out after something happened. */
		async function itemsOf(file: string, happen: (pbx: Pbx) => void, prepare: (pbx: Pbx) => void = () => undefined) {
			const pbx = await startTestPbx({ now, rows: { ActiveCalls: [] } });
			prepare(pbx);
			const workflow = readExample(file);
			const { id, name, parameters } = workflow.nodes.find(({ type }) => type === TRIGGER_TYPE)!;
			const trigger = new ActiveTrigger(pbx, parameters as { event: string }, { id, name });
			await trigger.activate();
			happen(pbx);
			pbx.clock.advance({ minutes: 5 });
			const items = await trigger.poll();
			return { items, workflow, trigger };
		}

		/** The parameter of a node as n8n resolves it for an item. */
		function resolve({ nodes }: WorkflowJson, nodeName: string, parameter: string, json: IDataObject, { engine }: ActiveTrigger): unknown {
			const node = nodes.find(({ name }) => name === nodeName)!;
			const workflow = new Workflow({ nodes: [{ ...node, type: 'n8n-nodes-base.noOp' }], connections: {}, active: false, nodeTypes: engine.nodeTypes });
			return workflow.expression.getParameterValue(node.parameters[parameter], null, 0, 0, nodeName, [{ json }], 'internal', {});
		}

		it('missed-calls-to-chat.json says who called whom and how long they waited', async () => {
			const { items, workflow, trigger } = await itemsOf('missed-calls-to-chat.json', (pbx) => pbx.calls.add(missed));
			expect(items).toHaveLength(1);
			const { json } = items[0]!;
			expect(resolve(workflow, 'Remove Repeats', 'dedupeValue', json, trigger)).toBe(json.eventId);
			expect(resolve(workflow, 'Message', 'jsonOutput', json, trigger)).toEqual({
				text: `Missed call from ${caller} (${caller}) to Ada Byron at 2026-03-02T08:00:00.000Z, waited 25 s`,
			});
		});

		it('recordings-to-files.json names file and text after the recording', async () => {
			const { items, workflow, trigger } = await itemsOf('recordings-to-files.json', (pbx) => pbx.calls.add(call));
			expect(items).toHaveLength(1);
			const { json, binary } = items[0]!;
			expect(binary).toHaveProperty('data');
			const name = `2026-03-02T08-00-05-${Number(json.recordingId)}`;
			expect(resolve(workflow, 'Save Audio', 'fileName', json, trigger)).toBe(`/files/${name}.wav`);
			expect(resolve(workflow, 'Text', 'jsonOutput', json, trigger)).toMatchObject({
				name: `${name}.txt`,
				text: expect.stringContaining('Good morning') as string,
			});
		});

		it('system-alerts-by-email.json names PBX and alert', async () => {
			const says = (pbx: Pbx, HasNotRunningServices: boolean) => {
				const body = JSON.stringify({ FQDN: 'pbx.example.com', BackupScheduled: false, HasNotRunningServices });
				pbx.clearFaults();
				pbx.addFault({ url: /SystemStatus/, times: Number.POSITIVE_INFINITY, answer: { status: 200, headers: { 'content-type': 'application/json' }, body } });
			};
			const { items, workflow, trigger } = await itemsOf('system-alerts-by-email.json', (pbx) => says(pbx, true), (pbx) => says(pbx, false));
			expect(items).toHaveLength(1);
			const { json } = items[0]!;
			expect(resolve(workflow, 'Send Email', 'subject', json, trigger)).toBe('3CX pbx.example.com: Services Down');
			expect(resolve(workflow, 'Send Email', 'text', json, trigger)).toBe("Some services of the PBX aren't running");
		});
	});
});
