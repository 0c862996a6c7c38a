/** The system query options of a list or of a single entity. */
import type { QueryOption } from '../../../nodes/ThreeCx/catalog/types';
import { badRequest } from './errors';
import { parseFilter, type Predicate } from './filter';
import { decodeOnce } from './path';
import { propertyType, type Properties, type Target } from '../data/release';
import type { Row } from '../types';

/** Above this, live systems answer 400. */
const MAX_TOP = 100;

export interface OrderBy {
	property: string;
	descending: boolean;
}

/** What of a row is asked for. */
export interface Shape {
	/** Undefined: all properties. */
	select?: string[];
	/** Expanded navigation properties, and which of their rows. */
	expand: Map<string, Expansion>;
}

/** Which rows are asked for. */
interface Choice {
	top?: number;
	skip: number;
	count: boolean;
	filter?: Predicate;
	/** In lower case. */
	search?: string;
	orderBy: OrderBy[];
}

export interface Query extends Shape, Choice {}

export type Expansion = Query;

/**
 * Parses a raw query string for an operation on `target` that declares some query options. Options that do not
 * begin with `$` are ignored (OData v4.01 URL Conventions, section 5.2). Throws a 400 for an unknown or
 * repeated system query option, for `$top` above a limit and for any value that does not fit.
 */
export function parseQuery(rawQuery: string, declared: readonly QueryOption[], target: Target, maxTop = MAX_TOP): Query {
	const options = systemOptions(
		rawQuery,
		declared.map((name) => `$${name}`),
	);
	return readQuery(options, target, maxTop);
}

function readQuery(options: ReadonlyMap<string, string>, target: Target, maxTop: number): Query {
	const text = (name: string): string | undefined => options.get(name);
	const filter = text('$filter');
	return {
		top: parseTop(text('$top'), maxTop),
		skip: parseCount('$skip', text('$skip')) ?? 0,
		count: parseBoolean('$count', text('$count')),
		filter: filter === undefined ? undefined : parseFilter(filter, target.properties),
		search: text('$search')?.replace(/^"(.*)"$/s, '$1').toLowerCase(),
		orderBy: parseOrderBy(text('$orderby'), target.properties),
		...parseShape(text('$select'), text('$expand'), target),
	};
}

/** The raw query string with options set to other values; the others stay as they were written. */
export function withOptions(rawQuery: string, options: Record<string, number>): string {
	const kept = rawQuery.split('&').filter((pair) => pair !== '' && !Object.hasOwn(options, decodePair(pair)[0]));
	return [...kept, ...Object.entries(options).map(([name, value]) => `${name}=${value}`)].join('&');
}

function systemOptions(rawQuery: string, allowed: string[]): Map<string, string> {
	const options = new Map<string, string>();
	for (const pair of rawQuery.split('&')) {
		const [name, value] = decodePair(pair);
		if (!name.startsWith('$')) continue;
		if (!allowed.includes(name)) throw refuse(`The query option '${name}' is not supported here.`);
		if (options.has(name)) throw refuse(`The query option '${name}' occurs more than once.`);
		options.set(name, value);
	}
	return options;
}

/** ASP.NET Core reads '+' in a query string as a space, so a client has to send %2B for a plus. */
function decodePair(pair: string): [name: string, value: string] {
	const mark = pair.indexOf('=');
	const [name, value] = mark < 0 ? [pair, ''] : [pair.slice(0, mark), pair.slice(mark + 1)];
	return [decodeOnce(name.replaceAll('+', ' ')), decodeOnce(value.replaceAll('+', ' '))];
}

function refuse(reason: string): Error {
	return badRequest(`The query specified in the URI is not valid. ${reason}`);
}

function parseTop(text: string | undefined, maxTop: number): number | undefined {
	const top = parseCount('$top', text);
	if (top !== undefined && top > maxTop) {
		throw refuse(
			`The limit of '${maxTop}' for Top query has been exceeded. ` +
				`The value from the incoming request is '${top}'.`,
		);
	}
	return top;
}

function parseCount(name: string, text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	if (!/^\d{1,9}$/.test(text)) throw refuse(`Invalid value '${text}' for ${name} query option found.`);
	return Number(text);
}

function parseBoolean(name: string, text: string | undefined): boolean {
	if (text === undefined || text === 'false') return false;
	if (text === 'true') return true;
	throw refuse(`Invalid value '${text}' for ${name} query option found.`);
}

function parseSelect(text: string, properties: Properties): string[] | undefined {
	const names = text.split(',').map((name) => name.trim());
	if (names.includes('*')) return undefined;
	for (const name of names) requireProperty(name, properties);
	return names;
}

function parseOrderBy(text: string | undefined, properties: Properties): OrderBy[] {
	if (text === undefined) return [];
	return text.split(',').map((item) => {
		const [property = '', direction = 'asc', ...rest] = item.trim().split(/ +/);
		if (requireProperty(property, properties) === 'complex') throw refuse(`Cannot order by '${property}'.`);
		if (rest.length > 0 || (direction !== 'asc' && direction !== 'desc')) {
			throw refuse(`Syntax error in $orderby: '${item.trim()}'.`);
		}
		return { property, descending: direction === 'desc' };
	});
}

function parseShape(select: string | undefined, expand: string | undefined, target: Target): Shape {
	const items = expand === undefined ? [] : splitOutside(expand, ',');
	return {
		select: select === undefined ? undefined : parseSelect(select, target.properties),
		expand: new Map(items.map((item) => parseExpansion(item.trim(), target))),
	};
}

