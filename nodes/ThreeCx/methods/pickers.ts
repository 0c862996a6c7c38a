import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { operations, titlePropertiesOf } from '../catalog';
import type { Operation } from '../catalog/types';
import { toNodeError } from '../errors/nodeError';
import { subjectOf } from '../errors/subject';
import { asText } from '../input/asText';
import { quote } from '../request/odata';
import { openConnection, secretsOf, type Connection } from '../transport/connection';
import { PAGE_SIZE } from '../catalog/paging';
import { checkNextLink, readPage, type Row } from '../transport/pages';

type ListSearch = (this: ILoadOptionsFunctions, filter?: string, paginationToken?: string) => Promise<INodeListSearchResult>;

/** The list operation over an entity set. */
function listOf(path: string): Operation {
	const list = operations.find((operation) => operation.path === path && operation.kind === 'list');
	if (list) return list;
	throw new RangeError(`The catalog has no list of ${path}`);
}

/** `800 Sales` */
const labelOf = (row: Row, titles: readonly string[]): string =>
	[...new Set(titles.map((title) => asText(row[title])))].filter((text) => text !== '').join(' ');

/**
 * Rows of an entity set for a picker whose value is the number, which people know and which other systems have. Departments
 * are known by name; on some systems they have no number.
 */
function searchRows(path: string, property = 'Number'): ListSearch {
	return async function (this, filter = '', paginationToken = '') {
		const list = listOf(path);
		const titles = [...new Set(['Number', ...titlePropertiesOf(list)])];
		const term = filter.trim().toLowerCase();
		const conditions = titles.map((title) => `contains(tolower(${title}),${quote(term)})`);
		let connection: Connection | undefined;
		try {
			connection = await openConnection(this);
			const query = {
				$select: ['Id', ...titles].join(','),
				$orderby: property,
				...(term === '' ? {} : { $filter: conditions.join(' or ') }),
			};
			const { rows, next } = await readPage(
				connection,
				{ method: 'GET', path, query, headers: {} },
				{
					start: /^\d*$/.test(paginationToken) ? Number(paginationToken) : checkNextLink(paginationToken, connection.settings.origin),
					top: PAGE_SIZE,
					countable: true,
				},
			);
			return {
				results: rows
					// The PBX keeps each extension's favorites as a department of its own.
					.filter((row) => asText(row[property]) !== '' && !asText(row.Name).startsWith('___FAVORITES___'))
					.map((row) => ({ name: labelOf(row, titles), value: asText(row[property]) })),
				paginationToken: next?.toString(),
			};
		} catch (error) {
			throw toNodeError(error, {
				node: this.getNode(),
				subject: subjectOf(list, connection?.settings.origin),
				secrets: connection ? secretsOf(connection) : [],
			});
		}
	};
}

/** Lists to pick from in the forms of jobs. */
export const pickers = {
	searchDepartments: searchRows('/Groups', 'Name'),
	searchQueues: searchRows('/Queues'),
	searchRingGroups: searchRows('/RingGroups'),
	searchUsers: searchRows('/Users'),
} satisfies Record<string, ListSearch>;
