import { asText } from '../../input/asText';
import { quote } from '../../request/odata';
import { isoTime } from '../../response/values';
import type { Row } from '../../transport/pages';
import type { Span } from '../common/period';

/** Which recordings are meant: all that started in a span and fit each of the lists that is given. */
export interface Selection {
	span: Span;
	/** Numbers of extensions, one of which took part. */
	extensions?: ReadonlySet<string>;
	/** Numbers of a department, one of which took part. */
	members?: ReadonlySet<string>;
	/** Forms of an external number that called, was called, or was dialed. */
	externalNumbers?: ReadonlySet<string>;
}

/** The PBX compares with so many numbers at most, so that the URL stays short; with more, all recordings of the span are read. */
const MOST_COMPARED = 15;

const DNS = ['FromDn', 'ToDn'];
const EXTERNAL = ['FromCallerNumber', 'ToCallerNumber', 'FromDidNumber', 'ToDidNumber'];

const anyOf = (properties: readonly string[], values: ReadonlySet<string>) =>
	properties.flatMap((property) => [...values].map((value) => `${property} eq ${quote(value)}`)).join(' or ');

/** The condition that the PBX checks: the span, and the first list that is short enough. */
export function filterFor({ span, extensions, members, externalNumbers }: Selection): string {
	const candidates: [readonly string[], ReadonlySet<string> | undefined][] = [
		[DNS, extensions],
		[EXTERNAL, externalNumbers],
		[DNS, members],
	];
	const [properties, values] = candidates.find(([, list]) => list !== undefined && list.size <= MOST_COMPARED) ?? [];
	const period = `StartTime ge ${isoTime(span.from)} and StartTime lt ${isoTime(span.to)}`;
	return properties && values && values.size > 0 ? `${period} and (${anyOf(properties, values)})` : period;
}

/** Whether a recording fits every list that is given. */
export function isSelected(row: Row, { extensions, members, externalNumbers }: Selection): boolean {
	const fits = (properties: readonly string[], values: ReadonlySet<string> | undefined) =>
		values === undefined || properties.some((property) => values.has(asText(row[property])));
	return fits(DNS, extensions) && fits(DNS, members) && fits(EXTERNAL, externalNumbers);
}
