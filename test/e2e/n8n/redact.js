'use strict';
/*
 * Redacts items as n8n redacts stored runs, by n8n's own class; run by n8n's Node.js.
 *
 * node redact.js <n8n's start script> <the built node>   (rows as JSON on stdin, and back on stdout)
 */
const { createRequire } = require('node:module');
const { text } = require('node:stream/consumers');

const [script, node] = process.argv.slice(2);
const requireOfN8n = createRequire(script);
requireOfN8n('reflect-metadata');
const { NodeDefinedFieldRedactionStrategy } = requireOfN8n(
	'../dist/modules/redaction/executions/strategies/node-defined-field-redaction.strategy.js',
);
const { ThreeCx } = require(node);

async function redact() {
	const { description } = new ThreeCx();
	const strategy = new NodeDefinedFieldRedactionStrategy(console, { getByNameAndVersion: () => ({ description }) });
	const items = JSON.parse(await text(process.stdin)).map((json) => ({ json }));
	const runData = { 3: [{ data: { main: [items] } }] };
	const workflowData = { nodes: [{ name: '3', type: 'threeCx', typeVersion: 1 }] };
	await strategy.apply({ workflowData, data: { resultData: { runData } } }, { memo: new Map() });
	process.stdout.write(JSON.stringify(items.map(({ json }) => json)));
}

void redact();
