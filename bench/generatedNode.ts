/** The node that @devlikeapro/n8n-openapi-node makes of an OpenAPI document, set up as its README says. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SwaggerParser from '@apidevtools/swagger-parser';
import { runNpm } from '../test/e2e/n8n/npm';

const GENERATOR = { '@devlikeapro/n8n-openapi-node': '0.1.4' };

const NODE = `const { N8NPropertiesBuilder } = require('@devlikeapro/n8n-openapi-node');
const properties = new N8NPropertiesBuilder(require('./openapi.json'), {}).build();

exports.Generated = class {
	description = {
		displayName: 'Generated',
		name: 'generated',
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Generated',
		defaults: { name: 'Generated' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'threeCxApi', required: false }],
		requestDefaults: { baseURL: '={{$credentials.baseUrl}}' },
		properties,
	};
};
`;

/**
 * Makes the node in an empty folder, with what it needs from npm beside it.
 *
 * @param spec path of 3CX's OpenAPI document.
 * @returns the node's file; its class is called `Generated`.
 */
export async function makeGeneratedNode(folder: string, spec: string): Promise<string> {
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: GENERATOR }));
	await runNpm({ args: ['install', '--ignore-scripts', '--no-package-lock'], cwd: folder, log: join(folder, 'npm.log') });
	writeFileSync(join(folder, 'openapi.json'), JSON.stringify(await SwaggerParser.parse(spec)));
	const file = join(folder, 'Generated.node.js');
	writeFileSync(file, NODE);
	return file;
}
