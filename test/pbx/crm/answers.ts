import type { CrmRule, CrmVariable } from './template';

/**
 * Values at a path of a response, lists along it passed through. `record` fixes the element of the outermost list, where a
 * path meets it.
 */
export function valuesAt(body: unknown, path: string, record?: unknown): unknown[] {
	const follow = (value: unknown, names: readonly string[]): unknown[] => {
		if (Array.isArray(value)) {
			const elements = value as unknown[];
			return (elements.includes(record) ? [record] : elements).flatMap((element) => follow(element, names));
		}
		const [name, ...rest] = names;
		if (name === undefined) return value === undefined || value === null ? [] : [value];
		if (typeof value !== 'object' || value === null) return [];
		return follow((value as Record<string, unknown>)[name], rest);
	};
	return follow(body, path.split('.'));
}

/** The elements of the outermost list along a path; the whole body where there is none. */
function recordsAt(body: unknown, path: string): unknown[] {
	let value = body;
	for (const name of path.split('.')) {
		if (Array.isArray(value)) break;
		value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
	}
	return Array.isArray(value) && value.some((element) => typeof element === 'object') ? (value as unknown[]) : [body];
}

/** .NET's text of a JSON value. */
const asText = (value: unknown): string => {
	if (typeof value === 'boolean') return value ? 'True' : 'False';
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

const digits = (text: string) => text.replaceAll(/\D/g, '');

/** Whether two numbers are one, as far as the shorter of them tells. */
export const isSameNumber = (a: string, b: string): boolean => {
	const [long, short] = [digits(a), digits(b)].sort((one, other) => other.length - one.length) as [string, string];
	return short !== '' && long.endsWith(short);
};

interface Evaluated {
	number: string;
	evaluate: (text: string) => string;
}

function fits({ type, ethalon, path }: CrmRule, body: unknown, record: unknown, { number, evaluate }: Evaluated): boolean {
	const found = valuesAt(body, path, record).map(asText);
	if (type === 'Equals') return found.includes(evaluate(ethalon));
	if (type === 'Number') return found.some((value) => isSameNumber(value, number));
	return found.some((value) => value !== '');
}

/** The records of a response that pass all rules; without rules, the response itself. */
export function recordsThatPass(body: unknown, rules: readonly CrmRule[], evaluated: Evaluated): unknown[] {
	const [first] = rules;
	if (!first) return [body];
	return recordsAt(body, first.path).filter((record) => rules.every((rule) => fits(rule, body, record, evaluated)));
}

/**
 * The value of a variable in one record of a response. Of a list inside the record a rule picks the element; without a rule,
 * a list of several gives nothing (reported by 3CX users).
 */
export function readVariable({ path, rules }: CrmVariable, body: unknown, record: unknown, evaluated: Evaluated): string {
	const found = valuesAt(body, path, record);
	const [rule] = rules;
	if (!rule) return found.length === 1 ? asText(found[0]) : '';
	const beside = valuesAt(body, rule.path, record).map(asText);
	const index = beside.findIndex((value) => (rule.type === 'Equals' ? value === evaluated.evaluate(rule.ethalon) : value !== ''));
	return index < 0 ? '' : asText(found[index]);
}
