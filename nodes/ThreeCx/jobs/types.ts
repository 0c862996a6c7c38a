import type { ReadParameter } from '../input/itemInput';
import type { OutputJson } from '../response/items';
import type { Connection } from '../transport/connection';

/** Work that takes several requests: reads its own parameters and returns the JSON of its output items. */
export type Job = (connection: Connection, read: ReadParameter) => Promise<OutputJson[]>;