/** The options that may stand in the parentheses of `$expand`; most of them only where it leads to several rows. */
const EXPAND_OPTIONS = {
	one: ['$select', '$expand'],
	many: ['$select', '$expand', '$filter', '$orderby', '$top', '$skip', '$count'],
};

/** `Phones`, `Phones($select=Id,MacAddress)`, `Groups($filter=Name eq 'Sales';$top=1)`: other options are refused. */
function parseExpansion(item: string, { navigation }: Target): [name: string, expansion: Expansion] {
	const [, name = item, inside] = /^(\w+)(?:\((.+)\))?$/s.exec(item) ?? [];
	const target = Object.hasOwn(navigation, name) ? navigation[name]?.target() : undefined;
	if (!target) throw refuse(`Could not expand '${name}'.`);
	const options = new Map<string, string>();
	for (const option of inside === undefined ? [] : splitOutside(inside, ';')) {
		const [, key, value] = /^(\$\w+)=(.*)$/s.exec(option.trim()) ?? [];
		const allowed = EXPAND_OPTIONS[navigation[name]?.isCollection ? 'many' : 'one'];
		if (key === undefined || value === undefined || options.has(key) || !allowed.includes(key)) {
			throw refuse(`The option '${option}' is not supported in $expand.`);
		}
		options.set(key, value);
	}
	return [name, readQuery(options, target, MAX_TOP)];
}

/** Splits at a separator that stands neither in parentheses nor in a text. */
function splitOutside(text: string, separator: string): string[] {
	const parts = [''];
	let depth = 0;
	let isText = false;
	for (const character of text) {
		if (character === "'") isText = !isText;
		if (!isText && character === '(') depth += 1;
		if (!isText && character === ')') depth -= 1;
		if (!isText && character === separator && depth === 0) parts.push('');
		else parts.push(`${parts.pop() ?? ''}${character}`);
	}
	return parts;
}

function requireProperty(name: string, properties: Properties): string {
	const type = propertyType(properties, name);
	if (!type) throw refuse(`Could not find a property named '${name}'.`);
	return type;
}

/** The rows that pass `$filter` and `$search`, which looks for a substring in every string property. */
export function matching(rows: Row[], query: Query, properties: Properties): Row[] {
	const texts = Object.keys(properties).filter((name) => properties[name] === 'string');
	const { filter, search } = query;
	return rows
		.filter((row) => !filter || filter(row))
		.filter(
			(row) =>
				search === undefined ||
				texts.some((name) => String(row[name] ?? '').toLowerCase().includes(search)),
		);
}

/** The rows in the order of `orderBy`, null first (OData v4.01 Protocol, section 11.2.6.2). */
function sorted(rows: Row[], orderBy: OrderBy[]): Row[] {
	return rows.toSorted((left, right) => {
		for (const { property, descending } of orderBy) {
			const order = compareValues(left[property] ?? null, right[property] ?? null);
			if (order !== 0) return descending ? -order : order;
		}
		return 0;
	});
}

/** The rows in an order that depends on a number alone: the same for the same number. */
export function shuffled(rows: readonly Row[], seed: number): Row[] {
	const result = [...rows];
	let state = seed;
	for (let index = result.length - 1; index > 0; index--) {
		// A linear congruential generator (Numerical Recipes, section 7.1).
		state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
		const other = Math.floor((state / 2 ** 32) * (index + 1));
		[result[index], result[other]] = [result[other]!, result[index]!];
	}
	return result;
}

/** A value without the properties that are null, at any depth. */
export function withoutNulls(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutNulls);
	if (typeof value !== 'object' || value === null) return value;
	const present = Object.entries(value).filter(([, inner]) => inner !== null);
	return Object.fromEntries(present.map(([name, inner]) => [name, withoutNulls(inner)]));
}

/** The page of rows that `$orderby`, `$skip` and `$top` ask for, no longer than the server makes its pages. */
export function page(rows: Row[], query: Query, maxPageSize: number): Row[] {
	const size = Math.min(query.top ?? maxPageSize, maxPageSize);
	return sorted(rows, query.orderBy).slice(query.skip, query.skip + size);
}

function compareValues(left: unknown, right: unknown): number {
	if (left === right) return 0;
	if (left === null) return -1;
	if (right === null) return 1;
	if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : 1;
	return Number(left) - Number(right);
}

/** The part of a row that `$select` and `$expand` ask for; nothing that the type does not have. */
export function project(row: Row, { select, expand }: Shape, target: Target): Row {
	const names = select ?? Object.keys(row).filter((name) => propertyType(target.properties, name));
	const result: Row = Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
	for (const [name, shape] of expand) {
		const navigation = target.navigation[name];
		if (!navigation) continue;
		const value = row[name] ?? (navigation.isCollection ? [] : null);
		if (Array.isArray(value) && shape.count) result[`${name}@odata.count`] = matching(value as Row[], shape, navigation.target().properties).length;
		result[name] = expanded(value, shape, navigation.target());
	}
	return result;
}

function expanded(value: unknown, expansion: Expansion, target: Target): unknown {
	if (value === null) return null;
	if (!Array.isArray(value)) return project(value as Row, expansion, target);
	const chosen = page(matching(value as Row[], expansion, target.properties), expansion, Infinity);
	return chosen.map((item) => project(item, expansion, target));
}

/** How `@odata.context` names what was selected and expanded: `(Id,Groups(Rights()))`; nothing where neither was. */
export function contextShape({ select, expand }: Shape): string {
	const expansions = [...expand].map(([name, shape]) => `${name}${contextShape(shape) || '()'}`);
	const parts = [...(select ?? []), ...expansions];
	return parts.length === 0 ? '' : `(${parts.join(',')})`;
}
