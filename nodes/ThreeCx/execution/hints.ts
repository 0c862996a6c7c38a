import type { Operation } from '../catalog/types';
import type { SendingContext } from '../transport/connection';

/** The least that the PBX's own limit to reports is set to (3CX parameter REPORT_ROW_LIMIT); administrators raise it. */
const REPORT_ROW_LIMIT = 20_000;

/** Limits are round numbers, and a report of exactly this many rows seldom ends there by itself. */
const ROUND = 1000;

/** Whether a report of this many rows was probably cut off by the PBX, though more were asked for. */
const isCutOff = (rows: number, limit: number) => rows >= REPORT_ROW_LIMIT && rows % ROUND === 0 && rows < limit;

/** Tells the user, beside the output, that the PBX may have cut a report off. Versions of n8n without such hints say nothing. */
export function noteReportLimit(context: SendingContext, { name }: Operation, rows: number, limit: number): void {
	if (!isCutOff(rows, limit) || !('addExecutionHints' in context)) return;
	context.addExecutionHints({
		message:
			`"${name}" returned ${rows} rows, which is probably the row limit for reports (PBX parameter ` +
			'REPORT_ROW_LIMIT). To get all rows, choose a shorter period, or run the node once for each part of the period.',
		type: 'warning',
		location: 'outputPane',
	});
}
