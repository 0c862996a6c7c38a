/** Functions that report: rows made from what has happened on the PBX, as their arguments ask for them. */
import type { Operation } from '../../../nodes/ThreeCx/catalog/types';
import type { Row } from '../types';
import { callLog } from './callLog';
import { callReports } from './callReports';
import { chatReports } from './chatReports';
import type { Report, ReportContext } from './context';
import { queueReports } from './queueReports';

const reports: Readonly<Record<string, Report>> = {
	...callReports,
	...chatReports,
	...queueReports,
};

const CALL_LOG = ['GetCallLogData', 'DownloadCallLog'];

/** The rows of a report, also where they are downloaded; undefined for functions that are none. */
export function reportRows({ id, kind, path, output }: Operation, context: ReportContext): Row[] | undefined {
	if (kind !== 'function' || (output !== 'pages' && output !== 'file')) return undefined;
	if (CALL_LOG.includes(id)) return callLog(context.legs, context.given);
	const set = /^\/(\w+)\//.exec(path)?.[1] ?? '';
	return Object.hasOwn(reports, set) ? reports[set]?.(context) : undefined;
}
