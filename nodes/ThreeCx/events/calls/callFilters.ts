import type { INodeProperties } from 'n8n-workflow';
import { groupBy } from '../../collections/groupBy';
import { readChoice, readEntries } from '../../input/choices';
import type { ReadParameter } from '../../input/itemInput';
import { readFilters } from '../settings';
import type { Call, Leg } from '../../callLog/call';

export const DIRECTIONS = ['any', 'inbound', 'internal', 'outbound'] as const;
const OUTCOMES = ['any', 'answered', 'missed'] as const;

/** Filters of every event about calls. */
export const callFilters = (direction: INodeProperties): INodeProperties[] => [
	{
		displayName: 'Dialed Number (DID)',
		name: 'dialedNumbers',
		type: 'string',
		default: '',
		placeholder: 'e.g. +4930123456',
		description: 'Numbers that callers dialed, separated by commas. Their last digits are compared with the destination in the call log.',
	},
	direction,
	{
		displayName: 'Extensions',
		name: 'extensions',
		type: 'string',
		default: '',
		placeholder: 'e.g. 100, 101',
		description: 'Only calls with one of these extensions. Enter numbers, separated by commas.',
	},
	{
		displayName: 'Queues or Ring Groups',
		name: 'queues',
		type: 'string',
		default: '',
		placeholder: 'e.g. 800, 801',
		description: 'Only calls through one of these queues or ring groups. Enter numbers, separated by commas.',
	},
];

/** The filter by outcome, for events that are about any call. */
export const outcomeFilter: INodeProperties = {
	displayName: 'Outcome',
	name: 'outcome',
	type: 'options',
	options: [
		{ name: 'Any', value: 'any' },
		{ name: 'Answered', value: 'answered' },
		{ name: 'Missed', value: 'missed' },
	],
	default: 'any',
};

/** Only the digits, without the zeros of a trunk or country prefix. */
const digits = (number: string) => number.replaceAll(/\D/g, '').replace(/^0+/, '');

/** Shorter endings are the same by chance. */
const SURE_ENDING = 6;

/** Whether the digits of two spellings may be of one number: the shorter ends the longer. */
function isSameNumber(one: string, other: string): boolean {
	const [short = '', long = ''] = [one, other].sort((a, b) => a.length - b.length);
	return short !== '' && long.endsWith(short) && (short.length >= SURE_ENDING || short === long);
}

/** Tells whether a number may be one of a list, which is found by its ending: the list and the log may both be long. */
function amongNumbers(numbers: readonly string[]): (number: string) => boolean {
	const byEnding = groupBy(numbers.map(digits), (wanted) => wanted.slice(-SURE_ENDING));
	return (number) => {
		const given = digits(number);
		return byEnding.get(given.slice(-SURE_ENDING))?.some((wanted) => isSameNumber(wanted, given)) ?? false;
	};
}

const numbersOf = ({ from, to }: Leg) => [from.number, to.number];

/** Reads the filters; the result is JSON, so that a change of them is noticed. */
export function readCallFilters(read: ReadParameter) {
	const filters = readFilters(read);
	return {
		direction: readChoice(filters.direction, 'Direction', DIRECTIONS),
		outcome: readChoice(filters.outcome, 'Outcome', OUTCOMES),
		extensions: readEntries(filters.extensions, 'Extensions'),
		queues: readEntries(filters.queues, 'Queues or Ring Groups'),
		dialedNumbers: readEntries(filters.dialedNumbers, 'Dialed Number (DID)'),
	};
}

/** Tells whether a call, or the leg of one, passes the filters. */
export function passing({ direction: wanted, outcome, ...lists }: ReturnType<typeof readCallFilters>): (call: Call) => boolean {
	const [extensions, queues] = [new Set<string | null>(lists.extensions), new Set<string | null>(lists.queues)];
	const isDialed = amongNumbers(lists.dialedNumbers);
	const isNamed = (list: ReadonlySet<string | null>, numbers: readonly (string | null)[]) =>
		list.size === 0 || numbers.some((number) => list.has(number));
	return (call) =>
		(wanted === 'any' || call.direction === wanted) &&
		(outcome === 'any' || call.answered === (outcome === 'answered')) &&
		isNamed(extensions, call.legs.flatMap(numbersOf)) &&
		isNamed(queues, call.legs.map(({ to }) => to.number)) &&
		(lists.dialedNumbers.length === 0 || call.dialed.some(isDialed));
}
