/** Files that functions answer with, whatever type the document gives them. */
import { isStructured } from '../../../nodes/ThreeCx/catalog/facts/fields';
import type { Operation } from '../../../nodes/ThreeCx/catalog/types';
import { matching, page, project, type Query } from '../odata/query';
import type { Target } from '../data/release';
import type { Answer, Row } from '../types';

/** The bytes of a WAV file without sound (RIFF header, no samples). */
const SILENCE = Buffer.from(
	'524946462400000057415645666d74201000000001000100401f0000803e0000020010006461746100000000',
	'hex',
);

const WAV = { type: 'audio/x-wav', extension: 'wav', content: SILENCE };
const SCRIPT = { type: 'text/plain', extension: 'ps1', content: 'Connect-MicrosoftTeams\r\n' };
const CSV = { type: 'text/csv; charset=utf-8', extension: 'csv' };

/** Files of functions whose answer has no type in the document, by 3CX's name for them. */
const untyped: Record<string, { type: string; extension: string; content: string | Buffer }> = {
	DownloadGreeting: WAV,
	DownloadPlaylistFile: WAV,
	DownloadRecording: WAV,
	ExportCallCosts: { ...CSV, content: '"Prefix","CountryName","Rate"\r\n"1","United States","0.01"' },
	ExportTrunk: { type: 'application/xml', extension: 'xml', content: '<?xml version="1.0"?><Trunk/>' },
	GenerateIamPolicyFile: { type: 'application/octet-stream', extension: 'json', content: '{"Version":"2012-10-17"}' },
	GetDialPlanScript: SCRIPT,
	GetMapUsersScript: SCRIPT,
};

function attachment(name: string, type: string, body: string | Buffer): Answer {
	const disposition = `attachment; filename="${name}"; filename*=UTF-8''${encodeURIComponent(name)}`;
	return { status: 200, headers: { 'Content-Type': type, 'Content-Disposition': disposition }, body };
}

/** RFC 4180; null is an empty cell. */
function cell(value: unknown): string {
	if (value === null) return '""';
	const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
	return `"${text.replaceAll('"', '""')}"`;
}

/** The rows that a query asks for as CSV, with the columns that occur in any of them; all columns where no row is left. */
function toCsv(all: readonly Row[], query: Query, target: Target, maxPageSize: number): string {
	const found = page(matching([...all], query, target.properties), query, maxPageSize);
	const rows = found.map((row) => project(row, query, target));
	const occurring = [...new Set(rows.flatMap((row) => Object.keys(row)))];
	const columns = occurring.length > 0 ? occurring : (query.select ?? Object.keys(target.properties));
	const lines = [columns, ...rows.map((row) => columns.map((name) => row[name] ?? null))];
	return lines.map((line) => line.map(cell).join(',')).join('\r\n');
}

/** The answer of a download: CSV for rows, and for the rest what is known of it; a given text or bytes go before. */
export function fileAnswer(
	{ id, answer = '' }: Operation,
	result: unknown,
	{ query, target, maxPageSize }: { query: Query; target: Target; maxPageSize: number },
): Answer {
	const given = typeof result === 'string' || Buffer.isBuffer(result) ? result : undefined;
	if (isStructured(answer)) {
		return attachment(`${id}.csv`, CSV.type, given ?? toCsv(result as Row[], query, target, maxPageSize));
	}
	const { type, extension, content } = untyped[id] ?? { type: 'text/plain', extension: 'txt', content: '' };
	return attachment(`${id}.${extension}`, type, given ?? content);
}
