import { apiOperations, findOperation } from './index';
import { retired } from './facts/operations';
import { successors } from './words/overrides';
import type { Method, Operation } from './types';

/** A pattern for paths of a template: `/Users({Id})` matches `/Users(28)` and `/Users('a%2Fb')`. */
function patternOf(path: string): RegExp {
	const escaped = path.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`).replaceAll(/\{\w+\}/g, '[^/?]*');
	return new RegExp(`^${escaped}$`);
}

/** What is known of a path. */
interface Known {
	/** The operation it calls. */
	operation?: Operation;
	/** The mark of the last document that has it, where 3CX removed it. */
	until?: string;
	/** What to use in its place. */
	successor?: Operation;
}

let patterns: (Known & { method: string; pattern: RegExp })[] | undefined;

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
	return allPatterns().find((entry) => entry.method === method && entry.pattern.test(withoutQuery)) ?? {};
}
