/** What functions and actions answer where they have no effect of their own. */
import { isStructured } from '../../../nodes/ThreeCx/catalog/facts/fields';
import type { Operation } from '../../../nodes/ThreeCx/catalog/types';
import { effects, type CallContext } from './effects';
import { resources } from '../data/entitySets';
import { project } from '../odata/query';
import { apiOperations, type Release } from '../data/release';
import { sampleOfType, sampleRow } from '../data/sampleValues';
import { reportRows } from '../reports';
import type { Row } from '../types';

/** `GET /Recordings/Pbx.DownloadRecording()`: a call without the names of its arguments. */
const callName = ({ method, path }: Operation) => `${method} ${path.replace(/\(\w+=.*\)$/, '()')}`;

/** Throws for names that no call has: a result under a misspelt name would never be answered. */
export function checkCallNames(names: readonly string[]): void {
	const calls = apiOperations.filter(({ kind }) => kind === 'function' || kind === 'action');
	const known = new Set(calls.map(callName));
	for (const name of names) {
		if (!known.has(name)) throw new Error(`There is no function or action '${name}'.`);
	}
}

/** A row as an answer has it: without what has to be expanded. */
function shown(row: Row, type: string, release: Release): Row {
	return project(row, { expand: new Map() }, release.target(type));
}

/** A sample as an answer has it, without complaint. */
function sampleAnswer(type: string, release: Release, variant: 0 | 1 = 0): unknown {
	if (!isStructured(type)) return sampleOfType(type, variant);
	const row = shown(sampleRow(type, variant), type, release);
	return 'Error' in row ? { ...row, Error: null } : row;
}

/** Rows of a type: those stored of it, or samples where none are kept. */
function rowsOf(type: string, { store, set }: CallContext, release: Release): unknown[] {
	const ofType = resources.find((resource) => resource.kind === 'entitySet' && resource.type === type);
	const source = set?.type === type ? set : ofType;
	const rows = source ? store.rows(source.name) : [];
	if (source && (source === set || rows.length > 0)) return rows;
	return [sampleAnswer(type, release), sampleAnswer(type, release, 1)];
}

/** What a call answers where nobody said otherwise: something of its type. */
function ordinaryResult({ answer = '', output }: Operation, context: CallContext, release: Release): unknown {
	if (output === 'nothing' || answer === 'any') return undefined;
	if (output === 'pages' || output === 'file') return rowsOf(answer, context, release);
	if (output !== 'rows' && output !== 'report') return sampleAnswer(answer, release);
	const rows = rowsOf(answer, context, release);
	return isStructured(answer) ? rows.map((row) => shown(row as Row, answer, release)) : rows;
}

/** Carries a call out and returns its result: rows, an object, a primitive, or undefined for nothing. */
export function resultOf(
	operation: Operation,
	context: CallContext,
	release: Release,
	results: Readonly<Record<string, unknown>>,
): unknown {
	const name = callName(operation);
	if (Object.hasOwn(results, name)) return results[name];
	const rows = reportRows(operation, { store: context.store, legs: context.history.legs(), given: context.given });
	if (rows) return rows;
	const effect = Object.hasOwn(effects, operation.id) ? effects[operation.id] : undefined;
	return effect ? effect(context) : ordinaryResult(operation, context, release);
}
