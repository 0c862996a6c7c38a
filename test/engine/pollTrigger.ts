import { PollContext } from 'n8n-core';
import { Workflow, type IDataObject, type INodeExecutionData, type INodeParameters, type WorkflowActivateMode, type WorkflowExecuteMode } from 'n8n-workflow';
import { ThreeCxApi } from '../../credentials/ThreeCxApi.credentials';
import { ThreeCxTrigger } from '../../nodes/ThreeCx/ThreeCxTrigger.node';
import type { Pbx } from '../pbx';
import { undocumented } from '../nodes/ThreeCx/documentedFields';
import { createEngine } from '.';
import { addCredential } from './threeCx';

export const TRIGGER_TYPE = 'n8n-nodes-threecx.threeCxTrigger';

/** The 3CX Trigger in n8n-core, with what n8n does around a poll: static data in memory, saved with what is put out. */
export class ActiveTrigger {
	/** What executions were started with. */
	readonly executions: INodeExecutionData[][] = [];

	readonly engine = createEngine({ [TRIGGER_TYPE]: new ThreeCxTrigger() }, [new ThreeCxApi()]);

	readonly credential;

	parameters: INodeParameters;

	/** How long n8n lets a poll take, in milliseconds. */
	pollBudget = 5 * 60_000;

	private saved: IDataObject = {};

	private workflow: Workflow;

	private context: PollContext;

	constructor(
		pbx: Pbx,
		{ event, ...parameters }: INodeParameters & { event: string },
		readonly node = { id: 'trigger', name: '3CX Trigger' },
	) {
		this.credential = addCredential(this.engine, { baseUrl: pbx.baseUrl });
		this.parameters = { event, ...parameters };
		[this.workflow, this.context] = this.load('activate');
	}

	get items(): IDataObject[] {
		return this.executions.flat().map(({ json }) => json);
	}

	get eventIds(): string[] {
		return this.items.map(({ eventId }) => String(eventId));
	}

	/** Polls at once, and saves what came of it. */
	async activate(): Promise<void> {
		await this.poll();
		this.save();
	}

	/** What n8n has after a restart, or after a person changed the node. */
	restart(activation: WorkflowActivateMode = 'init'): void {
		[this.workflow, this.context] = this.load(activation);
	}

	/** One poll as n8n makes it; with `dies`, n8n is gone before it saves. */
	async poll({ dies = false } = {}): Promise<INodeExecutionData[]> {
		const result = await new ThreeCxTrigger().poll.call(this.context);
		if (result === null) return [];
		const [items = []] = result;
		expect(items.flatMap(({ json }) => undocumented(json))).toEqual([]);
		this.executions.push(items);
		if (!dies) this.save();
		return items;
	}

	/** A test in the editor. */
	async test(): Promise<INodeExecutionData[]> {
		const [, context] = this.load('manual', 'manual');
		const before = JSON.stringify(this.saved);
		const result = await new ThreeCxTrigger().poll.call(context);
		expect(JSON.stringify(this.saved)).toBe(before);
		return result?.[0] ?? [];
	}

	private save(): void {
		this.saved = JSON.parse(JSON.stringify(this.workflow.staticData)) as IDataObject;
	}

	private load(activation: WorkflowActivateMode, mode: WorkflowExecuteMode = 'trigger'): [Workflow, PollContext] {
		const node = {
			...this.node,
			type: TRIGGER_TYPE,
			typeVersion: 1,
			position: [0, 0] as [number, number],
			parameters: structuredClone(this.parameters),
			credentials: { threeCxApi: this.credential },
		};
		const { nodeTypes } = this.engine;
		const staticData = structuredClone(this.saved);
		const workflow = new Workflow({ id: 'flow', nodes: [node], connections: {}, active: true, nodeTypes, staticData });
		const context = new PollContext(
			workflow, workflow.getNode(node.name) ?? node, this.engine.additionalData(), mode, activation,
			undefined, undefined, undefined, undefined, undefined, () => this.pollBudget,
		);
		return [workflow, context];
	}
}
