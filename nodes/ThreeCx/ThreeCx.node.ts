import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { operations } from './catalog';
import { secretPaths } from './catalog/secrets';
import { builderHint } from './catalog/words/builderHint';
import { checkSecret } from './crm/credential';
import { buildProperties } from './description/properties';
import { searchKeys } from './methods/listSearch';
import { getClearableFields } from './methods/loadOptions';
import { callPickers } from './methods/monitoredExtensions';
import { pickers } from './methods/pickers';
import { getFields } from './methods/resourceMapping';
import { errorItem, toItems } from './response/items';
import { itemsAtOnce, readSendOptions } from './execution/executionOptions';
import { ExecutionHints } from './execution/hints';
import { mapInOrder } from './transport/pool';
import { runItem } from './execution/runItem';
import { openConnection, type Connection } from './transport/connection';

/**
 * `Get Many: API Client`, made from the stored values: a table of all names would be loaded with every canvas. n8n's own
 * word for `getAll` is Get Many.
 */
const SUBTITLE =
	'={{ (($parameter.operation === "getAll" ? "getMany" : $parameter.operation) + ": " + $parameter.resource)' +
	'.replace(/[A-Z]/g, " $&").replace(/^[a-z]|: [a-z]/g, (start) => start.toUpperCase())' +
	'.replace(/\\b(ai|api|cdr|crm|did|fxs|ip|mcp|pbx|sbc)\\b/gi, (word) => word.toUpperCase()) }}';

/** The 3CX node: one operation of the 3CX Configuration API per node. */
export class ThreeCx implements INodeType {
	description: INodeTypeDescription = {
		displayName: '3CX',
		name: 'threeCx',
		icon: { light: 'file:threeCx.svg', dark: 'file:threeCx.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: SUBTITLE,
		description: 'Manage a 3CX phone system through its Configuration API',
		defaults: { name: '3CX' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		builderHint,
		credentials: [
			{ name: 'threeCxApi', required: true, displayOptions: { show: { authentication: ['apiKey'] }, hide: { '/operation': ['generateTemplate'] } } },
			{ name: 'threeCxOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] }, hide: { '/operation': ['generateTemplate'] } } },
			// With the slash: n8n's editor hides a parameter that chooses a credential, and with "operation" also "resource".
			{ name: 'threeCxCrmApi', required: true, testedBy: 'checkSecret', displayOptions: { show: { '/operation': ['generateTemplate'] } } },
		],
		sensitiveOutputFields: secretPaths(operations),
		properties: buildProperties(operations),
	};

	methods = {
		credentialTest: { checkSecret },
		listSearch: { searchKeys, ...pickers, ...callPickers },
		loadOptions: { getClearableFields },
		resourceMapping: { getFields },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		let opening: Promise<Connection> | undefined;
		let connection: Connection | undefined;
		const connect = async () => (connection = await (opening ??= openConnection(this, readSendOptions(this))));
		const atOnce = itemsAtOnce(this);
		const hints = new ExecutionHints();

		const outputs = await mapInOrder(
			this.getInputData(),
			() => atOnce(connection),
			async (_item, itemIndex) => {
				const outcome = await runItem(this, connect, hints, itemIndex);
				if (Array.isArray(outcome)) return toItems(outcome, itemIndex);
				if (!this.continueOnFail()) throw outcome;
				return [errorItem(outcome, itemIndex)];
			},
			() => this.getExecutionCancelSignal()?.aborted === true,
		);
		hints.show(this);
		return [outputs.flat()];
	}
}
