import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { findListOf, findOperation, titlePropertyOf } from '../catalog';
import { asText } from '../request/asText';
import { quote } from '../request/odata';
import { subjectOf } from '../transport/subject';
import { toNodeError } from '../transport/errors';
import { checkNextLink, PAGE_SIZE, readPage, type PageStart } from '../transport/pages';
import { openConnection, secretsOf, type Connection } from '../transport/send';

/** `contains` over several properties, without regard to case. */
function searchFilter(term: string, properties: string[]): string {
	return properties
		.map((property) => `contains(tolower(${property}),${quote(term.toLowerCase())})`)
		.join(' or ');
}

function readStart(token: string | undefined, origin: string): PageStart {
	if (token === undefined || token === '') return 0;
	return /^\d+$/.test(token) ? Number(token) : checkNextLink(token, origin);
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
	const resource = asText(this.getCurrentNodeParameter('resource'));
	const operation = findOperation(resource, asText(this.getCurrentNodeParameter('operation')));
	const list = operation && findListOf(operation);
	if (!operation?.key || !list) return { results: [] };

	const key = operation.key.name;
	const title = titlePropertyOf(operation);
	const properties = title ? [key, title] : [key];
	const query: Record<string, string> = { $select: properties.join(','), $orderby: title ?? key };
	const term = filter?.trim();
	if (term) query.$filter = searchFilter(term, properties);

	let connection: Connection | undefined;
	try {
		connection = await openConnection(this);
		const { rows, next } = await readPage(
			connection,
			{ method: 'GET', path: list.path, query, headers: {} },
			{
				start: readStart(paginationToken, connection.settings.origin),
				top: PAGE_SIZE,
				countable: list.queryOptions.includes('count'),
			},
		);
		return {
			results: rows.map((row) => {
				const value = row[key] as string | number;
				const name = title ? asText(row[title]) : '';
				return { name: name !== '' && name !== value ? `${name} (${value})` : String(value), value };
			}),
			paginationToken: next?.toString(),
		};
	} catch (error) {
		throw toNodeError(error, {
			node: this.getNode(),
			subject: subjectOf(list, connection),
			secrets: connection ? secretsOf(connection) : [],
		});
	}
}
