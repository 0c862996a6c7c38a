import { operations } from './index';
import { retired } from './operations';
import type { Method, Operation } from './types';

/** A pattern for paths of a template: `/Users({Id})` matches `/Users(28)` and `/Users('a%2Fb')`. */
function patternOf(path: string): RegExp {
	const escaped = path.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`).replaceAll(/\{\w+\}/g, '[^/?]*');
	return new RegExp(`^${escaped}$`);
}

let patterns: { method: string; pattern: RegExp; operation?: Operation; until?: string }[] | undefined;

/** Made when first asked for, because few workflows write their own paths. */
function allPatterns() {
	patterns ??= [
		...operations
			.filter(({ kind }) => kind !== 'job' && kind !== 'request')
			// The most literal pattern first: a number is also matched by the pattern of the key.
			.sort((a, b) => b.path.replaceAll(/\{\w+\}/g, '').length - a.path.replaceAll(/\{\w+\}/g, '').length)
			.map((operation) => ({ method: operation.method, pattern: patternOf(operation.path), operation })),
		...Object.entries(retired).map(([request, until]) => {
			const [method = '', path = ''] = request.split(' ');
			return { method, pattern: patternOf(path), until };
		}),
	];
	return patterns;
}

/**
 * What the catalogue knows of a path that a user wrote: the operation it calls, or the last version of 3CX that had it.
 * Nothing for other paths.
 */
export function findByPath(method: Method, path: string): { operation?: Operation; until?: string } {
	const [withoutQuery = ''] = path.split('?');
	const found = allPatterns().find((entry) => entry.method === method && entry.pattern.test(withoutQuery));
	return { operation: found?.operation, until: found?.until };
}
