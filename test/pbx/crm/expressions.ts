/** A time span of .NET. */
export class Span {
	constructor(readonly seconds: number) {}

	toString(): string {
		const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
		return `${two(this.seconds / 3600)}:${two((this.seconds / 60) % 60)}:${two(this.seconds % 60)}`;
	}
}

export type Value = string | number | boolean | Date | Span;

export type Variables = Readonly<Record<string, Value>>;

const two = (value: number) => String(value).padStart(2, '0');

/** A date as .NET writes it without a format, on a PBX in American English. */
function plainDate(date: Date): string {
	const hours = date.getUTCHours();
	return `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()} ${hours % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} ${hours < 12 ? 'AM' : 'PM'}`;
}

/** .NET's custom date formats, as far as templates use them. */
function formatDate(date: Date, format: string): string {
	const parts: Readonly<Record<string, string>> = {
		yyyy: String(date.getUTCFullYear()).padStart(4, '0'),
		MM: two(date.getUTCMonth() + 1),
		dd: two(date.getUTCDate()),
		HH: two(date.getUTCHours()),
		mm: two(date.getUTCMinutes()),
		ss: two(date.getUTCSeconds()),
		t: `${date.getUTCHours() % 12 || 12}:${two(date.getUTCMinutes())} ${date.getUTCHours() < 12 ? 'AM' : 'PM'}`,
	};
	return format.replaceAll(/yyyy|MM|dd|HH|mm|ss|^t$/g, (token) => parts[token] ?? token);
}

const asText = (value: Value): string => {
	if (value instanceof Date) return plainDate(value);
	// .NET writes them with a capital letter.
	if (typeof value === 'boolean') return value ? 'True' : 'False';
	return String(value);
};

/** Methods of .NET's types that templates call. */
function call(value: Value, method: string, args: readonly string[]): Value {
	const [first = '', second = ''] = args;
	if (method === 'ToString' && value instanceof Date) return first === '' ? plainDate(value) : formatDate(value, first);
	if (method === 'ToString' && typeof value === 'number' && /^F\d$/.test(first)) return value.toFixed(Number(first[1]));
	if (method === 'ToString') return asText(value);
	if (method === 'Replace') return asText(value).replaceAll(first, second);
	if (method === 'ToLower') return asText(value).toLowerCase();
	if (method === 'Trim') return asText(value).trim();
	if (value instanceof Span && method === 'get_TotalSeconds') return value.seconds;
	if (value instanceof Span && method === 'get_TotalMinutes') return value.seconds / 60;
	throw new Error(`Unknown function: ${method}`);
}

/** Where the bracket that opens at `start` closes, or -1. Quoted brackets count as text. */
function closing(text: string, start: number, open: string, close: string): number {
	let depth = 0;
	let quoted = false;
	for (let index = start; index < text.length; index++) {
		const character = text[index];
		if (character === '"') quoted = !quoted;
		if (quoted) continue;
		if (character === open) depth++;
		if (character === close && --depth === 0) return index;
	}
	return -1;
}

/** Splits at a separator that stands outside of brackets, parentheses and quotes. */
function split(text: string, separator: string): string[] {
	const parts = [''];
	let depth = 0;
	let quoted = false;
	for (let index = 0; index < text.length; index++) {
		const character = text[index] ?? '';
		if (character === '"') quoted = !quoted;
		if (!quoted && '[('.includes(character)) depth++;
		if (!quoted && '])'.includes(character)) depth--;
		if (!quoted && depth === 0 && text.startsWith(separator, index)) {
			parts.push('');
			index += separator.length - 1;
		} else parts.push((parts.pop() ?? '') + character);
	}
	return parts;
}

const unquote = (text: string) => text.trim().replace(/^"([\s\S]*)"$/, '$1');

/** Whether a condition holds, such as `[ReportCallEnabled]!=True||[CallType]==Missed`. An empty one doesn't. */
export function holds(condition: string, variables: Variables): boolean {
	const alternatives = split(condition, '||');
	if (alternatives.length > 1) return alternatives.some((part) => holds(part, variables));
	const parts = split(condition, '&&');
	if (parts.length > 1) return parts.every((part) => holds(part, variables));
	const operator = ['!=', '==', '>', '<'].find((candidate) => split(condition, candidate).length === 2);
	if (operator === undefined) return evaluate(condition, variables) === 'True';
	const [left = '', right = ''] = split(condition, operator).map((side) => unquote(evaluate(side.trim(), variables)));
	if (operator === '==') return left === right;
	if (operator === '!=') return left !== right;
	return operator === '>' ? Number(left) > Number(right) : Number(left) < Number(right);
}

/** The value of what stands between brackets; undefined for a variable that there isn't. */
function valueOf(inner: string, variables: Variables): Value | undefined {
	const condition = /^IIf\(([\s\S]*)\)$/.exec(inner.trim())?.[1];
	if (condition !== undefined) {
		const [test = '', yes = '', no = ''] = split(condition, ',');
		return unquote(evaluate(holds(test, variables) ? yes : no, variables));
	}
	if (!inner.startsWith('[')) return variables[inner.trim()];
	const end = closing(inner, 0, '[', ']');
	const base = valueOf(inner.slice(1, end), variables);
	const calls = [...inner.slice(end + 1).matchAll(/\.(\w+)\(((?:"[^"]*"|[^)])*)\)/g)];
	if (base === undefined) return undefined;
	return calls.reduce<Value>((value, [, method = '', args = '']) => call(value, method, args === '' ? [] : split(args, ',').map(unquote)), base);
}

/**
 * A text with its expressions evaluated once. A variable that there isn't stays as it is written, as users of 3CX report.
 *
 * Source: 3CX, "CRM Template XML Description", Expressions.
 */
export function evaluate(text: string, variables: Variables): string {
	let result = '';
	for (let index = 0; index < text.length; index++) {
		const pair = text.slice(index, index + 2);
		if (pair === '{{' || pair === '}}' || pair === '^^') {
			result += { '{{': '[', '}}': ']', '^^': '"' }[pair];
			index++;
			continue;
		}
		const end = text[index] === '[' ? closing(text, index, '[', ']') : -1;
		if (end < 0) {
			result += text.charAt(index);
			continue;
		}
		const written = text.slice(index, end + 1);
		const value = valueOf(written.slice(1, -1), variables);
		result += value === undefined ? written : asText(value);
		index = end;
	}
	return result;
}

/** The same, as many times as the template says, and at least once. */
export function evaluateTimes(text: string, passes: string | undefined, variables: Variables): string {
	let result = text;
	for (let pass = 0; pass < Math.max(1, Number(passes ?? 0)); pass++) result = evaluate(result, variables);
	return result;
}
