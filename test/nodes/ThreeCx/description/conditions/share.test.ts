import type { INodeProperties } from 'n8n-workflow';
import { shareAlike } from '../../../../../nodes/ThreeCx/description/conditions/share';

const text = (name: string, operations: string, others: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
	displayOptions: { show: { operation: operations.split(' ') } },
	...others,
});

/** Names and operations, in order. */
const outline = (properties: readonly INodeProperties[]) =>
	properties.map(({ name, displayOptions }) => `${name}: ${displayOptions?.show?.operation?.join(' ') ?? ''}`);

describe('parameters that forms have alike', () => {
	it('are declared once, where the order of each form allows it', () => {
		const forms = [text('number', 'block'), text('country', 'block'), text('reason', 'block'), text('people', 'fetch'), text('country', 'fetch')];
		expect(outline(shareAlike(forms))).toEqual(['number: block', 'people: fetch', 'country: block fetch', 'reason: block']);
	});

	it('stay apart where a form would change its order', () => {
		const forms = [text('first', 'one'), text('second', 'one'), text('second', 'two'), text('first', 'two')];
		expect(outline(shareAlike(forms))).toEqual(['first: one', 'second: one two', 'first: two']);
	});

	it('stay apart where they differ, or something else decides, too', () => {
		const forms = [
			text('people', 'add'),
			text('people', 'fetch', { required: true }),
			text('people', 'set', { displayOptions: { show: { operation: ['set'], mode: ['some'] } } }),
			text('people', 'drop', { displayOptions: { show: { operation: ['drop'] }, hide: { resource: ['call'] } } }),
		];
		expect(shareAlike(forms)).toEqual(forms);
	});

	it('are the same whatever the order of their keys', () => {
		const { default: value, ...others } = text('country', 'fetch');
		expect(shareAlike([text('country', 'block'), { default: value, ...others }])).toHaveLength(1);
	});
});
