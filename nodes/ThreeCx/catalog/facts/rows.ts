import type { CompactRow } from '../types';
import { rowsByResource } from './operations';

/** Every operation of the API, sorted by resource and operation. */
export const compactRows: readonly CompactRow[] = Object.entries(rowsByResource).flatMap(([resource, rows]) =>
	Object.entries(rows).map(([operation, row]) => ({ resource, operation, ...row })),
);
