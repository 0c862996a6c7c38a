import type { Field, Operation } from './types';

/** The field that chooses a period, in place of the two arguments that a report has for it. */
export const PERIOD = 'period';

/** Periods to choose, in the order they are offered. All are meant in the zone of the workflow. */
export const periods = [
	{ name: 'Today', value: 'today' },
	{ name: 'Yesterday', value: 'yesterday' },
	{ name: 'Last 7 Days', value: 'last7Days' },
	{ name: 'This Month', value: 'thisMonth' },
	{ name: 'Last Month', value: 'lastMonth' },
	{ name: 'Custom', value: 'custom' },
] as const;

export type Period = (typeof periods)[number]['value'];

/** What a fresh report is about. */
export const DEFAULT_PERIOD: Period = 'last7Days';

/** The arguments in which a period begins and ends: the only two dates of a function. Undefined where it has others. */
export function periodArguments({ arguments: args }: Operation): { start: Field; end: Field } | undefined {
	const [start, end, ...others] = args.filter(({ type }) => type === 'dateTime');
	return start && end && others.length === 0 ? { start, end } : undefined;
}

/** The period as a field of the form. */
export const periodField: Field = {
	name: PERIOD,
	type: 'string',
	isCollection: false,
	isNullable: true,
	isNavigation: false,
};
