import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { PAGE_SIZE } from './types';

/** Deleting and listing phone logos as a declarative node of n8n: nothing but a description. */
export class DeclarativeNode implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Declarative',
		name: 'declarative',
		group: ['transform'],
		version: 1,
		description: 'Phone logos by routing',
		defaults: { name: 'Declarative' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'threeCxApi', required: true }],
		requestDefaults: {
			baseURL: '={{ $credentials.baseUrl }}',
			headers: { Accept: 'application/json' },
		},
		properties: [
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				default: 'delete',
				options: [
					{
						name: 'Delete',
						value: 'delete',
						action: 'Delete a phone logo',
						routing: {
							request: {
								method: 'DELETE',
								url: "=/xapi/v1/PhoneLogos('{{ encodeURIComponent($parameter.filename.replaceAll(\"'\", \"''\")) }}')",
							},
							output: { postReceive: [{ type: 'set', properties: { value: '={{ { deleted: true } }}' } }] },
						},
					},
					{
						name: 'Get Many',
						value: 'getAll',
						action: 'Get many phone logos',
						routing: {
							request: { method: 'GET', url: '/xapi/v1/PhoneLogos' },
							send: { paginate: true },
							output: { postReceive: [{ type: 'rootProperty', properties: { property: 'value' } }] },
							operations: {
								pagination: {
									type: 'offset',
									properties: { limitParameter: '$top', offsetParameter: '$skip', pageSize: PAGE_SIZE, type: 'query' },
								},
							},
						},
					},
				],
			},
			{
				displayName: 'Filename',
				name: 'filename',
				type: 'string',
				default: '',
				displayOptions: { show: { operation: ['delete'] } },
			},
		],
	};
}
