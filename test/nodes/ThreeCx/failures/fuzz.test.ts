import assert from 'node:assert/strict';
import fc from 'fast-check';
import { operations } from '../../../../nodes/ThreeCx/catalog';
import type { Operation } from '../../../../nodes/ThreeCx/catalog/types';
import { buildRequest } from '../../../../nodes/ThreeCx/request/buildRequest';
import { formOf } from '../../../../nodes/ThreeCx/catalog/forms';
import { ParameterRefused } from '../../../../nodes/ThreeCx/input/parameterRefused';
import type { PbxRequest } from '../../../../nodes/ThreeCx/request/pbxRequest';
import { parseCall } from '../../../pbx/xapi/functionCalls';
import { parseSegment, splitPath, splitUrl } from '../../../pbx/odata/path';
import { itemInput } from '../itemInput';

/** How many cases to try; CI tries 100,000. */
const CASES = Number(process.env.FUZZ_CASES ?? 5_000);

/** What has broken URLs, OData literals, headers and JSON before. */
const nasty = [
	"x'),Users('1",
	"'",
	"''",
	"a'b",
	'..',
	'../../connect/token',
	'%27',
	'%2e%2e%2f',
	'a/b\\c',
	'a?b=c&d#e',
	'line\r\nX-Evil: 1',
	'\u0000',
	'\ud800',
	'\u202e',
	'//evil.example',
	'https://evil.example/',
	'null',
	'true',
	'1 or 1 eq 1',
	'9'.repeat(400),
	'{"a":',
	'[',
	'{{ $json.x }}',
	'__proto__',
	'constructor',
];

const text = fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));
const value = fc.oneof(
	{ weight: 4, arbitrary: text },
	fc.integer(),
	fc.double(),
	fc.boolean(),
	fc.constantFrom(null, undefined, Number.NaN, 2 ** 53),
	fc.date(),
	fc.array(text, { maxLength: 3 }),
	fc.dictionary(text, text, { maxKeys: 3 }),
);

const mode = fc.constantFrom('list', 'id', 'name', undefined);
const locator = fc.oneof(value, fc.record({ mode, value }));

interface Case {
	operation: Operation;
	parameters: Record<string, unknown>;
	json: Record<string, unknown>;
}

/** Parameters for an operation: anything in everything that it reads. */
const cases: fc.Arbitrary<Case> = fc
	.tuple(fc.constantFrom(...operations.filter(({ kind }) => kind !== 'job' && kind !== 'local')), fc.array(fc.tuple(fc.nat(), value), { maxLength: 4 }))
	.chain(([operation, chosen]) => {
		const fields = formOf(operation)?.fields ?? [];
		const given = Object.fromEntries(
			fields.length === 0 ? [] : chosen.map(([index, content]) => [fields[index % fields.length]?.name ?? '', content]),
		);
		return fc.record({
			operation: fc.constant(operation),
			parameters: fc.record({
				key: locator,
				filename: locator,
				ifMatch: value,
				path: value,
				body: fc.oneof(value, fc.json()),
				bodyMode: fc.constantFrom('fields', 'fields', 'json'),
				fields: fc.oneof(
					{ weight: 9, arbitrary: fc.constant({ mappingMode: 'defineBelow', value: given }) },
					fc.constant({ mappingMode: 'autoMapInputData', value: null }),
					value,
				),
				options: fc.oneof(
					fc.record({ filter: value, select: value, expand: value, orderBy: value, search: value, clearFields: value, query: value }, { requiredKeys: [] }),
					value,
				),
			}),
			json: fc.constant(given),
		});
	});

/** The values in a path, as a strict server reads them. Throws where the path is not what the operation's is. */
function readPath({ path }: PbxRequest, operation: Operation): Record<string, string> {
	const segments = splitPath(splitUrl(path).path);
	const templates = splitPath(operation.path);
	assert.equal(segments.length, templates.length);
	const found: Record<string, string> = {};
	segments.forEach((segment, index) => {
		const template = templates[index] ?? '';
		const called = /\(\w+=|\(\)/.test(template) ? parseCall(segment) : undefined;
		for (const { name, literal } of called?.arguments ?? []) found[name] = literal.text;
		if (called) assert.equal(`${called.name}(${(called.arguments ?? []).map(({ name }) => `${name}={${name}}`).join(',')})`, template);
		else {
			const { name, key } = parseSegment(segment);
			const property = /\(\{(\w+)\}\)/.exec(template)?.[1];
			assert.equal(name, template.replace(/\(.*/, ''));
			if (property) found[property] = key?.text ?? '';
		}
	});
	return found;
}

/** With Node's assertions: jest's take most of the time of this many cases. */
function check({ operation, parameters, json }: Case): 'refused' | 'sent' {
	let request: PbxRequest;
	try {
		request = buildRequest(operation, itemInput(parameters, { json }));
	} catch (error) {
		if (!(error instanceof ParameterRefused)) throw error;
		assert.match(error.message, /^[^\n]{3,}/);
		assert.match(error.description, /^[^\n]{10,}/);
		return 'refused';
	}
	const { path, headers, body, query, key, lookUp } = request;
	assert.match(path, /^\/[\x21-\x7e]*$/);
	const url = new URL(`http://pbx/xapi/v1${path}`);
	assert.deepEqual([url.origin, url.pathname.startsWith('/xapi/v1/'), url.hash], ['http://pbx', true, '']);
	for (const content of Object.values(headers)) assert.match(content, /^[\x20-\x7e]+$/);
	for (const content of Object.values(query)) assert.equal(typeof content, 'string');
	if (body !== undefined) assert.equal(typeof JSON.parse(body), 'object');
	// What is still to be looked up stands in no URL yet.
	if (operation.kind !== 'rawRequest' && lookUp === undefined) {
		const found = readPath(request, operation);
		if (key && operation.key?.type === 'string') assert.equal(found[key.property], String(key.value));
	}
	return 'sent';
}

describe('whatever is put into the parameters', () => {
	it(
		`stays inside its literal, or is refused with a message (${CASES} cases)`,
		() => {
			const outcomes = { refused: 0, sent: 0 };
			fc.assert(
				fc.property(cases, (single) => {
					outcomes[check(single)] += 1;
				}),
				{ numRuns: CASES },
			);
			// Both ways are taken often, or the cases would say little.
			expect(outcomes.refused).toBeGreaterThan(CASES / 10);
			expect(outcomes.sent).toBeGreaterThan(CASES / 10);
		},
		120_000,
	);
});
