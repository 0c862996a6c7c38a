import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { findListOf, titlePropertiesOf } from '../catalog';
import type { Key, Operation } from '../catalog/types';
import { asText } from '../input/asText';
import { quote } from '../request/odata';
import { toNodeError } from '../errors/nodeError';
import { PAGE_SIZE } from '../catalog/paging';
import { checkNextLink, readPage, type PageStart, type Row } from '../transport/pages';
import { openConnection, secretsOf, type Connection } from '../transport/connection';
import { subjectOf } from '../errors/subject';
import { currentOperation } from './currentOperation';

/** `contains` over several properties, without regard to case, and a numeric key as it is. */
function searchFilter(term: string, properties: string[], key: Key): string {
	const texts = key.type === 'string' ? [...new Set([...properties, key.property])] : properties;
	const conditions = texts.map((property) => `contains(tolower(${property}),${quote(term.toLowerCase())})`);
	const isNumeric = key.type === 'int32' && /^\d{1,9}$/.test(term);
	return [...conditions, ...(isNumeric ? [`${key.property} eq ${term}`] : [])].join(' or ');
}

function listQuery({ key }: Operation & { key: Key }, list: Operation, term: string): Record<string, string> {
	const titles = titlePropertiesOf(list);
	const filter = term === '' ? '' : searchFilter(term, titles, key);
	// A term that no property can hold finds nothing, rather than everything.
	const nothing = term !== '' && filter === '';
	return {
		...(list.query.includes('select') ? { $select: [...new Set([key.property, ...titles])].join(',') } : {}),
		// The key comes last: rows with one name keep their places from page to page.
		...(list.query.includes('orderby') ? { $orderby: [...new Set([titles[0] ?? key.property, key.property])].join(',') } : {}),
		...(filter === '' ? {} : { $filter: filter }),
		...(nothing ? { $filter: `${key.property} eq null` } : {}),
	};
}

function readStart(token: string | undefined, origin: string): PageStart {
	if (token === undefined || token === '') return 0;
	return /^\d+$/.test(token) ? Number(token) : checkNextLink(token, origin);
}

/** `100 Ada Byron ada@example.com (28)` */
function labelOf(row: Row, titles: string[], value: string | number): string {
	const words = [...new Set(titles.map((title) => asText(row[title])))].filter((text) => text !== '' && text !== value);
	return words.length > 0 ? `${words.join(' ')} (${value})` : String(value);
}

/**
 * The rows that the key of the chosen operation can name, for the "From List" mode of its locator. Searched, sorted and
 * paged by the PBX.
 */
export async function searchKeys(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const operation = currentOperation(this);
	const list = operation && findListOf(operation);
	if (!operation?.key || !list) return { results: [] };
	const { key } = operation;

	let connection: Connection | undefined;
	try {
		connection = await openConnection(this);
		const { rows, next } = await readPage(
			connection,
			{
				method: 'GET',
				path: list.path,
				query: listQuery({ ...operation, key }, list, filter?.trim() ?? ''),
				headers: {},
			},
			{
				start: readStart(paginationToken, connection.settings.origin),
				top: PAGE_SIZE,
				countable: list.query.includes('count'),
			},
		);
		const titles = titlePropertiesOf(list);
		return {
			results: rows.map((row) => {
				const value = row[key.property] as string | number;
				return { name: labelOf(row, titles, value), value };
			}),
			paginationToken: next?.toString(),
		};
	} catch (error) {
		throw toNodeError(error, {
			node: this.getNode(),
			subject: subjectOf(list, connection?.settings.origin),
			secrets: connection ? secretsOf(connection) : [],
		});
	}
}
