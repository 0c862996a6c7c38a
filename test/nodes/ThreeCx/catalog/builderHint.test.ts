import { findOperation } from '../../../../nodes/ThreeCx/catalog';
import { builderHint } from '../../../../nodes/ThreeCx/catalog/words/builderHint';
import { description } from '../description/shownParameters';

describe("what n8n's AI builder reads", () => {
	const { searchHint = '' } = builderHint;

	it('names operations that there are', () => {
		const named = [...searchHint.matchAll(/\b([a-z]\w*) \(([\w, ]+)\)/g)].flatMap(([, resource = '', operations = '']) =>
			operations.split(', ').map((operation) => [resource, operation] as const),
		);
		expect(named.length).toBeGreaterThanOrEqual(14);
		expect(named.filter(([resource, operation]) => !findOperation(resource, operation))).toEqual([]);
	});

	it('is part of the node', () => {
		expect(description.builderHint).toBe(builderHint);
	});
});
