import { apiOperations, findOperation } from './index';
import { retired } from './facts/operations';
import { successors } from './words/overrides';
import type { Method, Operation } from './types';

/** What stands still in each segment of a template: `/Users({Id})/Phones` → `['']`, `['Users(', ')']`, `['Phones']`. */
type Pattern = readonly (readonly string[])[];

const patternOf = (path: string): Pattern => path.split('/').map((segment) => segment.split(/\{\w+\}/));

/** Whether a segment has the pieces of a pattern in their order, with anything between them. */
function fits(segment: string, [first = '', ...pieces]: readonly string[]): boolean {
	const last = pieces.pop();
	if (last === undefined) return segment === first;
	if (!segment.startsWith(first) || !segment.endsWith(last)) return false;
	let at = first.length;
	for (const piece of pieces) {
		// The first place is as good as any later one, so that none is ever gone back to.
		const found = segment.indexOf(piece, at);
		if (found < 0) return false;
		at = found + piece.length;
	}
	return at <= segment.length - last.length;
}

/** Whether a path is one of a template: `/Users({Id})` stands for `/Users(28)` and `/Users('a%2Fb')`. */
const isOne = (segments: readonly string[], pattern: Pattern): boolean =>
	segments.length === pattern.length && pattern.every((pieces, index) => fits(segments[index] ?? '', pieces));

/** What is known of a path. */
interface Known {
	/** The operation it calls. */
	operation?: Operation;
	/** The mark of the last document that has it, where 3CX removed it. */
	until?: string;
	/** What to use in its place. */
	successor?: Operation;
}

let patterns: (Known & { method: string; pattern: Pattern })[] | undefined;

/** The operation to use in place of a request that 3CX removed, where there is one. */
export function successorOf(request: string): Operation | undefined {
	const [resource = '', operation = ''] = (successors[request] ?? '').split('.');
	return findOperation(resource, operation);
}

/** Made when first asked for, because few workflows write their own paths. */
function allPatterns() {
	patterns ??= [
		...[...apiOperations]
			// The most literal pattern first: a number is also matched by the pattern of the key.
			.sort((a, b) => b.path.replaceAll(/\{\w+\}/g, '').length - a.path.replaceAll(/\{\w+\}/g, '').length)
			.map((operation) => ({ method: operation.method, pattern: patternOf(operation.path), operation })),
		...retired.map(({ request, until }) => {
			const [method = '', path = ''] = request.split(' ');
			return { method, pattern: patternOf(path), until, successor: successorOf(request) };
		}),
	];
	return patterns;
}

/** What the catalog knows of a path that a user wrote; nothing for paths that 3CX never documented. */
export function findByPath(method: Method, path: string): Known {
	const [withoutQuery = ''] = path.split('?');
	const segments = withoutQuery.split('/');
	return allPatterns().find((entry) => entry.method === method && isOne(segments, entry.pattern)) ?? {};
}
