/** What the arguments of reports mean. */
import { badRequest, ODataError } from '../odata/errors';
import type { Row } from '../types';

export interface Period {
	from: Date;
	to: Date;
}

const NAMES: readonly [from: string, to: string][] = [
	['periodFrom', 'periodTo'],
	['startDt', 'endDt'],
	['startDate', 'endDate'],
];

/** The period that a report is about; without one, all time. */
export function periodOf(given: Row): Period {
	const [from, to] = NAMES.find(([name]) => Object.hasOwn(given, name)) ?? ['', ''];
	return {
		from: new Date(typeof given[from] === 'string' ? given[from] : -8.64e15),
		to: new Date(typeof given[to] === 'string' ? given[to] : 8.64e15),
	};
}

/** Both ends belong to it. */
export const isWithin = (time: Date, { from, to }: Period): boolean => from <= time && time <= to;

/** The numbers in a list such as `800,801`; undefined for the empty text, which stands for all. */
function numbersIn(list: unknown): string[] | undefined {
	const text = typeof list === 'string' ? list.trim() : '';
	return text === '' ? undefined : text.split(',').map((number) => number.trim());
}

/** Whether a list of numbers names one; the empty list names all. */
export function names(list: unknown, number: string): boolean {
	return numbersIn(list)?.includes(number) ?? true;
}

/** The first argument among some names that is given. */
export function argument(given: Row, ...options: readonly string[]): unknown {
	const name = options.find((option) => Object.hasOwn(given, option));
	return name === undefined ? undefined : given[name];
}

/** The list of queues that a report asks for. Throws a 400 for null, as live systems do. */
export function queuesArgument(given: Row): unknown {
	for (const name of ['queueDnStr', 'queueDns']) {
		if (given[name] === null) throw badRequest(`The ${name} field is required.`);
	}
	return argument(given, 'queueDnStr', 'queueDns');
}

/** Throws a 404 for the empty text, which stands for all queues in most reports, but not in all. */
export function demandQueues(given: Row): void {
	if (numbersIn(queuesArgument(given)) === undefined) throw new ODataError(404, '');
}

/** The seconds of an interval such as `0:00:30`; 0 where it is not one. */
export function intervalSeconds(text: unknown): number {
	const parts = typeof text === 'string' ? text.split(':').map(Number) : [];
	return parts.length === 3 && parts.every(Number.isFinite) ? parts.reduce((sum, part) => sum * 60 + part, 0) : 0;
}

/** Whether calls between two parties are asked for: 0 all, 1 internal, 2 external. */
export function isInArea(area: unknown, isExternal: boolean): boolean {
	return area !== 1 && area !== 2 ? true : (area === 2) === isExternal;
}
