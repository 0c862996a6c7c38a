import type { IExecuteFunctions, ILoadOptionsFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { builderHint } from './catalog/words/builderHint';
import { checkSecret } from './crm/credential';
import { secretOutputs, threeCxProperties } from './startup';

/** Loaded when they are needed first: n8n waits for all that is imported when it starts. */
const loadExecution = () => require('./execution/execute') as typeof import('./execution/execute');
const loadMethods = () => require('./methods') as typeof import('./methods');

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
		sensitiveOutputFields: secretOutputs(),
		properties: threeCxProperties(),
	};

	methods = {
		credentialTest: { checkSecret },
		get listSearch() {
			return loadMethods().listSearch;
		},
		// n8n reads the names in here when it starts.
		loadOptions: {
			async getClearableFields(this: ILoadOptionsFunctions) {
				return await loadMethods().getClearableFields.call(this);
			},
		},
		get resourceMapping() {
			return loadMethods().resourceMapping;
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await loadExecution().execute(this);
	}
}
