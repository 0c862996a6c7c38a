import type { IExecuteFunctions } from 'n8n-workflow';
import type { Operation } from '../catalog/types';
import type { PbxRequest } from '../request/pbxRequest';
import { isToolOfAgent } from '../transport/connection';

/** What reading a list came to, for one input item. */
export interface ListOutcome {
	operation: Operation;
	/** With the query as it was sent. */
	request: PbxRequest;
	/** Rows that are returned. */
	rows: number;
	/** The most rows that were asked for; infinite for all. */
	limit: number;
	/** Rows that the PBX counted; 0 where it did not, or where its count can't be relied on. */
	counted: number;
	isReport: boolean;
	/** Whether it is limited to a period. */
	hasPeriod: boolean;
}

/** Something to say about lists, at most once per execution. */
interface Remark {
	type: 'info' | 'warning';
	applies: (outcome: ListOutcome) => boolean;
	/** @param first the first list that it applies to. @param forItems ` for 2 of 5 items`, or nothing for a single one. */
	say: (first: ListOutcome, forItems: string) => string;
}

/** The least that the PBX's own limit to reports is set to (3CX parameter REPORT_ROW_LIMIT); administrators raise it. */
const REPORT_ROW_LIMIT = 20_000;

/** Limits are round numbers, and a report of exactly this many rows seldom ends there by itself. */
const ROUND = 1000;

/** A report of so many rows was probably cut off by the PBX, though more were asked for. */
const cutOff: Remark = {
	type: 'warning',
	applies: ({ isReport, rows, limit }) => isReport && rows >= REPORT_ROW_LIMIT && rows % ROUND === 0 && rows < limit,
	say: ({ operation, rows }) =>
		`"${operation.name}" returned ${rows} rows, which is probably the row limit for reports (PBX parameter ` +
		'REPORT_ROW_LIMIT). To get all rows, choose a shorter period, or run the node once for each part of the period.',
};

/**
 * Limit is 50 unless somebody changes it, and 50 items look like all of them. For a single input item, n8n itself says that
 * there may be more and names Return All.
 */
const partOnly: Remark = {
	type: 'info',
	applies: ({ rows, limit, counted }) => rows === limit && counted > limit,
	say: ({ operation, rows, counted }, forItems) =>
		forItems === ''
			? `"${operation.name}" returned ${rows} of ${counted} rows.`
			: `"${operation.name}" returned only part of the rows${forItems}, such as ${rows} of ${counted}. To get all, turn on Return All.`,
};

/** Data that users of the API could read only as System Owner. */
const OWNER_DATA = /^\/(Report|Recordings|CallHistoryView|ChatHistoryView|ChatMessagesHistoryView)/;

/** What narrows a list, as the editor calls it. */
function narrowing({ request, hasPeriod }: ListOutcome): string[] {
	return [
		...('$filter' in request.query ? ['Filter'] : []),
		...('$search' in request.query ? ['Search'] : []),
		...(hasPeriod ? ['the period'] : []),
	];
}

const needsOwner = ({ path }: Operation) => OWNER_DATA.test(path);

/** An empty list that nothing narrows says enough by itself, unless the PBX may hide its rows from this client. */
const empty: Remark = {
	type: 'info',
	applies: (outcome) => outcome.rows === 0 && (narrowing(outcome).length > 0 || needsOwner(outcome.operation)),
	say: (first, forItems) => {
		const toCheck = narrowing(first);
		return [
			`"${first.operation.name}" returned no rows${forItems}.`,
			...(toCheck.length > 0 ? [`Check ${toCheck.join(' and ')}.`] : []),
			...(needsOwner(first.operation) ? ['To see calls, recordings, and chats, the API client may need the role System Owner.'] : []),
		].join(' ');
	},
};

const remarks: readonly Remark[] = [cutOff, partOnly, empty];

/** What is said beside the output of one execution: of each kind once, however many items it has. */
export class ExecutionHints {
	private readonly found = new Map<Remark, { first: ListOutcome; items: number }>();

	private readonly warnings = new Set<string>();

	private lists = 0;

	/** Takes notice of a list that was read. */
	noteList(outcome: ListOutcome): void {
		this.lists += 1;
		for (const remark of remarks.filter(({ applies }) => applies(outcome))) {
			const { first = outcome, items = 0 } = this.found.get(remark) ?? {};
			this.found.set(remark, { first, items: items + 1 });
		}
	}

	/** Takes notice of something that the user is to know, in words. */
	warn(message: string): void {
		this.warnings.add(message);
	}

	/** Shows them in the editor. A version of n8n without such hints and an AI agent, which would not see them, are told nothing. */
	show(context: IExecuteFunctions): void {
		if (!('addExecutionHints' in context) || isToolOfAgent(context)) return;
		const location = 'outputPane';
		for (const message of this.warnings) context.addExecutionHints({ message, type: 'warning', location });
		for (const [{ type, say }, { first, items }] of this.found) {
			const forItems = this.lists === 1 ? '' : ` for ${items} of ${this.lists} items`;
			context.addExecutionHints({ message: say(first, forItems), type, location });
		}
	}
}
